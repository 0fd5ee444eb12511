"""How far a distribution goes down its ladder: whole, taken together, the mean only, nothing."""

import pytest

from survey.analysis.disclosure import ProtectedTable, Rules, Step
from tests.unit.analysis.disclosure.sets import RULES, Groups, breakdown, choice_set, drawn, grade_set, total

EMPLOYERS = Rules(smallest_group=5, small_totals_merged=True)


def means(table: ProtectedTable) -> list[str | None]:
    """The means that are shown, group by group."""
    return [None if group.mean is None else str(group.mean) for group in table.groups]


def test_answers_of_five_are_shown_and_answers_of_four_are_taken_together() -> None:
    assert drawn(breakdown(choice_set({"a": (10, 5, 5, 0), "b": (20, 10, 0, 5)}))) == (
        "full\na: 20 (10 5 5)\nb: 35 (20 10 5)"
    )
    assert drawn(breakdown(choice_set({"a": (10, 5, 4, 0), "b": (20, 10, 0, 5)}))) == (
        "merged\na: 19 (10 9)\nb: 35 (20 15)"
    )


def test_an_answer_that_nobody_gave_in_one_group_is_shown_only_if_nobody_gave_it_at_all() -> None:
    assert breakdown(choice_set({"a": (10, 10, 0, 0), "b": (10, 5, 5, 0)})).step is Step.MERGED
    assert breakdown(choice_set({"a": (10, 10, 0, 0), "b": (10, 5, 0, 0)})).step is Step.FULL


def test_one_group_in_need_takes_every_group_down_the_ladder() -> None:
    protected = breakdown(choice_set({"a": (10, 1, 5, 0), "b": (20, 10, 10, 0), "c": (30, 10, 10, 0)}))
    assert drawn(protected) == "merged\na: 16 (10 6)\nb: 40 (20 20)\nc: 50 (30 20)"


def test_dont_know_and_left_open_are_one_answer_in_a_breakdown() -> None:
    assert drawn(breakdown(choice_set({"a": (10, 5, 3, 2), "b": (20, 10, 0, 5)}))) == (
        "full\na: 20 (10 5 5)\nb: 35 (20 10 5)"
    )


def test_the_rest_keeps_the_same_rules_as_a_group_that_is_shown() -> None:
    protected = breakdown(choice_set({"a": (10, 6, 0, 0), "b": (20, 10, 0, 0), "c": (4, 4, 0, 0), "d": (3, 1, 0, 0)}))
    assert drawn(protected) == "full\na: 16 (10 6 0)\nb: 30 (20 10 0)\nc: .\nd: ."
    protected = breakdown(choice_set({"a": (10, 6, 0, 0), "b": (20, 10, 0, 0), "c": (6, 3, 0, 0), "d": (3, 1, 0, 0)}))
    assert drawn(protected) == "full\na: .\nb: 30 (20 10 0)\nc: .\nd: ."


def test_a_group_in_which_fewer_than_five_differ_joins_the_rest_with_a_partner() -> None:
    protected = breakdown(choice_set({"a": (16, 4, 0, 0), "b": (20, 10, 0, 0), "c": (30, 10, 0, 0)}))
    assert drawn(protected) == "full\na: .\nb: .\nc: 40 (30 10 0)"


@pytest.mark.parametrize(("others", "step"), [(5, Step.NOTHING), (6, Step.FULL)])
def test_more_than_ninety_percent_of_one_answer_is_not_shown(others: int, step: Step) -> None:
    assert breakdown(choice_set({"a": (54, others, 0, 0), "b": (30, 30, 0, 0)})).step is step


def test_a_group_of_which_all_but_one_agree_is_not_shown() -> None:
    assert breakdown(choice_set({"a": (9, 1, 0, 0), "b": (30, 30, 0, 0)})).step is Step.NOTHING


def test_a_wave_of_thirty_shows_every_answer_and_one_of_29_keeps_the_rules_of_a_group() -> None:
    assert drawn(total(choice_set({"a": (26, 3, 1, 0)}))) == "full\nall: 30 (26 3 1 0)"
    assert drawn(total(choice_set({"a": (20, 5, 4, 0)}))) == "merged\nall: 29 (20 9)"
    assert drawn(total(choice_set({"a": (25, 3, 1, 0)}))) == "nothing\nall: ."


