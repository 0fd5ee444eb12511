"""Paired change: the mean difference, its t, and d_z with limits from the noncentral t distribution."""

import numpy as np
import pytest
from scipy import stats

from survey.analysis.change.paired import noncentral, paired_change
from survey.analysis.scales import TooFewError

NAN = float("nan")


@pytest.mark.parametrize("seed", range(8))
def test_any_data_give_what_scipy_gives(seed: int) -> None:
    rng = np.random.default_rng(seed)
    before = rng.integers(1, 11, 20 + 15 * seed).astype(float)
    after = before + rng.integers(-2, 3, len(before))
    found, reference = paired_change(before, after), stats.ttest_rel(after, before)
    assert (found.t, found.p, found.df) == pytest.approx((reference.statistic, reference.pvalue, len(before) - 1))
    ends = reference.confidence_interval()
    assert (found.interval.low, found.interval.high) == pytest.approx((ends.low, ends.high))
    assert found.last - found.first == pytest.approx(found.change)


@pytest.mark.parametrize(("t", "df"), [(0.0, 5), (2.6, 11), (-4.0, 30), (15.0, 133), (40.0, 19)])
def test_the_limits_are_those_under_which_t_is_just_likely(t: float, df: int) -> None:
    ends = noncentral(t, df)
    assert stats.nct.cdf(t, df, ends.low) == pytest.approx(0.975, abs=1e-9)
    assert stats.nct.cdf(t, df, ends.high) == pytest.approx(0.025, abs=1e-9)


def test_d_z_is_standardised_by_the_differences() -> None:
    found = paired_change([5, 6, 7, 8], [6, 8, 7, 9])
    differences = np.array([1, 2, 0, 1])
    assert found.d_z == pytest.approx(differences.mean() / differences.std(ddof=1))
    assert found.d_interval.low < found.d_z < found.d_interval.high


def test_down_is_the_mirror_of_up() -> None:
    up, down = paired_change([5, 6, 7, 8], [6, 8, 7, 9]), paired_change([6, 8, 7, 9], [5, 6, 7, 8])
    assert (up.change, up.p, up.d_interval.low) == pytest.approx((-down.change, down.p, -down.d_interval.high))


def test_only_pairs_count() -> None:
    found = paired_change([5, NAN, 7, 8, 6], [6, 8, NAN, 9, 8])
    assert (found.pairs, found.first) == pytest.approx((3, 19 / 3))


@pytest.mark.parametrize(("before", "after"), [([5], [6]), ([5, NAN], [6, 7]), ([5, 6, 7], [6, 7, 8])])
def test_without_pairs_or_spread_there_is_no_test(before: list[float], after: list[float]) -> None:
    with pytest.raises(TooFewError):
        paired_change(before, after)
