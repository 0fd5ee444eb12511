"""Groups and audiences side by side: hidden, indicative or normal, and tested only from 30."""

import numpy as np
import pytest

from survey.analysis.comparison.groups import SMALLEST, group_means, group_shares
from survey.analysis.comparison.levels import compare_means, difference
from survey.analysis.comparison.shares import compare_shares
from survey.analysis.reliability import Display

RNG = np.random.default_rng(11)


def grades(number: int) -> np.typing.NDArray[np.float64]:
    """So many grades."""
    return RNG.integers(4, 11, number).astype(float)


def test_each_audience_has_its_own_smallest_size() -> None:
    found = group_means({audience: grades(9) for audience in SMALLEST}, SMALLEST)
    shown = {group.group: group.display for group in found.groups}
    assert shown.pop("participant") is Display.HIDDEN
    assert set(shown.values()) == {Display.INDICATIVE}
    hidden = found.groups[0]
    assert (hidden.base, hidden.mean) == (None, None)


def test_only_groups_of_30_take_part_in_a_test() -> None:
    answers = {"a": grades(40), "b": grades(29), "c": grades(30), "d": grades(50)}
    found = group_means(answers, 10)
    assert found.tested == ("a", "c", "d")
    assert found.means == compare_means([answers[group] for group in "acd"])
    assert found.ranks is not None
    assert [(pair.first, pair.second) for pair in found.pairs] == [("a", "c"), ("a", "d"), ("c", "d")]


def test_pairs_are_corrected_for_their_number() -> None:
    answers = {"a": grades(40), "b": grades(40), "c": grades(40)}
    for pair in group_means(answers, 10).pairs:
        alone = difference(answers[pair.first], answers[pair.second])
        assert pair.difference == alone.value
        assert min(1.0, alone.p) <= pair.p <= min(1.0, 3 * alone.p)


@pytest.mark.parametrize("answers", [{"a": 40, "b": 29}, {"a": 40}, {}])
def test_one_group_of_30_is_no_comparison(answers: dict[str, int]) -> None:
    found = group_means({group: grades(number) for group, number in answers.items()}, 10)
    assert (found.means, found.ranks, found.pairs) == (None, None, ())


def test_groups_without_spread_are_shown_and_not_tested() -> None:
    found = group_means({"a": [7.0] * 40, "b": [8.0] * 40}, 10)
    assert [group.mean and group.mean.value for group in found.groups] == [7, 8]
    assert found.means is None


def test_shares_have_wilson_margins_and_a_test() -> None:
    found = group_shares({"a": (20, 50), "b": (30, 40), "c": (5, 12), "d": (1, 4)}, 10)
    assert [group.display for group in found.groups] == [
        Display.NORMAL, Display.NORMAL, Display.INDICATIVE, Display.HIDDEN,
    ]  # fmt: skip
    assert found.comparison == compare_shares([(20, 30), (30, 10)])
    first, last = found.groups[0], found.groups[-1]
    assert first.interval is not None
    assert first.interval.low < 0.4 < first.interval.high
    assert (last.base, last.share, last.interval) == (None, None, None)


@pytest.mark.parametrize("counts", [{"a": (50, 50), "b": (40, 40)}, {"a": (3, 9)}])
def test_shares_that_cannot_differ_are_not_tested(counts: dict[str, tuple[int, int]]) -> None:
    assert group_shares(counts, 10).comparison is None
