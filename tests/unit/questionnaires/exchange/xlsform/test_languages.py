"""Names of languages and columns, in the many ways in which forms spell them."""

import pytest

from survey.questionnaires.exchange.xlsform.tongues import Tongues, known, title

from .books import notices, received

LANGUAGES = [
    ("nl", "nl"),
    ("Nederlands (nl)", "nl"),
    ("Dutch", "nl"),
    ("nederlands", "nl"),
    ("English(en)", "en"),
    ("English (UK)", "en"),
    ("Français", "fr"),
    ("العربية", "ar"),
    ("Swahili", "sw"),
    ("Kiswahili", "sw"),
    ("Portuguese (Brazil)", "pt"),
    ("pt_BR", "pt-br"),
    ("Eenvoudig (nl-x-easy)", "nl-x-easy"),
    ("Lang2", None),
    ("", None),
]


@pytest.mark.parametrize(("name", "code"), LANGUAGES)
def test_a_language_is_known_by_its_code_or_name(name: str, code: str | None) -> None:
    assert known(name) == code


@pytest.mark.parametrize("code", ["nl", "en", "nl-x-easy", "ar", "nld", "xx", "und", "und-x-lang2", "pt-br", "zh-hans"])
def test_what_we_write_above_a_column_is_read_back(code: str) -> None:
    assert known(title(code)) == code


def test_a_language_that_nobody_knows_gets_a_private_code() -> None:
    tongues = Tongues("en")
    assert [tongues.code(name) for name in ("Lang2", "default", "")] == ["und-x-lang2", "en", "en"]
    assert tongues.guessed == {"Lang2": "und-x-lang2"}


HEADERS = [
    "label::English (en)",
    "label::English",
    "Label::en",
    "LABEL :: English (en)",
    "label:English",
    "caption::English",
]


@pytest.mark.parametrize("header", HEADERS)
def test_a_column_is_known_however_it_is_spelt(header: str) -> None:
    found = received(
        f"| Type | Name | {header} | Relevance |\n| note | a | A | true() |", settings="| form_title |\n| T |"
    )
    assert found.questionnaire.item("a").text == {"en": "A"}


@pytest.mark.parametrize("header", ["relevant", "Relevance", "bind::relevant", "bind:relevant", "RELEVANT"])
def test_the_column_with_conditions_has_many_names(header: str) -> None:
    survey = f"| type | name | label | {header} |\n| integer | a | A |\n| note | b | B | ${{a}} > 1 |"
    assert received(survey).questionnaire.item("b").when == "a > 1"


def test_texts_without_a_language_are_in_the_default_language() -> None:
    settings = "| form_title | default_language |\n| Titel | Nederlands (nl) |"
    found = received("| type | name | label | label::English (en) |\n| note | a | Ja | Yes |", settings=settings)
    assert found.questionnaire.languages == ("nl", "en")
    assert found.questionnaire.item("a").text == {"nl": "Ja", "en": "Yes"}


def test_texts_without_any_language_are_taken_for_english_and_that_is_said() -> None:
    found = received("| type | name | label |\n| note | a | Ja |", settings="| form_title |\n| T |")
    assert found.questionnaire.languages == ("en",)
    assert any("Texts without a language were read as “en”" in str(notice) for notice in found.notices)


def test_two_columns_in_one_language_are_said() -> None:
    survey = "| type | name | label::English (en) | label::en |\n| note | a | A | B |"
    assert notices(survey) == [
        "2: survey, label::en: This text was left out: “label::English (en)” is in the same language, “en”."
    ]


def test_an_unknown_language_is_said() -> None:
    found = received("| type | name | label::Lang2 |\n| note | a | A |", settings="| form_title |\n| T |")
    assert any("The language “Lang2” is not known. It became “und-x-lang2”" in str(each) for each in found.notices)


def test_a_form_without_settings_is_called_after_its_file() -> None:
    from survey.questionnaires.exchange.xlsform.reading import read_xlsform  # noqa: PLC0415 - only here

    from .books import book  # noqa: PLC0415 - only here

    found = read_xlsform(
        book(survey="| type | name | label |\n| note | a | A |"), "folder/My Form 2.xlsx"
    ).questionnaire
    assert (found.id, found.version, found.title) == ("my-form-2", "1", {"en": "My Form 2"})
