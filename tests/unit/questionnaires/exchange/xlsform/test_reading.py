"""A form as a whole: what must be mended with its place, names that changed, other sheets, and what is refused."""

import pytest

from survey.questionnaires.exchange.received import Received
from survey.questionnaires.exchange.xlsform.reading import read_xlsform
from survey.questionnaires.problems import ProblemsFoundError

from .books import CHOICES, Table, book, received

TWO = "| type | name | label::English (en) | label::Nederlands (nl) |\n"
LISTS = "| list_name | name | label::English (en) | label::Nederlands (nl) |\n"


def problems(found: Received) -> list[str]:
    """What must be mended, without the name of the file."""
    return [str(each).removeprefix("form.xlsx:") for each in found.problems]


def read(**sheets: Table) -> Received:
    """A form with these sheets."""
    return read_xlsform(book(**sheets), "form.xlsx")


def test_a_missing_translation_is_told_with_its_row() -> None:
    found = read(survey=f"{TWO}| note | a | A | Aa |\n| text | b | B |\n| note | c | | Cc |")
    assert problems(found) == [
        "3: survey: This text is missing in the language “nl”.",
        "4: survey: This text is missing in the language “en”.",
    ]


def test_a_missing_translation_of_an_option_is_told_with_its_row() -> None:
    survey = f"{TWO}| select_one l | a | A | Aa |"
    found = read(survey=survey, choices=f"{LISTS}| l | x | X | Xx |\n| l | y | Y |")
    assert problems(found) == ["3: choices: This text is missing in the language “nl”."]


def test_a_missing_translation_in_a_shared_list_is_told_with_its_row() -> None:
    survey = f"{TWO}| select_one l | a | A | Aa |\n| select_one l | b | B | Bb |"
    found = read(survey=survey, choices=f"{LISTS}| l | x | X | Xx |\n| l | y | Y |")
    assert set(problems(found)) == {"3: choices: This text is missing in the language “nl”."}


def test_bounds_that_exclude_each_other_are_told_with_their_row() -> None:
    found = received("| type | name | label | constraint |\n| integer | a | A | . >= 10 and . <= 5 |")
    assert problems(found) == ["2: survey: The smallest value, 10, is above the largest, 5."]


def test_a_text_that_a_screen_reader_cannot_say_is_told_with_its_row() -> None:
    found = received("| type | name | label |\n| text | a | A |\n| note | b | --- |")
    assert [each[:9] for each in problems(found)] == ["3: survey"]


def test_a_form_without_anything_to_mend_has_no_problems() -> None:
    assert problems(received("| type | name | label |\n| text | a | A |")) == []


def test_names_that_could_not_stay_are_told_with_what_they_became() -> None:
    survey = """
    | type | name | label |
    | text | Q1-Age | A |
    | text | ok | B |
    | select_one steps | 2nd | C |
    | text | naam met spatie | D |"""
    assert received(survey).names == {
        "Q1-Age": "q1_age",
        "2nd": "q2nd",
        "naam met spatie": "naam_met_spatie",
        "steps/1": "c1",
        "steps/2": "c2",
        "steps/3": "c3",
    }


def test_a_name_that_is_used_again_is_told_and_both_questions_stay() -> None:
    survey = """
    | type | name | label |
    | text | a | A |
    | integer | a | B |
    | begin group | a | C |
    | note | n | N |
    | end group |"""
    found = received(survey)
    assert [item.id for item in found.questionnaire.items()] == ["a", "a_2", "a_3", "n"]
    assert [str(each).partition("form.xlsx:")[2] for each in found.notices if "above as well" in each.message] == [
        "3: survey, name: “a” is the name of something above as well. Here it became “a_2”.",
        "4: survey, name: “a” is the name of something above as well. Here it became “a_3”.",
    ]


