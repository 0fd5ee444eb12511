"""Piping: earlier answers in later texts, as a person would write them, and never more than text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.questionnaires.catalogue import load_checked
from survey.questionnaires.kinds import Answer, Answers
from survey.questionnaires.piping import loose_brackets, piped, placeholders

EVERY = load_checked(Path(__file__).parent / "written" / "every-kind.yaml")


@pytest.mark.parametrize(
    ("key", "answer", "language", "said"),
    [
        ("grade", 8, "nl", "8"),
        ("grade", "dont_know", "nl", "niets"),
        ("grade", None, "nl", "niets"),
        ("promote", 0, "nl", "0"),
        ("hours", "1234.5", "nl", "1.234,5"),
        ("hours", "1234.5", "en", "1,234.5"),
        ("hours", "36.0", "nl-x-easy", "36"),
        ("work", "no", "nl", "Nee"),
        ("work", "no", "en", "No"),
        ("work", "no", "nl-x-easy", "Nee"),
        ("work__other", "<b>zelf</b> {grade|x}", "nl", "<b>zelf</b> {grade|x}"),
        ("income__a", "very", "nl", "Heel belangrijk"),
        ("income__a", "dont_know", "nl", "niets"),
        ("good", ("time", "knows"), "nl", "Tijd voor mij, Weet veel"),
        ("recommend", "yes", "nl", "Ja"),
        ("since", "2020-03", "nl", "maart 2020"),
        ("first_day", "2020-03-05", "en", "March 5, 2020"),
        ("job", "Bakker", "nl", "Bakker"),
        ("nobodys", "x", "nl", "niets"),
    ],
)
def test_an_answer_is_said_as_a_person_would(key: str, answer: Answer, language: str, said: str) -> None:
    assert piped(f"U zei: {{{key}|niets}}.", {key: answer}, EVERY, language, {}) == f"U zei: {said}."


def test_attributes_are_filled_in_where_they_are_allowed() -> None:
    text = "In {attribute:region|uw regio}"
    assert piped(text, {}, EVERY, "nl", {"region": "Oost"}) == "In Oost"
    assert piped(text, {"region": "no"}, EVERY, "nl", {}) == "In uw regio"


def test_doubled_brackets_are_brackets_and_an_empty_fallback_is_nothing() -> None:
    assert piped("{{a}} {grade|} {grade}", {}, EVERY, "nl", {}) == "{a}  "


@pytest.mark.parametrize("text", ["{", "}", "{a b}", "{1}", "{a", "a}", "{}", "{a.b}", "{a!r}", "{a:b}", "{a|{b}}"])
def test_brackets_that_mean_nothing_are_found(text: str) -> None:
    assert loose_brackets(text)


def test_placeholders_are_named_with_what_is_said_otherwise() -> None:
    found = placeholders("{grade|x} {{no}} {attribute:region} {a__b|}")
    assert [(each.name, each.is_attribute, each.fallback) for each in found] == [
        ("grade", False, "x"),
        ("region", True, None),
        ("a__b", False, ""),
    ]


@given(st.text(alphabet="{}|:ab_ grade.!", max_size=40), st.text(max_size=20))
def test_any_text_can_be_piped_and_answers_are_never_piped_again(text: str, words: str) -> None:
    answers: Answers = {"job": words}
    assert isinstance(piped(text, answers, EVERY, "nl", {}), str)
    assert piped("{job|niets}", answers, EVERY, "nl", {}) == (words or "niets")
