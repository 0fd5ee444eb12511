"""The sheet `settings`, and the languages of a form."""

import pytest

from survey.questionnaires.exchange.received import Received
from survey.questionnaires.exchange.xlsform.reading import read_xlsform

from .books import book

SURVEY = "| type | name | label |\n| note | a | A |"
TWO = "| type | name | label::English (en) | label::Nederlands (nl) |\n| note | a | A | A |"
AUDIENCE = "The form does not say who is asked. “participant” was filled in; change it if that is wrong."
FULL = "| form_title | form_id | version | default_language |\n| A form | a-form | 7 | English (en) |"


def read(settings: str = "", survey: str = SURVEY, file: str = "form.xlsx", language: str | None = None) -> Received:
    """A form with this sheet `settings`."""
    sheets = {"survey": survey} | ({"settings": settings} if settings else {})
    return read_xlsform(book(**sheets), file, language)


def said(received: Received) -> list[str]:
    """The notices on the sheet `settings`, but those on minutes and audience, which no form has."""
    found = [each for each in received.notices if each.place.startswith("settings")]
    always = ("does not say how long", "does not say who is asked")
    return [str(each).partition(":")[2] for each in found if not any(words in str(each) for words in always)]


def test_a_form_says_what_it_is_called() -> None:
    found = read(FULL)
    assert (found.questionnaire.id, found.questionnaire.version) == ("a-form", "7")
    assert found.questionnaire.title == {"en": "A form"}
    assert said(found) == []


def test_what_no_form_says_is_estimated_and_told() -> None:
    survey = SURVEY + "".join(f"\n| text | t{number} | T |" for number in range(39))
    found = read(FULL, survey)
    assert (found.questionnaire.minutes, found.questionnaire.audience) == (10, "participant")
    assert [str(each) for each in found.notices] == [
        "form.xlsx:1: settings: The form does not say how long it takes. Estimated minutes: 10; change it.",
        f"form.xlsx:1: settings: {AUDIENCE}",
    ]


IDS = [
    ("household-survey", "household-survey"),
    ("Household Survey 2024", "household-survey-2024"),
    ("hh_v1.2", "hh-v1-2"),
    ("2024_form", "form"),
    ("aXb9Kq", "a-xb9kq"),
    ("نموذج", "form"),
]


@pytest.mark.parametrize(("written", "made"), IDS)
def test_the_id_of_a_form_becomes_one_of_ours(written: str, made: str) -> None:
    assert read(f"| form_title | form_id |\n| T | {written} |").questionnaire.id == made


def test_without_settings_a_form_is_called_after_its_file_and_that_is_told() -> None:
    found = read(file="folder/Werk en ik 2.xlsx")
    assert (found.questionnaire.id, found.questionnaire.version) == ("werk-en-ik-2", "1")
    assert found.questionnaire.title == {"en": "Werk en ik 2"}
    assert said(found) == ["1: settings, form_title: The form has no title. It is called after the file; change it."]


SPELT = [
    "| form_title | form_id |\n| A form | f |",
    "| title | id_string |\n| A form | f |",
    "| Form Title | Form ID |\n| A form | f |",
    "| FORM_TITLE | FORM_ID |\n| A form | f |",
    "| set form title | set form id |\n| A form | f |",
]


@pytest.mark.parametrize("settings", SPELT)
def test_settings_are_known_however_they_are_spelt(settings: str) -> None:
    found = read(settings)
    assert (found.questionnaire.id, found.questionnaire.title) == ("f", {"en": "A form"})


OTHERS = [
    "style", "instance_name", "public_key", "submission_url", "allow_choice_duplicates", "sms_keyword", "auto_send",
    "auto_delete", "clean_text_values", "namespaces", "attribute::mine", "name", "instance_xmlns", "my setting",
]  # fmt: skip


@pytest.mark.parametrize("column", OTHERS)
def test_a_setting_without_counterpart_is_told(column: str) -> None:
    found = read(f"| form_title | {column} |\n| T | x |")
    assert said(found) == [f"2: settings, {column}: The setting “{column}” has no counterpart and was not imported."]


def test_each_of_two_settings_of_one_name_is_told_as_it_is_written() -> None:
    found = read("| form_title | attribute::a | attribute::b |\n| T | x | y |")
    assert [each.partition(":")[2].split(":")[0] for each in said(found)] == [
        " settings, attribute",
        " settings, attribute",
    ]
    assert [each.count("attribute::a") + 2 * each.count("attribute::b") for each in said(found)] == [2, 4]


def test_only_the_first_row_counts_and_the_others_are_told() -> None:
    found = read("| form_title | version |\n| First | 1 |\n| Second | 2 |")
    assert found.questionnaire.title == {"en": "First"}
    assert said(found) == [
        "3: settings, form_title: Only the first row of the sheet “settings” counts. This one was left out."
    ]


def test_one_title_for_more_languages_is_told() -> None:
    found = read("| form_title |\n| T |", TWO)
    assert found.questionnaire.title == {"en": "T", "nl": "T"}
    assert said(found) == ["2: settings, form_title: The form has one title for all languages. Translate it."]


def test_a_title_in_each_language_is_kept() -> None:
    found = read("| form_title::English (en) | form_title::Nederlands (nl) |\n| Title | Titel |", TWO)
    assert found.questionnaire.title == {"en": "Title", "nl": "Titel"}
    assert said(found) == []


LANGUAGES = [
    (SURVEY, "", None, ("en",)),
    (SURVEY, "", "nl", ("nl",)),
    (SURVEY, "Dutch (nl)", None, ("nl",)),
    (SURVEY, "Dutch (nl)", "fr", ("fr",)),
    (SURVEY, "default", None, ("en",)),
    (TWO, "", None, ("en", "nl")),
    ("| type | name | label | label::French (fr) |\n| note | a | A | B |", "", None, ("en", "fr")),
    ("| type | name | label | label::French (fr) |\n| note | a | A | B |", "Dutch (nl)", None, ("nl", "fr")),
    ("| type | name | label | label::French (fr) |\n| note | a | A | |", "", None, ("en",)),
    ("| type | name | label::French (fr) | label::Nobody |\n| note | a | A | B |", "", None, ("fr", "und-x-nobody")),
]


@pytest.mark.parametrize(("survey", "default", "asked", "languages"), LANGUAGES)
def test_the_languages_are_those_of_columns_with_texts(
    survey: str, default: str, asked: str | None, languages: tuple[str, ...]
) -> None:
    settings = f"| form_title | default_language |\n| T | {default} |"
    assert read(settings, survey, language=asked).questionnaire.languages == languages


def test_texts_without_a_language_are_told_unless_somebody_says_which() -> None:
    told = "form.xlsx:1: survey: Texts without a language were read as “en”. Say otherwise with --lang."
    assert told in [str(each) for each in read().notices]
    assert told not in [str(each) for each in read(FULL).notices]
    assert told not in [str(each) for each in read(language="en").notices]


def test_a_language_that_options_lack_is_that_of_the_questions() -> None:
    survey = "| type | name | label::French (fr) |\n| select_one l | q | Q |"
    content = book(survey=survey, choices="| list_name | name | label |\n| l | a | Oui |\n| l | b | Non |")
    assert read_xlsform(content, "form.xlsx").questionnaire.languages == ("fr",)


def test_languages_that_nobody_knows_get_codes_of_their_own() -> None:
    survey = "| type | name | label::Language1 | label::Language2 | label::Language 1 |\n| note | a | A | B | C |"
    assert read(FULL, survey).questionnaire.languages == ("und-x-language", "und-x-langua2", "und-x-langua3")
