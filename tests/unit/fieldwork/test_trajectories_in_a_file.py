"""Trajectories in a contacts file: one row each, with the coach and the employer, under the programme's own names."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from survey.fieldwork import contacts_file
from survey.fieldwork.contacts_file import Case, Mapping, Person, Trajectory
from survey.fieldwork.contacts_file.columns import UnknownColumnError
from survey.fieldwork.contacts_file.tables import of_text
from survey.questionnaires.definition import Audience
from survey.questionnaires.problems import ProblemsFoundError, Source
from tests.fixtures.studies import AGE, a_study

STUDY = a_study(attributes=[AGE, AGE | {"id": "size", "audience": "employer"}])
HEADER = "contact,email,age,trajectory,start,round,coach_email,employer,employer_email"
ROW = "C-1,anna@example.org,old,T-1,2026-08-31,,coach@example.org,E-1,boss@example.org"
ANNA = Person("anna@example.org", "", {"age": "old"}, "C-1")
COACH = Person("coach@example.org", "", {}, None)
BOSS = Person("boss@example.org", "", {}, "E-1")


def read(*rows: str, header: str = HEADER, mapping: Mapping | None = None) -> list[Case]:
    text = "\n".join([header, *rows])
    return contacts_file.read(of_text(Source("people.csv", text)), STUDY, mapping=mapping)


def problems(*rows: str, header: str = HEADER) -> list[str]:
    with pytest.raises(ProblemsFoundError) as raised:
        read(*rows, header=header)
    return [str(problem).removeprefix("people.csv:") for problem in raised.value.problems]


def test_a_row_is_a_trajectory_with_its_people() -> None:
    assert read(ROW) == [Case(2, ANNA, Trajectory("T-1", "2026-08"), COACH, BOSS)]


def test_coach_and_employer_may_be_unknown() -> None:
    assert read("C-1,,old,T-1,2026-08,2,,,") == [
        Case(2, Person(None, "", {"age": "old"}, "C-1"), Trajectory("T-1", "2026-08", 2))
    ]


def test_one_coach_has_several_trajectories_and_one_person_may_too() -> None:
    cases = read(ROW, ROW.replace("T-1", "T-2"), "C-2,bo@example.org,old,T-3,2026-09,1,coach@example.org,,")
    assert [(case.person.number, case.coach) for case in cases] == [("C-1", COACH), ("C-1", COACH), ("C-2", COACH)]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (ROW.replace("2026-08-31", "31-8-2026"), "start: “31-8-2026” is not a month such as 2026-08, or a day"),
        (ROW.replace("2026-08-31", "2026-02-30"), "start: “2026-02-30” is not a month"),
        (ROW.replace("2026-08-31", ""), "start: “” is not a month"),
        (ROW.replace(",,coach", ",0,coach"), "round: “0” is not a round: 1, or 2 after a job change"),
        (ROW.replace("coach@example.org", "coach"), "coach_email: “coach” is not an e-mail address"),
        (ROW.replace("C-1,anna@example.org", ","), "email: this person has no e-mail address and no “contact”"),
        (ROW.replace("E-1,boss@example.org", f"{'E' * 61},"), "employer: “EEE"),
    ],
)
def test_what_is_wrong_with_a_trajectory_is_told_by_column(row: str, told: str) -> None:
    (found,) = problems(row)
    assert found.startswith(f"2: {told}")


def test_a_trajectory_is_in_a_file_once() -> None:
    assert problems(ROW, ROW.replace("C-1", "C-2").replace("anna", "bo")) == [
        "3: trajectory: this trajectory is on line 2 too"
    ]


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (ROW.replace("anna@", "hanna@"), "email: this person has another value on line 2: “anna@example.org” there"),
        (ROW.replace("C-1", "C-9"), "contact: this person has another value on line 2: “C-1” there, “C-9” here"),
        (ROW.replace("old", "young"), "age: this person has another value on line 2: “old” there, “young” here"),
        (ROW.replace("boss@", "chef@"), "employer_email: this person has another value on line 2: “boss@example.org”"),
    ],
)
def test_rows_that_contradict_each_other_are_told(second: str, told: str) -> None:
    (found,) = problems(ROW, second.replace("T-1", "T-2"))
    assert found.startswith(f"3: {told}")


def test_columns_of_a_trajectory_come_together() -> None:
    assert problems("C-1,old,2026-08", header="contact,age,start") == ["1: trajectory: this column is missing"]
    assert problems("C-1,old,T-1", header="contact,age,trajectory") == ["1: start: this column is missing"]


def test_columns_may_have_the_names_that_the_programme_gives_them() -> None:
    header = "Cliëntnummer;E-mailadres;age;Naam;BSN"
    names = {"contact": "cliëntnummer", "email": "E-mailadres"}
    found = read("C-1;anna@example.org;old;Anna;1", header=header, mapping=Mapping(names, ignore_rest=True))
    assert [case.person for case in found] == [ANNA]


def test_a_name_for_a_column_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownColumnError, match="“mail” is no column that can be given a name"):
        read(ROW, mapping=Mapping({"mail": "E-mailadres"}))


def test_a_given_name_that_the_file_does_not_have_is_told_once() -> None:
    with pytest.raises(ProblemsFoundError) as raised:
        read(
            ROW, header=HEADER.replace("age", "leeftijd"), mapping=Mapping({"age": "Leeftijdsklasse"}, ignore_rest=True)
        )
    assert [str(each) for each in raised.value.problems] == [
        "people.csv:1: age: the file has no column “Leeftijdsklasse”"
    ]


def test_another_audience_has_its_own_attributes_and_no_trajectories() -> None:
    text = "email,size\nboss@example.org,old"
    found = contacts_file.read(of_text(Source("people.csv", text)), STUDY, Audience.EMPLOYER)
    assert found == [Case(2, Person("boss@example.org", "", {"size": "old"}, None))]
    with pytest.raises(ProblemsFoundError, match="trajectory: this column is not part of the study"):
        contacts_file.read(of_text(Source("people.csv", "email,size,trajectory\nx,old,T")), STUDY, Audience.EMPLOYER)


def test_the_progress_is_told_line_by_line() -> None:
    heard: list[int] = []
    contacts_file.read(of_text(Source("people.csv", f"{HEADER}\n{ROW}\n")), STUDY, progress=heard.append)
    assert heard == [2]


def spreadsheet(path: Path, *rows: list[object]) -> Path:
    """A workbook as a programme exports it."""
    book = Workbook()
    sheet = book.active
    for row in [["contact", "email", "age", "trajectory", "start"], *rows]:
        sheet.append(row)
    book.save(path)
    return path


def test_a_spreadsheet_says_the_same_as_a_text(tmp_path: Path) -> None:
    path = spreadsheet(
        tmp_path / "people.xlsx",
        [1001.0, " Anna@example.org ", "old", 17, date(2026, 8, 31)],
        [],
        [1002, "bo@example.org", "young", "T-2", "2026-09"],
    )
    table = contacts_file.open_table(path)
    assert table.length == 3
    first, second = contacts_file.read(table, STUDY)
    assert first == Case(2, Person("anna@example.org", "", {"age": "old"}, "1001"), Trajectory("17", "2026-08"))
    assert (second.line, second.person.number) == (4, "1002")


def test_a_problem_in_a_spreadsheet_has_its_row(tmp_path: Path) -> None:
    path = spreadsheet(
        tmp_path / "people.xlsx", [1, "a@example.org", "old", "T-1", "soon"], [2, "b", "old", "T-2", "2026-09"]
    )
    with pytest.raises(ProblemsFoundError) as raised:
        contacts_file.read(contacts_file.open_table(path), STUDY)
    assert [(each.line, each.place) for each in raised.value.problems] == [(2, "start"), (3, "email")]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("people.xlsx", b"email,age", "not a readable .xlsx file"),
        ("people.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel file"),
        ("people.pdf", b"%PDF", "Give a .csv or .xlsx file"),
        ("people.xlsx", None, "cannot be read"),
        ("people.csv", None, "cannot be read"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, name: str, content: bytes | None, told: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ProblemsFoundError, match=told):
        contacts_file.open_table(tmp_path / name)


def test_more_rows_than_a_programme_has_people_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("survey.fieldwork.contacts_file.tables.MOST_ROWS", 2)
    rows = [f"C-{number},,old,T-{number},2026-08,,,," for number in range(3)]
    assert problems(*rows) == ["4: The file has more than 2 rows. Split it up."]
    assert len(read(*rows[:2])) == 2
