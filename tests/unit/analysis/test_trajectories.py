"""Answers about one trajectory: associations only, over enough trajectories and coaches."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from survey.analysis.scales import TooFewError
from survey.analysis.trajectories import association

RNG = np.random.default_rng(5)
COACHES = RNG.integers(0, 20, 60)
MATCH = RNG.integers(1, 5, 60).astype(float)
CLICK = np.clip(MATCH + RNG.integers(-1, 2, 60), 1, 5)


def test_the_value_is_spearmans_and_the_error_knows_of_coaches() -> None:
    found = association(CLICK, MATCH, COACHES.tolist())
    assert found.value == pytest.approx(stats.spearmanr(CLICK, MATCH).statistic)
    ranks = [stats.zscore(stats.rankdata(each)) for each in (MATCH, CLICK)]
    fit = sm.OLS(ranks[0], sm.add_constant(ranks[1])).fit(cov_type="cluster", cov_kwds={"groups": COACHES}, use_t=True)
    assert (found.interval.low, found.interval.high) == pytest.approx(fit.conf_int()[1])
    assert found.p == pytest.approx(fit.pvalues[1])
    assert (found.trajectories, found.coaches) == (60, len(set(COACHES.tolist())))
    assert "Base: 60 trajectories." in found.method.told(str)
    assert "This is an association, not an effect." in found.method.told(str)


def test_a_trajectory_that_misses_something_is_left_out() -> None:
    coaches: list[object] = [None, *COACHES.tolist()[1:]]
    click = CLICK.copy()
    click[-1] = np.nan
    assert association(click, MATCH, coaches).trajectories == 58


@pytest.mark.parametrize(
    ("number", "coaches"), [(29, COACHES.tolist()), (60, (COACHES % 9).tolist())], ids=["trajectories", "coaches"]
)
def test_too_few_are_refused(number: int, coaches: list[int]) -> None:
    with pytest.raises(TooFewError):
        association(CLICK[:number], MATCH[:number], coaches[:number])


def test_nothing_goes_together_with_one_single_answer() -> None:
    with pytest.raises(TooFewError):
        association(np.full(60, 3.0), MATCH, COACHES.tolist())
