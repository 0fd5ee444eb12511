"""`survey contacts`: import with a dry run, a report of small cells, erasing, and another round."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import text
from sqlalchemy.orm import Session

from survey.storage.engines import Store
from tests.fixtures.databases import Urls, opened

from .terminal import Terminal

STUDY = "jobcoaching"
HEADER = "Cliëntnummer;E-mailadres;Traject;start;Jobcoach;Naam"
NAMES = [
    *("--map", "contact=cliëntnummer", "--map", "email=E-mailadres"),
    *("--map", "trajectory=Traject", "--map", "coach_email=Jobcoach"),
]

only_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Twelve trajectories, as a client system exports them."""
    path = tmp_path / "trajecten.csv"
    rows = [f"C-{n};person-{n}@example.nl;T-{n};2026-08-31;coach-{n % 3}@example.nl;Naam {n}" for n in range(12)]
    path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8-sig")
    return path


@pytest.fixture
def loaded(terminal: Terminal) -> Terminal:
    """A terminal with the standard study."""
    terminal.done("studies", "load", STUDY, "--test")
    return terminal


def counted(urls: Urls, table: str) -> int:
    engine = opened(urls[Store.CONTACTS], Store.CONTACTS)
    with Session(engine) as session:
        number = session.scalar(text(f"SELECT count(*) FROM {table}")) or 0  # noqa: S608 - a constant of the test
    engine.dispose()
    return number


def test_a_file_is_tried_and_then_imported_and_repeating_it_changes_nothing(loaded: Terminal, file: Path) -> None:
    words = ["contacts", "import", STUDY, str(file), *NAMES, "--ignore-rest"]
    tried = loaded.done(*words, "--dry-run")
    assert "Line 2: C-0, person-0@example.nl" in tried
    assert "trajectory T-0, 2026-08, coach coach-0@example.nl" in tried
    assert "Line 5" not in tried
    assert "People: 15 new, 0 changed. Trajectories: 12 new, 0 changed." in tried
    assert "nothing was changed" in tried
    assert counted(loaded.urls, "contact") == 0
    assert "People: 15 new, 0 changed. Trajectories: 12 new, 0 changed." in loaded.done(*words)
    assert "People: 0 new, 0 changed. Trajectories: 0 new, 0 changed." in loaded.done(*words)
    assert (counted(loaded.urls, "contact"), counted(loaded.urls, "trajectory")) == (15, 12)


@only_sqlite
def test_every_problem_is_told_with_line_and_column_and_nothing_is_stored(loaded: Terminal, file: Path) -> None:
    file.write_text(
        file.read_text(encoding="utf-8-sig")
        .replace("person-3@", "person 3@")
        .replace("T-7;2026-08-31", "T-7;eind augustus")
        .replace("T-9;", "T-8;"),
        encoding="utf-8",
    )
    said = loaded.refused("contacts", "import", STUDY, str(file), *NAMES, "--ignore-rest")
    assert ":5: email: “person 3@example.nl” is not an e-mail address" in said
    assert ":9: start: “eind augustus” is not a month such as 2026-08, or a day such as 2026-08-31" in said
    assert ":11: trajectory: this trajectory is on line 10 too" in said
    assert "Problems to mend: 3" in said
    assert counted(loaded.urls, "contact") == 0


@only_sqlite
def test_columns_that_are_not_part_of_the_study_are_refused_unless_they_are_passed_over(
    loaded: Terminal, file: Path
) -> None:
    said = loaded.refused("contacts", "import", STUDY, str(file), *NAMES)
    assert "naam: this column is not part of the study; take it out, or pass it over (--ignore-rest)" in said


@only_sqlite
@pytest.mark.parametrize("given", ["email", "=E-mail", "email="])
def test_a_name_for_a_column_must_be_like_the_example(loaded: Terminal, file: Path, given: str) -> None:
    result = loaded("contacts", "import", STUDY, str(file), "--map", given)
    assert result.exit_code == 2
    assert f"“{given}” is not like" in result.stderr


@only_sqlite
def test_a_column_that_no_study_has_cannot_get_a_name(loaded: Terminal, file: Path) -> None:
    said = loaded.refused("contacts", "import", STUDY, str(file), "--map", "bsn=Naam")
    assert "“bsn” is no column that can be given a name" in said


@only_sqlite
def test_a_spreadsheet_is_imported_too(loaded: Terminal, tmp_path: Path) -> None:
    book = Workbook()
    for row in (["contact", "email"], [1, "a@example.nl"], [2, "b@example.nl"]):
        book.active.append(row)
    book.save(tmp_path / "people.xlsx")
    said = loaded.done("contacts", "import", STUDY, str(tmp_path / "people.xlsx"), "--audience", "employer")
    assert "Rows: 2. People: 2 new" in said


