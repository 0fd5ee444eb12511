"""A text with a trace of somebody is asked about once; what was asked is remembered in the sealed draft only."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from survey.fieldwork import second_look
from survey.fieldwork.answers import Standing
from survey.fieldwork.drafts import Draft, seal, unseal
from survey.questionnaires.kinds import Answers
from survey.questionnaires.traces import Trace
from survey.storage.responses import TicketState

KEYS = ("why", "good__other")


def standing(draft: Draft) -> Standing:
    """Somebody with this draft."""
    return Standing(
        secret="A" * 32,
        wave_id="proef/single",
        digest="d",
        language="nl",
        pseudonym=None,
        trajectory=None,
        attributes={},
        state=TicketState.OPEN,
        closes=date(2026, 12, 1),
        rev=1,
        draft=draft,
    )


def test_only_texts_of_the_page_are_looked_at() -> None:
    answers: Answers = {"why": "Karin", "grade": 8, "good": ("kind",), "good__other": None, "other_page": "Karin"}
    assert second_look.found(KEYS, answers) == {"why": (Trace.NAME,)}


def test_a_text_is_asked_about_once() -> None:
    first = standing(Draft())
    changes: Answers = {"why": "Karin", "good__other": "De koffie"}
    assert second_look.is_wanted(first, KEYS, changes)
    then = second_look.asked(first, KEYS, changes)
    assert not second_look.is_wanted(then, KEYS, changes)
    assert second_look.is_wanted(then, KEYS, changes | {"why": "Karin!"})
    assert second_look.is_wanted(then, KEYS, {"why": None, "good__other": "Karin"})
    assert len(then.draft.asked) == 1


def test_what_was_asked_says_nothing_about_the_text() -> None:
    (mark,) = second_look.asked(standing(Draft()), KEYS, {"why": "Karin"}).draft.asked
    assert len(mark) == second_look.HASH_LENGTH
    assert set(mark) <= set("0123456789abcdef")


@given(st.frozensets(st.text("0123456789abcdef", min_size=16, max_size=16), max_size=5))
def test_a_draft_keeps_what_was_asked(marks: frozenset[str]) -> None:
    for draft in (Draft(asked=marks), Draft({"why": "Karin\n "}, "why", "nl-x-easy", marks)):
        assert unseal("A" * 32, seal("A" * 32, draft)) == draft
