"""The capability set: what is in it, what is missing, and the gaps, value by value."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.analysis.capability import STATUSES, CapabilitySet, Status
from survey.analysis.frames import Record, frame
from survey.questionnaires.catalogue import questionnaire
from survey.questionnaires.kinds import ValueCard

QUESTIONNAIRE = questionnaire("work-as-value")
CARDS = tuple(item.id for item in QUESTIONNAIRE.items() if isinstance(item, ValueCard))
IMPORTANCE = ("not_at_all", "not_important", "neutral", "important", "very_important", "dont_know")
DEGREE = ("not_at_all", "hardly", "a_little", "well", "very_well", "dont_know")
NAN = float("nan")

Triple = tuple[float, float, float]


def one(*triples: Triple, works: bool = True) -> CapabilitySet:
    """One person with a value per triple of A, B and C."""
    a, b, c = (np.array([[triple[part] for triple in triples]], dtype=np.float64) for part in range(3))
    return CapabilitySet(tuple(f"v{place}" for place in range(len(triples))), a, b, c, np.array([works]))


def person(triples: Sequence[tuple[int | None, int | None, int | None]], *, works: bool = True) -> Record:
    """Somebody who answered the value cards; 6 is don't know, None left open."""
    answers: dict[str, object] = {"work_status": "paid_with_coach" if works else "no_paid_work"}
    for card, triple in zip(CARDS, triples, strict=True):
        for question, options, answer in zip("abc", (IMPORTANCE, DEGREE, DEGREE), triple, strict=True):
            if question == "a" or works:
                answers[f"{card}__{question}"] = None if answer is None else options[answer - 1]
    return Record(answers)


@pytest.mark.parametrize(
    ("triple", "status", "in_set"),
    [
        ((4, 4, 4), Status.IN_SET, 1),
        ((5, 3, 5), Status.NOT_ENABLED, 0),
        ((5, 3, 1), Status.NOT_ENABLED, 0),
        ((4, 4, 3), Status.NOT_ACHIEVED, 0),
        ((3, 5, 5), Status.NOT_VALUED, 0),
        ((3, NAN, NAN), Status.NOT_VALUED, 0),
        ((5, 2, NAN), Status.NOT_ENABLED, 0),
        ((5, NAN, 2), Status.UNDETERMINED, 0),
        ((NAN, 2, 5), Status.UNDETERMINED, 0),
        ((NAN, 5, 5), Status.UNDETERMINED, NAN),
        ((5, 5, NAN), Status.UNDETERMINED, NAN),
        ((NAN, NAN, NAN), Status.UNDETERMINED, NAN),
    ],
)
def test_each_value_has_one_status_and_counts_0_as_soon_as_one_answer_is_low(
    triple: Triple, status: Status, in_set: float
) -> None:
    found = one(triple)
    assert STATUSES[found.statuses()[0, 0]] is status
    assert found.in_set()[0, 0] == pytest.approx(in_set, nan_ok=True)


def test_a_score_needs_every_value_unless_it_may_be_prorated_from_5_of_7() -> None:
    known, unknown = (4.0, 4.0, 4.0), (NAN, 5.0, 5.0)
    full, five, four = (
        one(*[known] * 7),
        one(*[known] * 4, (1, 1, 1), *[unknown] * 2),
        one(*[known] * 4, *[unknown] * 3),
    )
    assert (full.score()[0], full.prorated()[0]) == (7, False)
    assert np.isnan(five.score()[0])
    assert five.score(prorate=True)[0] == pytest.approx(4 * 7 / 5)
    assert five.prorated()[0]
    assert np.isnan(four.score(prorate=True)[0])
    assert not four.prorated()[0]


