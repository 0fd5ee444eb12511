"""A contacts file is read whole or not at all, and everything that is wrong with it is told at once."""

from pathlib import Path

import pytest

from survey.fieldwork import contacts_file
from survey.fieldwork.contacts_file import Person
from survey.fieldwork.contacts_file.tables import of_text
from survey.questionnaires.problems import ProblemsFoundError, Source
from tests.fixtures.studies import AGE, a_study

STUDY = a_study(attributes=[AGE])
ANNA = Person("anna@example.org", "en", {"age": "old"})
BO = Person("bo@example.org", "", {"age": "young"})
FOREIGN = (
    "this column is not part of the study; take it out, or pass it over (--ignore-rest). Allowed: contact, email, "
    "language, age, trajectory, start, round, coach, coach_email, coach_language, employer, employer_email, "
    "employer_language"
)
GOOD = "email,language,age\nanna@example.org,en,old\nbo@example.org,,young\n"


def read(text: str) -> list[Person]:
    return [case.person for case in contacts_file.read(of_text(Source("people.csv", text)), STUDY)]


def problems(text: str) -> list[str]:
    with pytest.raises(ProblemsFoundError) as raised:
        read(text)
    return [str(problem) for problem in raised.value.problems]


def test_a_file_gives_its_people_and_a_language_only_where_it_says_one() -> None:
    assert read(GOOD) == [ANNA, BO]


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace(",", ";"),
        GOOD.replace(",", "\t"),
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        GOOD.removesuffix("\n"),
        GOOD.replace("\n", "\n\n") + ",,\n  \n",
        GOOD.replace("email,language,age", " EMail , Language ,AGE"),
        GOOD.replace("anna@example.org", ' "Anna@Example.org"'.strip()),
        GOOD.replace("en,old", " en , old "),
    ],
    ids=["semicolons", "tabs", "CRLF", "CR", "no last newline", "empty lines", "header", "quotes", "spaces"],
)
def test_the_same_people_are_read_however_the_file_was_saved(text: str) -> None:
    assert read(text) == [ANNA, BO]


def test_columns_may_stand_in_any_order_and_language_may_be_left_out() -> None:
    assert read("age,email\nyoung,bo@example.org\n") == [BO]


def test_a_comma_inside_quotes_is_no_separator() -> None:
    found = problems('email,age\nbo@example.org,"young,old"\n')
    assert found == ["people.csv:2: age: “young,old” is not one of the classes (young, old)"]


def test_a_domain_in_other_letters_is_kept_as_mail_servers_know_it() -> None:
    assert read("email,age\nbo@bücher.example,young\n")[0].address == "bo@xn--bcher-kva.example"


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert [case.person for case in contacts_file.read(contacts_file.open_table(path), STUDY)] == [ANNA, BO]


def test_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(GOOD.encode() + "zoë@example.org,nl,old\n".encode("latin-1"))
    with pytest.raises(ProblemsFoundError, match=r"people.csv:4: The file is not UTF-8 text"):
        Source.read(path)


BAD = {
    "": ["1: email: there must be a column “email” or “contact”", "1: age: this column is missing"],
    "email,age\n": ["1: There are no people in this file."],
    "email,age\n\n ,\n": ["1: There are no people in this file."],
    "age\nyoung\n": ["1: email: there must be a column “email” or “contact”"],
    "email,age,name\nbo@example.org,old,Bo\n": [f"1: name: {FOREIGN}"],
    "email,age,age\nbo@example.org,old,old\n": ["1: age: this column is there 2 times"],
    "email,age\nbo@example,old\n": ["2: email: “bo@example” is not an e-mail address"],
    "email,age\nzoë@example.org,old\n": ["2: email: “zoë@example.org” is not an e-mail address"],
    "email,age\n,old\n": ["2: email: this person has no e-mail address and no “contact”; give one of these"],
    "email,age\nbo@example.org\n": ["2: This line has 1 values, the first line has 2."],
    "email,age\nbo@example.org,old,x\n": ["2: This line has 3 values, the first line has 2."],
    "email,age,language\nbo@example.org,old,fr\n": ["2: language: “fr” is not a language of this study (nl, en)"],
    "email,age\nbo@example.org,64\n": ["2: age: “64” is not one of the classes (young, old)"],
    "email,age\nbo@example.org,\n": ["2: age: “” is not one of the classes (young, old)"],
    "email,age\nbo@example.org,old\nBO@example.org,old\n": ["3: email: this person is on line 2 too"],
    "email,age\nbo@bücher.example,old\nbo@xn--bcher-kva.example,old\n": ["3: email: this person is on line 2 too"],
    'email,age\nbo@example.org,old\n"cy@example.org,old\nx\ny\n': [
        "3: From this line on, the file cannot be read as CSV (unexpected end of data). Check the quotation marks."
    ],
}


@pytest.mark.parametrize(("text", "told"), BAD.items(), ids=[each[0].split(": ", 1)[1][:40] for each in BAD.values()])
def test_what_is_wrong_is_told_with_line_and_column(text: str, told: list[str]) -> None:
    assert problems(text) == [f"people.csv:{each}" for each in told]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    text = (
        "email,language,age\n"
        "anna@example.org,en,old\n"
        "nobody,fr,64\n"
        '"bo@example.org",nl,\n'
        "ANNA@example.org,nl,old\n"
        "cy@example.org,nl\n"
        'dee@example.org,nl,"old'
    )
    assert [each.removeprefix("people.csv:").split(" ")[0] for each in problems(text)] == [
        *("3:", "3:", "3:", "4:", "5:", "6:", "7:")
    ]


def test_a_wrong_header_is_told_whole_before_any_row_is_read() -> None:
    assert problems("mail,name\nnobody,x\n") == [
        "people.csv:1: email: there must be a column “email” or “contact”",
        "people.csv:1: age: this column is missing",
        f"people.csv:1: mail: {FOREIGN}",
        f"people.csv:1: name: {FOREIGN}",
    ]


def test_somebody_whose_other_columns_are_wrong_is_a_double_all_the_same() -> None:
    found = problems("email,age\nbo@example.org,64\nbo@example.org,old\n")
    assert "people.csv:3: email: this person is on line 2 too" in found
