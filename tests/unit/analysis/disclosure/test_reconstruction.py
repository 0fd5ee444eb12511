"""Linear reconstruction and bounds: a protected set withstands, a naive one does not, and time runs out closed."""

from dataclasses import replace

import pytest

from survey.analysis.disclosure import (
    Cell,
    Kind,
    ProtectedGroup,
    ProtectedTable,
    Rules,
    Step,
    UnsafePublicationError,
    protect,
)
from survey.analysis.disclosure.reconstruction import reconstruct
from survey.analysis.disclosure.tables import _SEAL
from tests.unit.analysis.disclosure.test_attack import MERGED, naively_protected, random_wave

RULES = Rules()


@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.GRADE])
@pytest.mark.parametrize("people", [30, 60, 137, 400])
def test_nothing_follows_from_a_protected_set(kind: Kind, people: int) -> None:
    for seed in range(8):
        reconstruct(protect(random_wave(seed, kind, people).tables(kind, MERGED[kind]), RULES), RULES)


@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.GRADE])
def test_small_numbers_follow_from_a_build_that_only_hides_small_groups(kind: Kind) -> None:
    for seed in range(5):
        naive = naively_protected(random_wave(seed, kind, 60).tables(kind, MERGED[kind]))
        with pytest.raises(UnsafePublicationError):
            reconstruct(naive, RULES)


def table(kind: Kind, breakdown: str | None, *groups: ProtectedGroup, measure: str = "m") -> ProtectedTable:
    item = "v" if kind is Kind.BACKGROUND else "q"
    return ProtectedTable(measure, kind, item, breakdown, Step.FULL, groups, None, _SEAL)


def cells(**counts: int | None) -> tuple[Cell, ...]:
    return tuple(Cell(code, (code,), count) for code, count in counts.items())


SIZES = table(Kind.BACKGROUND, None, ProtectedGroup(None, 100, cells(a=60, b=40)), measure="v")
TOTAL = table(Kind.CHOICE, None, ProtectedGroup(None, 100, cells(yes=62, no=38)))


def split(*groups: ProtectedGroup) -> ProtectedTable:
    return table(Kind.CHOICE, "v", *groups)


def test_what_is_left_of_the_total_is_worked_out() -> None:
    """Group b is hidden, and 2 of its people said yes: 62 less 60."""
    shown = split(ProtectedGroup("a", 60, cells(yes=60, no=0)), ProtectedGroup("b", None))
    with pytest.raises(UnsafePublicationError) as caught:
        reconstruct([SIZES, TOTAL, shown], RULES)
    assert {(each.group, each.people) for each in caught.value.findings} >= {("b", 2)}


def test_bounds_that_leave_one_number_are_found() -> None:
    """Nobody else is left to have said yes: that a is all of it follows from no equation, only from the bounds."""
    total = table(Kind.CHOICE, None, ProtectedGroup(None, 100, cells(yes=3, no=None, open=None)))
    shown = split(ProtectedGroup("a", 60, cells(yes=3, no=40, open=17)), ProtectedGroup("b", None))
    with pytest.raises(UnsafePublicationError):
        reconstruct([SIZES, total, shown], RULES)


def test_enough_people_on_both_sides_are_safe() -> None:
    shown = split(ProtectedGroup("a", 60, cells(yes=40, no=20)), ProtectedGroup("b", 40, cells(yes=22, no=18)))
    reconstruct([SIZES, TOTAL, shown], RULES)


def test_when_time_runs_out_nothing_is_published() -> None:
    protected = protect(random_wave(3, Kind.CHOICE, 137).tables(Kind.CHOICE, ("yes",)), RULES)
    assert any(each.breakdown and each.step is not Step.NOTHING for each in protected)
    with pytest.raises(UnsafePublicationError, match="time"):
        reconstruct(protected, RULES, seconds=-1)


def test_a_set_without_anything_by_background_is_safe() -> None:
    hidden = replace(split(ProtectedGroup("a", None), ProtectedGroup("b", None)), seal=_SEAL)
    reconstruct([SIZES, TOTAL, hidden], RULES)
