"""Flows under disclosure control: every answer is a group of the pairs in both directions."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.analysis.change.flows import method_of_flow
from survey.analysis.disclosure import (
    NotProtectedError,
    ProtectedFlow,
    RawFlow,
    Rules,
    Step,
    UnsafePublicationError,
    audit_flows,
    described_flows,
    protect_flow,
    restore_flows,
)
from survey.analysis.disclosure.changes import linked_crossing
from survey.analysis.disclosure.flows import Standing

RULES = Rules()
NOBODY = Standing((0, 0, 0), None, ())


def raw(counts: tuple[tuple[int, ...], ...], **changes: object) -> RawFlow:
    codes = ("a", "b", "c")
    flow = RawFlow("flow", "work", ("first", "last"), codes, tuple((c,) for c in codes), (), counts, (NOBODY, NOBODY))
    return replace(flow, **changes)  # type: ignore[arg-type]


def protected(flow: RawFlow, shown: tuple[str, ...] = ()) -> ProtectedFlow:
    return protect_flow(flow, method_of_flow(flow.pairs), [{"v": shown}, {"v": shown}], RULES)


EVEN = ((20, 8, 9), (7, 30, 8), (6, 9, 25))


def test_a_flow_with_enough_people_each_way_is_shown_whole() -> None:
    found = protected(raw(EVEN))
    assert (found.step, found.codes, found.counts, found.pairs) == (Step.FULL, ("a", "b", "c"), EVEN, 122)


def test_answers_of_few_are_taken_together_in_both_waves() -> None:
    found = protected(raw(((20, 2, 9), (3, 6, 4), (9, 2, 25))))
    assert found.codes == ("c", "rest")
    assert found.answers == (("c",), ("a", "b"))
    assert found.counts == ((25, 11), (13, 31))


def test_what_the_measure_takes_together_comes_last() -> None:
    counts = ((30, 4, 16), (14, 3, 16), (2, 2, 60))
    assert protected(raw(counts)).step is Step.NOTHING
    found = protected(raw(counts, merged=("a",)))
    assert (found.step, found.codes, found.counts) == (Step.MERGED, ("merged", "rest"), ((30, 20), (16, 81)))


@pytest.mark.parametrize(
    "counts",
    [((3, 2, 2), (1, 0, 0), (0, 0, 1)), ((60, 0, 0), (0, 40, 0), (0, 0, 30)), ((95, 5, 0), (5, 95, 0), (0, 0, 0))],
    ids=["few pairs", "nobody moved", "almost all stayed"],
)
def test_a_flow_that_tells_about_few_people_is_hidden(counts: tuple[tuple[int, ...], ...]) -> None:
    found = protected(raw(counts))
    assert (found.step, found.counts, found.pairs, found.bases) == (Step.NOTHING, None, None, None)


@pytest.mark.parametrize(
    "side",
    [
        Standing((3, 3, 3), None, ()),
        Standing((0, 0, 0), 125, ()),
        Standing((12, 0, 0), None, ()),
        Standing((8, 8, 2), None, ()),
    ],
    ids=["few alone", "few not published", "alone all alike", "few of one answer alone"],
)
def test_a_flow_whose_rest_of_a_wave_is_too_small_is_not_shown_whole(side: Standing) -> None:
    for sides in ((side, NOBODY), (NOBODY, side)):
        found = protected(raw(EVEN, sides=sides))
        assert found.step is Step.NOTHING or "rest" in found.codes


def test_the_pairs_of_an_answer_may_not_be_a_published_group_but_for_few() -> None:
    crossing = linked_crossing("v", ("x", "y"), (37, 85, 0), (4, 40, 0))
    side = Standing((14, 15, 15), None, (replace(crossing, codes=("a", "b", "c", "-"), groups=tuple(
        replace(group, counts=counts) for group, counts in
        zip(crossing.groups, ((37, 0, 0, 4), (0, 45, 40, 40), (0, 0, 0, 0)), strict=True))),))  # fmt: skip
    assert protected(raw(EVEN, sides=(side, NOBODY)), ("x", "y")).codes != ("a", "b", "c")
    assert protected(raw(EVEN, sides=(side, NOBODY))).codes == ("a", "b", "c")


def test_what_cannot_be_judged_is_not_shown() -> None:
    broken = replace(NOBODY, published="many")  # type: ignore[arg-type]
    assert protected(raw(EVEN, sides=(broken, NOBODY))).step is Step.NOTHING


def test_a_flow_is_made_by_disclosure_control_only() -> None:
    with pytest.raises(NotProtectedError):
        ProtectedFlow("f", "w", ("a", "b"), Step.FULL, (), (), None, 0, None, None, object())


def test_a_flow_comes_back_from_its_document() -> None:
    for found in (protected(raw(EVEN)), protected(raw(((1, 0, 0),) * 3))):
        document = json.loads(json.dumps({"flows": described_flows([found])}))
        assert restore_flows(document) == (found,)
    assert restore_flows({}) == ()


def test_the_audit_refuses_what_the_rules_do_not_allow() -> None:
    audit_flows([protected(raw(EVEN))], RULES)
    for counts, bases in (
        (((20, 3), (20, 20)), (63, 63)),
        (((30, 30), (2, 2)), (64, 64)),
        (((97, 5), (30, 30)), (162, 162)),
        (((20, 20), (20, 20)), (83, 80)),
    ):
        unsafe = protected(raw(EVEN))
        object.__setattr__(unsafe, "counts", counts)
        object.__setattr__(unsafe, "bases", bases)
        with pytest.raises(UnsafePublicationError, match="flow"):
            audit_flows([unsafe], RULES)


numbers = st.integers(0, 40)
rows = st.tuples(numbers, numbers, numbers)
sides = st.builds(lambda alone, more: Standing(alone, None if more is None else more, ()), rows, st.none())


@given(st.tuples(rows, rows, rows), sides, sides, st.sampled_from([(), ("a",), ("a", "b")]))
def test_whatever_is_shown_passes_the_audit_and_keeps_every_person(
    counts: tuple[tuple[int, ...], ...], first: Standing, last: Standing, merged: tuple[str, ...]
) -> None:
    flow = raw(counts, sides=(first, last), merged=merged)
    found = protected(flow)
    audit_flows([found], RULES)
    if found.counts is None:
        return
    assert found.pairs == flow.pairs
    for wave, side in enumerate(flow.sides):
        total = [
            sum(side.alone[at] + (sum(counts[at]) if wave == 0 else sum(row[at] for row in counts))
                for at, code in enumerate(flow.codes) if code in answers)
            for answers in found.answers
        ]  # fmt: skip
        pairs = [sum(row) for row in (found.counts if wave == 0 else zip(*found.counts, strict=True))]
        if sum(side.alone):
            left = [whole - here for whole, here in zip(total, pairs, strict=True)]
            assert all(number == 0 or number >= RULES.smallest_cell for number in left)
