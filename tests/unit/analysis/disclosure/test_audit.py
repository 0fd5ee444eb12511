"""The audit: one planted leak per test, found by arithmetic on the published numbers alone."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from survey.analysis.disclosure import (
    Cell,
    Kind,
    ProtectedGroup,
    ProtectedTable,
    Rules,
    Step,
    UnsafePublicationError,
    audit,
    findings_in,
)
from survey.analysis.disclosure.tables import _SEAL
from tests.unit.analysis.disclosure.sets import RULES

CODES = {"yes": ("yes",), "no": ("no",), "high": ("8", "9", "10"), "low": ("1", "2")}


def cells(**counts: int | None) -> tuple[Cell, ...]:
    return tuple(Cell(code, CODES.get(code, (code,)), count) for code, count in counts.items())


def table(kind: Kind, variable: str | None, *groups: ProtectedGroup, **changes: Any) -> ProtectedTable:
    values = {"measure": "m", "item": "q", "step": Step.FULL, "population": None} | changes
    return ProtectedTable(kind=kind, breakdown=variable, groups=groups, seal=_SEAL, **values)


def variable(base: int, **sizes: int | None) -> ProtectedTable:
    return table(Kind.BACKGROUND, None, ProtectedGroup(None, base, cells(**sizes)), measure="v", item="v")


SIZES = variable(100, a=40, b=60)
TOTAL = table(Kind.CHOICE, None, ProtectedGroup(None, 100, cells(yes=60, no=40)))


def split(*groups: ProtectedGroup, kind: Kind = Kind.CHOICE) -> ProtectedTable:
    return table(kind, "v", *groups)


def found(*tables: ProtectedTable, rules: Rules = RULES) -> set[tuple[str | None, str, int]]:
    return {(each.group, each.answers, each.people) for each in findings_in(tables, rules)}


A = ProtectedGroup("a", 40, cells(yes=30, no=10))
HIDDEN = ProtectedGroup("b", None)


def test_a_safe_set_has_no_findings() -> None:
    assert found(SIZES, TOTAL, split(A, ProtectedGroup("b", 60, cells(yes=30, no=30)))) == set()
    assert found(SIZES, TOTAL, split(A, HIDDEN)) == set()


def test_a_hidden_group_that_subtraction_gives_is_found() -> None:
    assert found(variable(100, a=95, b=None)) == {("a", "", 95), ("", "", 5)}


def test_a_small_group_that_is_shown_is_found() -> None:
    assert found(variable(100, a=9, b=91), TOTAL, split(ProtectedGroup("a", 9), HIDDEN)) >= {("a", "", 9)}


def test_a_small_answer_that_is_shown_is_found() -> None:
    assert found(SIZES, TOTAL, split(ProtectedGroup("a", 40, cells(yes=36, no=4)), HIDDEN)) >= {("a", "no", 4)}


def test_a_small_answer_in_the_rest_is_found_by_subtraction() -> None:
    hiding = split(ProtectedGroup("a", 40, cells(yes=3, no=37)), HIDDEN)
    assert found(SIZES, TOTAL, split(ProtectedGroup("a", 40, cells(yes=4, no=36)), HIDDEN)) == {
        ("a", "no", 36),
        ("a", "yes", 4),
        (None, "no", 4),
        (None, "yes", 56),
    }
    assert (None, "no", 3) in found(SIZES, TOTAL, hiding)


def test_what_nobody_in_the_rest_answered_is_found() -> None:
    everyone = split(ProtectedGroup("a", 40, cells(yes=20, no=20)), ProtectedGroup("b", 60, cells(yes=40, no=20)))
    total = table(Kind.CHOICE, None, ProtectedGroup(None, 100, cells(yes=20, no=80)))
    assert found(SIZES, TOTAL, everyone) == set()
    assert found(SIZES, total, split(ProtectedGroup("a", 40, cells(yes=20, no=20)), HIDDEN)) == {
        (None, "yes", 0),
        (None, "no", 60),
    }


def test_a_few_people_left_out_of_a_mean_are_found() -> None:
    total = table(Kind.GRADE, None, ProtectedGroup(None, 97, cells(high=60, low=37), mean_base=97, mean=Decimal("7.0")))
    means = [ProtectedGroup("a", 40, mean=Decimal("7.0"), mean_base=40), ProtectedGroup("b", None)]
    assert found(SIZES, total, split(*means, kind=Kind.GRADE)) == {(None, "mean", 3)}


def test_small_mentions_and_small_groups_with_mentions_are_found() -> None:
    total = table(Kind.MENTIONS, None, ProtectedGroup(None, 100, cells(yes=20)))
    assert found(SIZES, total, split(ProtectedGroup("a", 40, cells(yes=17)), HIDDEN, kind=Kind.MENTIONS)) == {
        (None, "yes", 3)
    }
    small = variable(100, a=29, b=71)
    assert found(small, total, split(ProtectedGroup("a", 29, cells(yes=10)), HIDDEN, kind=Kind.MENTIONS)) == {
        ("a", "yes", 10)
    }


@pytest.mark.parametrize(("base", "people"), [(29, {4, 25}), (30, set())])
def test_a_small_total_keeps_the_rules_of_a_group(base: int, people: set[int]) -> None:
    total = table(Kind.CHOICE, None, ProtectedGroup(None, base, cells(yes=base - 4, no=4)))
    assert {count for _, _, count in found(total)} == people
    assert found(table(Kind.CHOICE, None, ProtectedGroup(None, 9, ()))) == {(None, "", 9)}


def test_a_group_with_two_bases_is_found() -> None:
    other = replace_measure(split(ProtectedGroup("a", 39, cells(yes=20, no=19)), HIDDEN))
    assert ("a", "", 1) in found(SIZES, TOTAL, split(A, HIDDEN), replace_measure(TOTAL), other)


def test_two_ladders_that_differ_by_a_few_people_are_found() -> None:
    merged = Cell("merged", ("yes", "maybe"), 33)
    other = table(Kind.CHOICE, "v", ProtectedGroup("a", 40, (merged,)), HIDDEN, measure="m2")
    total = table(Kind.CHOICE, None, ProtectedGroup(None, 100, cells(yes=60, no=40)), measure="m2")
    assert ("a", "maybe", 3) in found(SIZES, TOTAL, split(A, HIDDEN), total, other)


def test_the_error_names_the_tables() -> None:
    with pytest.raises(UnsafePublicationError, match="m by v") as refused:
        audit([SIZES, TOTAL, split(ProtectedGroup("a", 40, cells(yes=36, no=4)), HIDDEN)], RULES)
    assert refused.value.tables() == ["m by v"]


def replace_measure(original: ProtectedTable) -> ProtectedTable:
    """The same table as of another measure."""
    return replace(original, measure="m2", item="q2", seal=_SEAL)
