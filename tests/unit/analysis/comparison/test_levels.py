"""Comparison of levels: Welch for two and for more groups, and Kruskal-Wallis."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.oneway import anova_oneway

from survey.analysis.comparison.levels import compare_means, compare_ranks, difference
from survey.analysis.scales import TooFewError


def groups(seed: int, number: int) -> list[np.typing.NDArray[np.float64]]:
    """Groups of grades of different sizes and spreads."""
    rng = np.random.default_rng(seed)
    return [np.round(rng.normal(7 + 0.3 * each, 0.5 + each, 12 + 9 * each)) for each in range(number)]


@pytest.mark.parametrize("seed", range(6))
def test_two_groups_give_scipys_welch(seed: int) -> None:
    one, two = groups(seed, 2)
    found, reference = difference(one, two), stats.ttest_ind(two, one, equal_var=False)
    assert (found.t, found.p, found.df) == pytest.approx((reference.statistic, reference.pvalue, reference.df))
    ends = reference.confidence_interval()
    assert (found.interval.low, found.interval.high) == pytest.approx((ends.low, ends.high))
    assert found.value == pytest.approx(two.mean() - one.mean())
    assert found.standardised == pytest.approx(found.value / np.sqrt((one.var(ddof=1) + two.var(ddof=1)) / 2))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("number", [2, 3, 5])
def test_more_groups_give_statsmodels_welch_and_scipys_kruskal(seed: int, number: int) -> None:
    samples = groups(seed, number)
    means, ranks = compare_means(samples), compare_ranks(samples)
    welch, kruskal = anova_oneway(samples, use_var="unequal", welch_correction=True), stats.kruskal(*samples)
    assert (means.statistic, means.p, *means.df) == pytest.approx((welch.statistic, welch.pvalue, *welch.df))
    assert (ranks.statistic, ranks.p) == pytest.approx((kruskal.statistic, kruskal.pvalue))
    assert means.bases == tuple(map(len, samples))


def test_with_two_groups_f_is_t_squared() -> None:
    one, two = groups(1, 2)
    assert compare_means([one, two]).statistic == pytest.approx(difference(one, two).t ** 2)


def test_missing_answers_are_left_out() -> None:
    assert difference([7, 8, np.nan, 6], [5, 6, 7]).bases == (3, 3)


@pytest.mark.parametrize("samples", [[[7.0, 8.0]], [[7.0, 8.0], [7.0]], [[7.0, 8.0], [7.0, 7.0]]])
def test_a_group_without_spread_or_company_is_not_compared(samples: list[list[float]]) -> None:
    with pytest.raises(TooFewError):
        compare_means(samples)


def test_the_same_answer_everywhere_is_no_comparison() -> None:
    with pytest.raises(TooFewError):
        compare_ranks([[7, 7], [7, 7, 7]])
    with pytest.raises(TooFewError):
        difference([7, 7], [7, 7, 7])
    with pytest.raises(TooFewError):
        difference([7], [7, 8])
