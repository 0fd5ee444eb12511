"""Clearing answers in a real database: what is taken out is gone."""

import uuid

import pytest
from sqlalchemy.orm import Session

from survey.questionnaires.traces import Trace
from survey.reporting.open_answers import clearing
from survey.reporting.open_answers.clearing import Cut
from survey.storage.engines import Store
from survey.storage.responses import OpenText
from tests.fixtures.themes import uncoded
from tests.integration.reporting.fieldwork import WAVE, Engines

TEXT = "Mijn jobcoach Karin is lief. Dank, Karin! In januari bel ik."


def row(engines: Engines, key: uuid.UUID) -> OpenText:
    with Session(engines[Store.RESPONSES]) as responses:
        return responses.get_one(OpenText, key)


def test_words_are_replaced_wherever_they_stand_and_nothing_else(engines: Engines) -> None:
    (key,) = uncoded(engines, WAVE, TEXT)
    with Session(engines[Store.RESPONSES]) as responses:
        left = clearing.clear(responses, key, TEXT, [Cut("Karin", "naam")])
        responses.commit()
    assert left == "Mijn jobcoach [naam] is lief. Dank, [naam]! In januari bel ik."
    assert (row(engines, key).text, row(engines, key).traces) == (left, [])


@pytest.mark.parametrize(
    ("text", "cuts", "left"),
    [
        ("Jan werkt in januari. JAN!", [Cut("Jan", "naam")], "[naam] werkt in januari. [naam]!"),
        ("Jan de Vries en Jan", [Cut("Jan", "naam"), Cut("Jan de Vries", "naam")], "[naam] en [naam]"),
        ("Bel 06-12345678 (dag).", [Cut("06-12345678", "telefoonnummer")], "Bel [telefoonnummer] (dag)."),
        ("a+b\\1", [Cut("a+b\\1", "x")], "[x]"),
    ],
)
def test_whole_words_go(text: str, cuts: list[Cut], left: str) -> None:
    assert clearing.cleared(text, cuts) == left


@pytest.mark.parametrize("words", ["Piet", "  ", "janu"])
def test_words_that_are_not_there_cannot_go(words: str) -> None:
    with pytest.raises(clearing.NotInTextError):
        clearing.cleared("Jan werkt in januari.", [Cut(words, "naam")])


def test_what_somebody_else_changed_is_looked_at_again(engines: Engines) -> None:
    (key,) = uncoded(engines, WAVE, TEXT)
    with Session(engines[Store.RESPONSES]) as responses, pytest.raises(clearing.ChangedMeanwhileError):
        clearing.clear(responses, key, "Mijn jobcoach Karin", [Cut("Karin", "naam")])


def test_what_may_lead_to_a_person_is_marked_and_suggested_once() -> None:
    assert "".join(each.text for each in clearing.pieces(TEXT)) == TEXT
    assert [each.text for each in clearing.pieces(TEXT) if each.kind] == ["Karin", "Karin"]
    assert clearing.suggested(TEXT) == [("Karin", Trace.NAME)]


def test_a_quote_is_a_part_of_the_answer_without_traces(engines: Engines) -> None:
    (key,) = uncoded(engines, WAVE, TEXT)
    with Session(engines[Store.RESPONSES]) as responses:
        for words in ("Iets anders", "", "Mijn Karin"):
            with pytest.raises(clearing.NotInAnswerError):
                clearing.approve_quote(responses, key, words)
        with pytest.raises(clearing.StillTracesError):
            clearing.approve_quote(responses, key, "Mijn jobcoach Karin is lief.")
        clearing.approve_quote(responses, key, " In januari bel ik. ")
        responses.commit()
    assert row(engines, key).quote == "In januari bel ik."


def test_what_looks_like_a_trace_and_is_none_can_be_quoted_by_who_is_sure(engines: Engines) -> None:
    (key,) = uncoded(engines, WAVE, TEXT)
    with Session(engines[Store.RESPONSES]) as responses:
        clearing.approve_quote(responses, key, "Mijn jobcoach Karin is lief.", sure=True)
        responses.commit()
    assert row(engines, key).quote


def test_clearing_and_setting_aside_take_a_quote_back(engines: Engines) -> None:
    keys = uncoded(engines, WAVE, TEXT, TEXT, TEXT)
    with Session(engines[Store.RESPONSES]) as responses:
        for key in keys:
            clearing.approve_quote(responses, key, "In januari bel ik.")
        clearing.clear(responses, keys[0], TEXT, [Cut("januari", "tijd")])
        clearing.set_aside(responses, keys[1], aside=True)
        clearing.drop_quote(responses, keys[2])
        responses.commit()
    assert [row(engines, key).quote for key in keys] == [None, None, None]
    assert [row(engines, key).aside for key in keys] == [False, True, False]
