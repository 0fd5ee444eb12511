"""What is marked in an answer, and what is left when words are taken out of it."""

import pytest

from survey.questionnaires.traces import Trace
from survey.reporting.open_answers.clearing import MARKS, Cut, NotInTextError, cleared, pieces, suggested

MAIL = "bel 06-12345678 of mail anna@example.org, of mail anna@example.org"


@pytest.mark.parametrize(
    "text", ["", "Niets.", MAIL, "anna@example.org", "  regel een\n\nregel twee  ", "é😀 mail a@b.nl"]
)
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    assert "".join(each.text for each in pieces(text)) == text
    assert all(each.text for each in pieces(text))


@pytest.mark.parametrize("text", ["", "Niets.", "Fijn dat er iemand luistert."])
def test_in_a_text_without_traces_nothing_is_marked_or_suggested(text: str) -> None:
    assert [each for each in pieces(text) if each.kind] == []
    assert suggested(text) == []


def test_what_stands_twice_is_marked_twice_and_suggested_once_in_the_order_of_the_text() -> None:
    assert [each.text for each in pieces(MAIL) if each.kind] == ["06-12345678", "anna@example.org", "anna@example.org"]
    assert suggested(MAIL) == [("06-12345678", Trace.PHONE), ("anna@example.org", Trace.MAIL)]


def test_every_kind_of_trace_has_a_mark() -> None:
    assert {each.value for each in Trace} <= set(MARKS)


@pytest.mark.parametrize(
    ("text", "cuts", "left"),
    [
        ("Anna", [Cut("Anna", "naam")], "[naam]"),
        ("ANNA en anna", [Cut("Anna", "naam")], "[naam] en [naam]"),
        ("Anna's fiets, Anna-Maria", [Cut("Anna", "naam")], "[naam]'s fiets, [naam]-Maria"),
        ("Annabel en Anna", [Cut("Anna", "naam")], "Annabel en [naam]"),
        ("Zoë woont in Zoëtermeer", [Cut("Zoë", "naam")], "[naam] woont in Zoëtermeer"),
        ("Mail a.b@c.nl niet axb@c.nl", [Cut("a.b@c.nl", "mail")], "Mail [mail] niet axb@c.nl"),
        ("Regel een\nAnna", [Cut(" Anna ", "naam")], "Regel een\n[naam]"),
        ("Niets", [], "Niets"),
    ],
)
def test_exactly_these_words_go_however_they_are_written(text: str, cuts: list[Cut], left: str) -> None:
    assert cleared(text, cuts) == left


def test_when_one_of_the_words_is_not_there_the_refusal_names_it() -> None:
    with pytest.raises(NotInTextError) as refusal:
        cleared("Anna belt", [Cut("Anna", "naam"), Cut("Bert", "naam")])
    assert refusal.value.values == {"words": "Bert"}
