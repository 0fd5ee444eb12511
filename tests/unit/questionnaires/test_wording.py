"""Words in languages: which one a reader gets."""

import pytest
from pydantic import TypeAdapter, ValidationError

from survey.questionnaires.wording import Identifier, Slug, Wording, direction, spoken

WORDS = {"nl": "Ja", "en": "Yes", "nl-x-easy": "Ja!"}


@pytest.mark.parametrize(
    ("language", "text"),
    [("nl", "Ja"), ("en", "Yes"), ("nl-x-easy", "Ja!"), ("en-x-easy", "Yes"), ("en-gb", "Yes"), ("ar", "Ja")],
)
def test_a_reader_gets_the_nearest_language_and_else_the_first(language: str, text: str) -> None:
    assert spoken(WORDS, language) == text


def test_arabic_runs_from_right_to_left_and_dutch_does_not() -> None:
    assert [direction(language) for language in ("ar", "ar-x-easy", "nl", "nl-x-easy", "arc")] == [
        "rtl",
        "rtl",
        "ltr",
        "ltr",
        "ltr",
    ]


@pytest.mark.parametrize("wrong", [{}, {"nl": ""}, {"nl": "  "}, {"NL": "Ja"}, {"dutch": "Ja"}, {"nl": 1}, "Ja"])
def test_a_wording_has_a_text_in_at_least_one_language(wrong: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Wording).validate_python(wrong)


@pytest.mark.parametrize("wrong", ["", "A", "1a", "a__b", "_a", "a_", "a-b", "a\n", "é", "a" * 41])
def test_an_identifier_is_plain(wrong: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Identifier).validate_python(wrong)


@pytest.mark.parametrize("wrong", ["", "A", "1a", "a--b", "../a", "a/b", "a_b", "a.b", "a" * 61])
def test_a_slug_can_stand_in_an_address_and_a_file_name(wrong: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Slug).validate_python(wrong)