def test_the_last_question_of_a_name_is_the_one_that_a_condition_means() -> None:
    survey = """
    | type | name | label | relevant |
    | integer | a | A |
    | note | n | N | ${a} > 1 |
    | integer | a | B |
    | note | m | M | ${a} > 1 |"""
    found = {item.id: item.when for item in received(survey).questionnaire.items()}
    assert found == {"a": None, "n": "a > 1", "a_2": None, "m": "a_2 > 1"}


def test_a_question_without_a_name_is_called_after_its_type() -> None:
    found = received("| type | name | label |\n| text | | A |\n| text | | B |\n| select_one yes_no | | C |")
    assert [item.id for item in found.questionnaire.items()] == ["text", "text_2", "select_one_yes_no"]


SHEETS = ["entities", "external_choices", "osm", "cascades", "Instructions", "survey_old", "Blad2"]


@pytest.mark.parametrize("name", SHEETS)
def test_another_sheet_is_told(name: str) -> None:
    found = read(survey="| type | name | label |\n| text | a | A |", **{name: "| x |\n| y |"})
    told = f"form.xlsx:1: {name}: The sheet “{name}” has no counterpart and was not imported."
    assert told in [str(each) for each in found.notices]


@pytest.mark.parametrize(("survey", "choices"), [("survey", "choices"), ("Survey", "Choices"), ("SURVEY", "CHOICES")])
def test_sheets_are_known_in_small_and_large_letters(survey: str, choices: str) -> None:
    found = read(**{survey: "| type | name | label |\n| select_one fruit | a | A |", choices: CHOICES})
    assert [item.model_dump()["kind"] for item in found.questionnaire.items()] == ["single_choice"]


def test_a_misspelt_sheet_of_options_is_told_and_the_question_is_kept() -> None:
    found = read(survey="| type | name | label |\n| select_one fruit | a | A |", choises=CHOICES)
    told = [str(each) for each in found.notices]
    assert any("There is no list “fruit” in the sheet “choices”." in each for each in told)
    assert any("The sheet “choises” has no counterpart" in each for each in told)


REFUSED = [
    ("| naam |\n| a |", "The sheet “survey” has no column “type”."),
    ("| My form |\n| type | name |\n| text | a |", "The sheet “survey” has no column “type”."),
    ("| type | name | label |\n| geopoint | a | A |", "No question of this form can be asked here."),
    ("| type | name | label |\n| start | s |\n| calculate | c | |", "No question of this form can be asked here."),
    ("| type | name | label | disabled |\n| text | a | A | yes |", "No question of this form can be asked here."),
    ("| type | name | label |\n| begin group | g | G |\n| end group |", "No question of this form can be asked here."),
    ("| type | name | label | relevant |\n| text | a | A | false() |", "No question of this form can be asked here."),
]


@pytest.mark.parametrize(("survey", "reason"), REFUSED)
def test_a_form_of_which_nothing_can_be_asked_is_refused(survey: str, reason: str) -> None:
    with pytest.raises(ProblemsFoundError) as caught:
        read(survey=survey)
    assert any(reason in str(each) for each in caught.value.problems)


def test_a_refused_form_says_of_each_row_why() -> None:
    with pytest.raises(ProblemsFoundError) as caught:
        read(survey="| type | name | label |\n| geopoint | a | A |\n| start | s |\n| | b | B |")
    assert [str(each).removeprefix("form.xlsx:") for each in caught.value.problems][-3:] == [
        "2: survey, type: Questions of type “geopoint” cannot be asked here. This one was left out.",
        "3: survey, type: “start” is not recorded here: it would help to tell who answers. The row was left out.",
        "4: survey, name: This row has no type, and was left out.",
    ]


def test_more_questions_than_a_questionnaire_can_have_are_refused() -> None:
    rows = [["type", "name", "label"], *(["note", f"n{number}", "N"] for number in range(2501))]
    with pytest.raises(ProblemsFoundError, match="There are more than 2500 items"):
        read(survey=rows)