def test_a_wave_smaller_than_a_group_shows_nothing() -> None:
    assert drawn(total(choice_set({"a": (5, 4, 0, 0)}))) == "nothing\nall: ."
    assert drawn(total(choice_set({"a": (5, 5, 0, 0)}))) == "full\nall: 10 (5 5 0 0)"


def test_small_totals_of_employers_and_coaches_show_the_merged_share_only() -> None:
    assert drawn(total(choice_set({"a": (10, 10, 5, 0)}), EMPLOYERS)) == "merged\nall: 25 (10 15)"
    assert drawn(total(choice_set({"a": (20, 10, 5, 0)}), EMPLOYERS)) == "full\nall: 35 (20 10 5 0)"
    assert total(grade_set({"a": {6: 10, 8: 10}}), EMPLOYERS).groups[0].mean is None


def test_a_breakdown_is_never_finer_than_its_total() -> None:
    groups: Groups = {"a": (5, 5, 0, 0), "b": (7, 7, 0, 0)}
    assert breakdown(choice_set(groups), EMPLOYERS).step is Step.MERGED
    assert breakdown(choice_set(groups), Rules(smallest_group=5)).step is Step.FULL


def test_a_grade_total_counts_those_who_gave_a_grade() -> None:
    grades = grade_set({"a": {3: 12, 7: 26, 8: 74, 9: 25, "dont_know": 3, "-": 1}})
    protected = total(grades)
    assert drawn(protected) == "full\nall: 137 (12 26 99)"
    assert (protected.groups[0].mean_base, means(protected)) == (137, ["7.6"])
    assert protected.groups[0].merged is not None
    assert protected.groups[0].merged.count == 99


def test_a_grade_that_some_did_not_give_becomes_eight_or_higher_against_all_others() -> None:
    protected = breakdown(grade_set({"a": {3: 5, 6: 5, 8: 10, "-": 1}, "b": {3: 5, 7: 5, 9: 20, "-": 3}}))
    assert drawn(protected) == "merged\na: 21 (10 11)\nb: 33 (20 13)"
    assert means(protected) == [None, None]


def test_bands_and_means_of_groups_that_all_gave_a_grade() -> None:
    protected = breakdown(grade_set({"a": {3: 5, 6: 5, 8: 10}, "b": {3: 5, 7: 5, 9: 20}}))
    assert drawn(protected) == "full\na: 20 (5 5 10 0)\nb: 30 (5 5 20 0)"
    assert means(protected) == ["6.3", "7.7"]


@pytest.mark.parametrize(("left_open", "expected"), [(0, "6.5"), (1, None), (9, None), (10, "6.5")])
def test_a_mean_leaves_out_nobody_or_a_whole_group(left_open: int, expected: str | None) -> None:
    group: dict[int | str, int] = {3: 10, 8: 10, 9: 10, 6: 10}
    protected = breakdown(grade_set({"a": {**group, "-": left_open}, "b": group}))
    assert means(protected) == [expected, None if expected is None else "6.5"]


def test_when_no_distribution_fits_the_means_remain() -> None:
    protected = breakdown(grade_set({"a": {9: 10, 10: 10}, "b": {8: 10, 9: 10, 10: 10}}))
    assert drawn(protected) == "mean\na: 20\nb: 30"
    assert means(protected) == ["9.5", "9.0"]


def test_the_mean_of_one_and_the_same_grade_would_be_everybodys_grade() -> None:
    assert breakdown(grade_set({"a": {10: 20}, "b": {8: 10, 9: 10, 10: 10}})).step is Step.NOTHING


def test_rules_at_the_boundary_of_a_distribution() -> None:
    assert RULES.allows_distribution((5, 5))
    assert not RULES.allows_distribution((5, 4))
    assert not RULES.allows_distribution((6, 4))
    assert RULES.allows_distribution((10, 5, 0))
    assert not RULES.allows_distribution((20, 0))
    assert not RULES.allows_distribution(())
