"""Which groups are shown: the smallest group, what remains without it, and the rest that subtraction gives."""

import pytest

from survey.analysis.disclosure import Kind, Rules, RulesTooWeakError, Step, protect
from tests.unit.analysis.disclosure.sets import RULES, Groups, breakdown, choice_set, drawn

LARGE = (20, 20, 0, 0)


def shown(groups: Groups, rules: Rules = RULES) -> set[str | None]:
    """The classes of the background table that are shown."""
    background = protect(choice_set(groups), rules)[0]
    return {cell.code for group in background.groups for cell in group.cells if cell.count is not None}


def test_a_group_of_ten_is_shown_and_one_of_nine_is_not() -> None:
    assert shown({"a": (5, 5, 0, 0), "b": LARGE, "c": LARGE}) == {"a", "b", "c"}
    assert "a" not in shown({"a": (5, 4, 0, 0), "b": LARGE, "c": LARGE})


def test_a_single_hidden_group_takes_the_smallest_other_group_with_it() -> None:
    assert shown({"a": (5, 4, 0, 0), "b": (20, 20, 0, 0), "c": (15, 15, 0, 0), "d": LARGE}) == {"b", "d"}


def test_two_hidden_groups_that_are_ten_together_need_no_partner() -> None:
    assert shown({"a": (3, 2, 0, 0), "b": (3, 2, 0, 0), "c": LARGE, "d": LARGE}) == {"c", "d"}
    assert shown({"a": (2, 2, 0, 0), "b": (3, 2, 0, 0), "c": LARGE, "d": LARGE}) == {"c"}


@pytest.mark.parametrize(("without", "expected"), [(0, {"a", "b"}), (1, {"a"}), (9, {"a"}), (10, {"a", "b"})])
def test_people_without_a_class_are_a_hidden_group_too(without: int, expected: set[str]) -> None:
    assert shown({"a": LARGE, "b": (15, 15, 0, 0), None: (without, 0, 0, 0)}) == expected


def test_nothing_remains_of_two_groups_when_one_is_too_small() -> None:
    assert shown({"a": (5, 4, 0, 0), "b": (50, 50, 0, 0)}) == set()


def test_a_group_that_is_everybody_is_not_shown() -> None:
    assert shown({"a": (50, 50, 0, 0), "b": (0, 0, 0, 0)}) == set()


def test_an_empty_class_looks_like_a_small_one() -> None:
    empty = protect(choice_set({"a": LARGE, "b": LARGE, "c": LARGE, "d": (0, 0, 0, 0)}), RULES)
    small = protect(choice_set({"a": LARGE, "b": LARGE, "c": LARGE, "d": (4, 0, 0, 0), "e": (6, 0, 0, 0)}), RULES)
    (hidden,) = [group for group in empty[2].groups if group.code == "d"]
    assert hidden == next(group for group in small[2].groups if group.code == "d")


def test_a_study_may_ask_for_larger_groups_but_never_for_smaller_than_five() -> None:
    groups: Groups = {"a": (10, 9, 0, 0), "b": LARGE, "c": LARGE}
    assert "a" in shown(groups)
    assert "a" not in shown(groups, Rules(smallest_group=20))
    assert shown({"a": (5, 0, 0, 0), "b": LARGE}, Rules(smallest_group=5)) == {"a", "b"}
    with pytest.raises(RulesTooWeakError):
        Rules(smallest_group=4)
    with pytest.raises(RulesTooWeakError):
        Rules(smallest_cell=4)


def test_the_same_groups_are_hidden_in_every_measure() -> None:
    protected = breakdown(choice_set({"a": (5, 4, 0, 0), "b": (15, 15, 0, 0), "c": LARGE, "d": LARGE}))
    assert drawn(protected) == "full\na: .\nb: .\nc: 40 (20 20 0)\nd: 40 (20 20 0)"


def test_no_breakdown_of_a_wave_smaller_than_two_groups() -> None:
    tables = protect(choice_set({"a": (5, 4, 0, 0), "b": (5, 5, 0, 0)}), RULES)
    assert [table.step for table in tables] == [Step.NOTHING, Step.FULL, Step.NOTHING]
    assert tables[0].kind is Kind.BACKGROUND