@pytest.fixture
def town(terminal: Terminal, tmp_path: Path) -> Terminal:
    """A study with two attributes, and people of whom some are easily found."""
    shipped = Path("survey/questionnaires/studies/amsterdam-jobcoaching.yaml").read_text(encoding="utf-8")
    languages = ("nl", "nl-x-easy", "en", "ar")
    lines = ["attributes:"]
    for name, codes in (("district", ("north", "east", "south")), ("sex", ("m", "f"))):
        told = "{" + ", ".join(f"{language}: {name}" for language in languages) + "}"
        lines += [f"  - id: {name}", f"    text: {told}", "    classes:"]
        for code in codes:
            told = "{" + ", ".join(f"{language}: {code}" for language in languages) + "}"
            lines.append(f"      - {{code: {code}, text: {told}}}")
    path = tmp_path / "town.yaml"
    named = shipped.replace("id: amsterdam-jobcoaching", "id: town")
    path.write_text(named.replace("waves:\n", "\n".join([*lines, "waves:", ""]), 1), encoding="utf-8")
    terminal.done("studies", "load", str(path), "--test")
    cells = [("north", "m")] * 12 + [("east", "m")] * 9 + [("south", "m"), *[("south", "f")] * 20]
    rows = [f"person-{n}@example.nl,{district},{sex}" for n, (district, sex) in enumerate(cells)]
    (tmp_path / "town.csv").write_text("\n".join(["email,district,sex", *rows]), encoding="utf-8")
    terminal.done("contacts", "import", "town", str(tmp_path / "town.csv"))
    return terminal


@only_sqlite
def test_the_report_says_who_is_exposed_and_what_would_help(town: Terminal) -> None:
    said = town.done("contacts", "report", "town")
    assert "participant: 42 people on the panel." in said
    assert "By district, sex: 1 people are the only ones, and 10 share their classes with fewer than 10." in said
    assert "- district, with “east” and “south” as one class: 0 and 0." in said
    assert "- Without district: 0 and 0." in said


@only_sqlite
def test_small_cells_keep_a_wave_closed_until_they_are_accepted_with_a_reason(town: Terminal) -> None:
    said = town.refused("studies", "open", "town", "single")
    assert "10 of 42 people who wait for wave town/single share their register classes with fewer than 10" in said
    opened_ = town.done("studies", "open", "town", "single", "--accept-small-cells", "the council asked for it")
    assert "open for 42 people" in opened_


@only_sqlite
def test_a_study_without_attributes_gives_nobody_away(loaded: Terminal) -> None:
    said = loaded.done("contacts", "report", STUDY)
    assert said.count("No attributes: nobody can be told apart by them.") == 3


@only_sqlite
def test_somebody_is_erased_after_a_question(loaded: Terminal, file: Path) -> None:
    loaded.done("contacts", "import", STUDY, str(file), *NAMES, "--ignore-rest")
    assert loaded("contacts", "erase", STUDY, "C-3", answer="n\n").exit_code == 1
    assert counted(loaded.urls, "trajectory") == 12
    assert "Erased from jobcoaching: 1." in loaded.done("contacts", "erase", STUDY, "C-3", "--yes")
    assert counted(loaded.urls, "trajectory") == 11
    said = loaded.done("contacts", "import", STUDY, str(file), *NAMES, "--ignore-rest")
    assert "Left out, because they were erased from the study before: 1." in said
    assert counted(loaded.urls, "trajectory") == 11
    assert "Nobody in study jobcoaching has the id or address “C-3”" in loaded.refused(
        "contacts", "erase", STUDY, "C-3", "--yes"
    )


@only_sqlite
def test_a_trajectory_begins_anew(loaded: Terminal, file: Path) -> None:
    loaded.done("contacts", "import", STUDY, str(file), *NAMES, "--ignore-rest")
    assert "Trajectory T-1 is in round 2, from 2027-01." in loaded.done("contacts", "reenter", STUDY, "T-1", "2027-01")
    assert "must start in a later month" in loaded.refused("contacts", "reenter", STUDY, "T-1", "2027-01")
    assert "no trajectory “T-99”" in loaded.refused("contacts", "reenter", STUDY, "T-99", "2027-01")
    result = loaded("contacts", "reenter", STUDY, "T-1", "January")
    assert (result.exit_code, "“January” is not a month" in result.stderr) == (2, True)
