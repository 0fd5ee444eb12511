"""Work over time: composition by months, index lines from 100, and flows."""

import pandas as pd
import pytest

from survey.analysis.work_over_time import NoStartError, composition, flows, index_lines

STATUSES = ("trial", "paid", "none")
PEOPLE = pd.DataFrame(
    {
        "months": [0, 0, 0, 0, 3, 3, 3, 3],
        "status": ["trial", "trial", "paid", None, "paid", "paid", "none", "elsewhere"],
        "hours": [20, 24, 28, None, 24, 30, None, 24],
        "permanent": [0, 0, 1, 0, 1, 1, 0, 0],
    }
)


def test_a_month_counts_those_whose_status_is_known() -> None:
    (found,) = composition(PEOPLE, STATUSES)
    assert [(month.months, month.counts, month.base) for month in found.months] == [
        (0, (2, 1, 0), 3),
        (3, (0, 2, 1), 3),
    ]
    assert found.months[0].shares() == pytest.approx((2 / 3, 1 / 3, 0))
    assert found.group is None


def test_aggregates_of_a_register_count_like_their_people() -> None:
    register = PEOPLE.groupby(["months", "status"]).size().rename("number").reset_index()
    assert [each.months for each in composition(register, STATUSES)] == [
        each.months for each in composition(PEOPLE, STATUSES)
    ]


def test_each_group_has_its_own_composition_and_line() -> None:
    table = PEOPLE.assign(group=["a", "b"] * 4)
    assert [each.group for each in composition(table, STATUSES)] == ["a", "b"]
    lines = index_lines(table, ["hours"])
    assert [(line.group, line.start) for line in lines] == [("a", 24), ("b", 24)]


def test_an_index_begins_at_100_and_keeps_the_value_behind_it() -> None:
    hours, permanent = index_lines(PEOPLE, ["hours", "permanent"])
    assert (hours.start, [point.base for point in hours.points]) == (24, [3, 3])
    assert [point.index for point in hours.points] == pytest.approx([100, 100 * 26 / 24])
    assert [point.value for point in permanent.points] == pytest.approx([0.25, 0.5])
    assert permanent.points[1].index == pytest.approx(200)


def test_means_of_a_register_are_weighted_by_their_people() -> None:
    register = pd.DataFrame({"months": [0, 0, 1], "wage": [10.0, 14.0, 13.2], "number": [30, 10, 40]})
    (line,) = index_lines(register, ["wage"])
    assert (line.start, line.points[1].index, line.points[0].base) == pytest.approx((11, 120, 40))


@pytest.mark.parametrize("first", [0.0, None])
def test_an_index_cannot_begin_at_nothing(first: float | None) -> None:
    with pytest.raises(NoStartError):
        index_lines(pd.DataFrame({"months": [0], "hours": pd.Series([first], dtype="Float64")}), ["hours"])


def test_flows_are_of_those_who_are_known_in_both_waves() -> None:
    earlier = pd.Series(["trial", "trial", "paid", None, "paid"])
    later = pd.Series(["paid", "none", "paid", "paid", None])
    found = flows(earlier, later, STATUSES)
    assert (found.base, found.counts) == (3, ((0, 1, 1), (0, 1, 0), (0, 0, 0)))


def test_the_method_calls_nothing_an_effect() -> None:
    for method in (composition(PEOPLE, STATUSES)[0].method, index_lines(PEOPLE, ["hours"])[0].method):
        assert "This is an association, not an effect." in method.told(str)
