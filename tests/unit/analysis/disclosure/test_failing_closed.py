"""What cannot be judged is not shown, and only disclosure control makes a protected table."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from typing import Any, cast

import pytest

from survey.analysis.disclosure import (
    Kind,
    NotProtectedError,
    RawGroup,
    RawTable,
    Step,
    protect,
)
from tests.unit.analysis.disclosure.attack import Wave
from tests.unit.analysis.disclosure.sets import RULES, choice_set, grade_set

SOUND = choice_set({"a": (20, 10, 0, 0), "b": (20, 20, 0, 0)})
BACKGROUND, TOTAL, SPLIT = range(3)


def changed(place: int, **values: Any) -> tuple[RawTable, ...]:
    """The sound set with one table changed."""
    return tuple(replace(table, **values) if at == place else table for at, table in enumerate(SOUND))


def group(place: int, **values: Any) -> tuple[RawTable, ...]:
    """The sound set with the first group of one table changed."""
    first, *others = SOUND[place].groups
    return changed(place, groups=(replace(first, **values), *others))


def steps(tables: tuple[RawTable, ...]) -> list[Step]:
    return [table.step for table in protect(tables, RULES)]


def test_the_sound_set_is_shown() -> None:
    assert steps(SOUND) == [Step.FULL, Step.FULL, Step.FULL]


@pytest.mark.parametrize(
    "tables",
    [
        changed(SPLIT, kind=cast("Kind", "median")),
        changed(SPLIT, breakdown="unknown"),
        changed(SPLIT, codes=("yes", "no", "maybe", "-")),
        changed(SPLIT, merged=("no",)),
        changed(SPLIT, codes=("yes", "yes", "dont_know", "-")),
        group(SPLIT, n=31),
        group(SPLIT, n=cast("int", None)),
        group(SPLIT, shown=29),
        group(SPLIT, counts=(20, 10)),
        group(SPLIT, counts=(21, 9, 0, 0)),
        group(SPLIT, counts=(31, -1, 0, 0)),
        group(BACKGROUND, counts=(29, 41, 0)),
        group(BACKGROUND, n=cast("int", None)),
        group(TOTAL, counts=cast("tuple[int, ...]", None)),
        (SOUND[TOTAL], SOUND[SPLIT]),
        (SOUND[BACKGROUND], SOUND[SPLIT]),
    ],
)
def test_a_breakdown_that_does_not_make_sense_is_not_shown(tables: tuple[RawTable, ...]) -> None:
    assert steps(tables)[-1] is Step.NOTHING


def test_a_question_that_not_everybody_was_shown_has_no_breakdown() -> None:
    assert steps(group(SPLIT, shown=28, counts=(18, 10, 0, 0)))[SPLIT] is Step.NOTHING


def test_the_exact_distribution_of_a_breakdown_variable_is_not_shown() -> None:
    background = SOUND[BACKGROUND]
    measure = replace(background, measure="m2", kind=Kind.CHOICE, merged=("a",))
    assert steps((*SOUND, measure)) == [Step.FULL, Step.FULL, Step.FULL, Step.NOTHING]


def test_a_second_ladder_for_the_same_question_and_variable_is_not_shown() -> None:
    again = [replace(table, measure="again", merged=("no",)) for table in SOUND[TOTAL:]]
    assert steps((*SOUND, *again)) == [Step.FULL, Step.FULL, Step.FULL, Step.FULL, Step.NOTHING]


def two_variables(pairs: dict[tuple[str, str], int]) -> tuple[RawTable, ...]:
    """A set of two variables; half of everybody said yes."""
    people = [(*pair, "yes" if place % 2 else "no") for pair, n in pairs.items() for place in range(n)]
    axes = (("a", "b", "-"), ("x", "y", "-"), ("yes", "no", "dont_know", "-"))
    return Wave(axes, tuple(people)).tables(Kind.CHOICE, ("yes",))


def test_two_groups_of_which_one_lies_within_the_other_differ_by_nobody_or_a_whole_group() -> None:
    safe = two_variables({("a", "x"): 40, ("b", "x"): 10, ("b", "y"): 40})
    unsafe = two_variables({("a", "x"): 40, ("b", "x"): 9, ("b", "y"): 41})
    assert [table.step for table in protect(safe, RULES) if table.breakdown == "w"] == [Step.FULL]
    assert [table.step for table in protect(unsafe, RULES) if table.breakdown == "w"] == [Step.NOTHING]
    assert [table.step for table in protect(unsafe, RULES) if table.breakdown == "v"] == [Step.FULL]


def test_a_variable_that_cannot_be_compared_with_the_others_is_not_shown() -> None:
    tables = two_variables({("a", "x"): 40, ("b", "y"): 40})
    without_crossing = tuple(t for t in tables if not (t.kind is Kind.BACKGROUND and t.breakdown))
    assert {t.breakdown: t.step for t in protect(without_crossing, RULES) if t.breakdown} == {
        "v": Step.FULL,
        "w": Step.NOTHING,
    }


def test_crossings_are_never_released() -> None:
    protected = protect(two_variables({("a", "x"): 40, ("b", "y"): 40}), RULES)
    assert [(table.measure, table.breakdown) for table in protected] == [
        ("v", None),
        ("w", None),
        ("m", None),
        ("m", "v"),
        ("m", "w"),
    ]


def test_the_population_is_used_only_where_everybody_was_shown_the_question() -> None:
    tables = [replace(table, population=500) for table in SOUND]
    assert [table.population for table in protect(tables, RULES)] == [500, 500, None]
    conditional = replace(tables[TOTAL], groups=(RawGroup(None, 70, 60, (30, 30, 0, 0)),))
    assert protect([conditional], RULES)[0].population is None


def test_a_protected_table_cannot_be_made_by_hand() -> None:
    table = protect(SOUND, RULES)[SPLIT]
    for seal in (None, object(), "seal"):
        with pytest.raises(NotProtectedError, match="disclosure control only"):
            replace(table, step=Step.FULL, seal=seal)
    with pytest.raises(FrozenInstanceError):
        table.step = Step.FULL  # type: ignore[misc]


def test_hidden_tables_look_alike_whatever_the_reason() -> None:
    reasons: list[Callable[[], tuple[RawTable, ...]]] = [
        lambda: changed(SPLIT, kind=cast("Kind", "choice"), codes=("yes",)),
        lambda: choice_set({"a": (29, 1, 0, 0), "b": (20, 20, 0, 0)}),
        lambda: choice_set({"a": (0, 0, 0, 0), "b": (20, 20, 0, 0)}),
    ]
    assert len({protect(reason(), RULES)[SPLIT] for reason in reasons}) == 1


def test_the_mean_of_a_hidden_grade_is_hidden() -> None:
    tables = protect(grade_set({"a": {10: 12}, "b": {10: 12}}), RULES)
    assert all(group.mean is None for table in tables for group in table.groups)