def test_who_has_no_work_has_importance_only() -> None:
    found = one((5, NAN, NAN), (2, NAN, NAN), works=False)
    assert (found.valued()[0], np.isnan(found.score()[0]), np.isnan(found.realised_share()[0])) == (1, True, True)
    assert [STATUSES[place] for place in found.statuses()[0]] == [Status.UNDETERMINED, Status.NOT_VALUED]
    assert found.figures()[0].statuses[Status.UNDETERMINED] == 0, "figures are of who has work"


def test_a_share_of_nothing_is_undefined() -> None:
    found = one((3, 5, 5), (1, 4, 4))
    assert (found.score()[0], found.valued()[0]) == (0, 0)
    assert np.isnan(found.realised_share()[0])


def test_the_gap_is_the_context_gap_and_the_conversion_gap_together() -> None:
    first, second = one((5, 4, 2), (3, 3, 4)).figures()
    assert (first.gap.total, first.gap.context, first.gap.conversion, first.gap.base) == (3, 1, 2, 1)
    assert (second.gap.total, second.gap_if_valued.base) == (-1, 0)
    assert np.isnan(second.gap_if_valued.total)


def test_cards_of_the_questionnaire_become_a_capability_set() -> None:
    records = [
        person([(5, 4, 4), (4, 4, 5), (3, 5, 5), (5, 4, 4), (4, 3, 4), (5, 4, 2), (4, 5, 4)]),
        person([(5, 6, 6)] * 7),
        person([(4, None, None)] * 3 + [(2, None, None)] * 4, works=False),
        person([(None, None, None)] * 7),
    ]
    found = CapabilitySet.of(frame(QUESTIONNAIRE, records), CARDS)
    assert len(found.values) == 7
    assert found.works.tolist() == [True, True, False, True]
    assert found.score().tolist() == pytest.approx([4, NAN, NAN, NAN], nan_ok=True)
    assert found.valued().tolist() == pytest.approx([6, 7, 3, NAN], nan_ok=True)
    assert found.realised_share()[0] == pytest.approx(4 / 6)
    figures = {each.value: each.statuses for each in found.figures()}
    assert sum(figures[CARDS[0]].values()) == 3
    assert figures[CARDS[0]] == {
        Status.IN_SET: 1,
        Status.NOT_ENABLED: 0,
        Status.NOT_ACHIEVED: 0,
        Status.NOT_VALUED: 0,
        Status.UNDETERMINED: 2,
    }


def test_dont_know_is_not_the_middle_of_the_scale() -> None:
    found = CapabilitySet.of(frame(QUESTIONNAIRE, [person([(4, 4, 6)] * 7)]), CARDS)
    assert np.isnan(found.in_set()).all()
    assert np.isnan(found.gaps()[0]).all()


def test_the_method_says_how_many_scores_are_prorated() -> None:
    found = one(*[(4.0, 4.0, 4.0)] * 5, (NAN, 5.0, 5.0), (NAN, 5.0, 5.0))
    said = " ".join(found.method(prorate=True).told(str))
    assert "Base: 1 people." in said
    assert "With at most 2 values undetermined the score is prorated; 1 scores are." in said
    assert "prorated" not in " ".join(found.method().told(str))


ANSWERS = st.lists(st.tuples(*[st.sampled_from([1, 2, 3, 4, 5, NAN])] * 3), min_size=7, max_size=7)


@settings(max_examples=100, deadline=None)
@given(ANSWERS)
def test_scores_and_statuses_always_belong_together(triples: list[Triple]) -> None:
    found = one(*triples)
    statuses, in_set = [STATUSES[place] for place in found.statuses()[0]], found.in_set()[0]
    for status, inside, triple in zip(statuses, in_set.tolist(), triples, strict=True):
        assert (status == Status.IN_SET) == (inside == 1) == (min(triple) >= 4 and not any(map(np.isnan, triple)))
        if status != Status.UNDETERMINED:
            assert inside == (status == Status.IN_SET)
    if not np.isnan(found.score()[0]):
        assert found.score()[0] == found.score(prorate=True)[0] == in_set.sum()
