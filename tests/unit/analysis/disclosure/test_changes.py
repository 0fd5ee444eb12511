"""Change under disclosure control: the pairs and those who are in one wave alone are judged as groups."""

from dataclasses import replace

import pytest

from survey.analysis.disclosure import (
    Evidence,
    NotProtectedError,
    ProtectedChange,
    RawChange,
    Rules,
    ShiftKind,
    Step,
    UnsafePublicationError,
    audit_changes,
    protect_change,
)
from survey.analysis.disclosure.changes import RawShift, RawStay, Side, linked_crossing
from survey.analysis.method import RANDOM_RESPONSE, Method, people

RULES = Rules()
TESTED = Evidence(0.5, 0.1, 0.9, 0.01, Method(RANDOM_RESPONSE, people(60), RANDOM_RESPONSE))
EVEN = (20, 20, 20)


def side(pairs: tuple[int, ...] = EVEN, alone: tuple[int, ...] = (0, 0, 0), published: int | None = 60) -> Side:
    return Side(pairs, alone, published, ())


def shift(earlier: Side | None = None, later: Side | None = None, **changes: object) -> RawShift:
    sides = (earlier or side(), later or side())
    raw = RawShift("grade", ShiftKind.MEAN, 7.0, 7.5, sides, (30, 30), None, TESTED)
    return replace(raw, **changes)  # type: ignore[arg-type]


def change(*shifts: RawShift, **changes: object) -> RawChange:
    raw = RawChange("change", ("first", "last"), 60, 60, 60, 0, (), shifts)
    return replace(raw, **changes)  # type: ignore[arg-type]


def protected(raw: RawChange, shown: tuple[str, ...] = ()) -> ProtectedChange:
    return protect_change(raw, [{"v": shown}, {"v": shown}], RULES)


def test_all_who_are_in_both_waves_are_shown_with_the_test() -> None:
    found = protected(change(shift()))
    assert (found.linked, found.shifts[0].pairs, found.shifts[0].tested) == (60, 60, TESTED)


@pytest.mark.parametrize(
    "hidden",
    [
        shift(side((3, 3, 3), published=9), side((3, 3, 3), published=9)),
        shift(side(published=63)),
        shift(later=side(published=69)),
        shift(side(alone=(3, 0, 0), published=None)),
        shift(side((60, 0, 0), (10, 0, 0), 70)),
        shift(side(alone=(12, 0, 0), published=72)),
    ],
    ids=["few pairs", "few earlier alone", "few later alone", "few not published", "all alike", "alone all alike"],
)
def test_a_shift_that_tells_about_few_people_is_hidden(hidden: RawShift) -> None:
    found = protected(change(hidden))
    assert (found.step, found.shifts[0].first, found.shifts[0].tested) == (Step.NOTHING, None, None)


def test_a_whole_group_alone_may_be_known() -> None:
    assert protected(change(shift(side(alone=(4, 4, 4), published=72)))).shifts[0].first == 7.0


def test_a_test_falls_away_where_few_changed_their_answer() -> None:
    yes_no = side((40, 20), (0, 0))
    raw = shift(yes_no, yes_no, kind=ShiftKind.SHARE, flow=((38, 2), (8, 12)))
    (found,) = protected(change(raw)).shifts
    assert (found.pairs, found.tested) == (60, None)
    (shown,) = protected(change(replace(raw, flow=((35, 5), (5, 15))))).shifts
    assert shown.tested == TESTED


def test_a_test_falls_away_where_all_changed_by_the_same() -> None:
    assert protected(change(shift(differences=(59, 1)))).shifts[0].tested is None


def test_pairs_that_lie_within_a_published_group_but_for_few_are_hidden() -> None:
    """Group `a` has 60 of the pairs and 4 others: the difference would be 4 people."""
    crossing = linked_crossing("v", ("a", "b"), (60, 0, 0), (4, 40, 0))
    raw = change(shift(Side(EVEN, (14, 15, 15), 104, (crossing,))), earlier=104)
    assert protected(raw, ("a", "b")).step is Step.NOTHING
    assert protected(raw, ()).step is Step.FULL


STAY = RawStay("v", ("a", "b"), (40, 20), (30, 14), (0.1, -0.1))


def test_who_stayed_is_shown_where_every_class_is_published_and_large_enough() -> None:
    raw = change(shift(side(alone=(20, 12, 12), published=104)), earlier=104, stays=(STAY,))
    (found,) = protected(raw, ("a", "b")).stays
    assert (found.stayers, found.leavers) == ((40, 20), (30, 14))
    for other in (
        protected(raw, ("a",)),
        protected(replace(raw, stays=(replace(STAY, leavers=(40, 4)),)), ("a", "b")),
        protected(replace(raw, withdrawn=3), ("a", "b")),
    ):
        assert other.stays[0].stayers is None


def test_what_cannot_be_judged_is_not_shown() -> None:
    broken = shift(side(published="many"))  # type: ignore[arg-type]
    assert protected(change(broken)).step is Step.NOTHING


def test_a_change_is_made_by_disclosure_control_only() -> None:
    with pytest.raises(NotProtectedError):
        ProtectedChange("change", ("first", "last"), 60, 60, 60, (), (), object())


def test_the_audit_refuses_what_the_rules_do_not_allow() -> None:
    found = protected(change(shift()))
    audit_changes([found], RULES)
    few = replace(found.shifts[0], pairs=55, bases=(60, 60))
    with pytest.raises(UnsafePublicationError, match="change"):
        audit_changes([protected_with(found, few)], RULES)


def protected_with(found: ProtectedChange, other: object) -> ProtectedChange:
    copy = protected(change(shift()))
    object.__setattr__(copy, "shifts", (other,))
    assert copy.measure == found.measure
    return copy
