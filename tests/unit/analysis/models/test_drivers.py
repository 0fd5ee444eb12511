"""Key drivers: importance against satisfaction, with intervals."""

import numpy as np
import pytest
from scipy import stats

from survey.analysis.grades import mean_estimate
from survey.analysis.models.drivers import Place, correlation, drivers
from survey.analysis.scales import TooFewError

RNG = np.random.default_rng(9)
OVERALL = RNG.normal(7, 1, 200)
ASPECTS = {
    "reachable": np.clip(OVERALL - 2.5 + RNG.normal(0, 0.4, 200), 1, 10),
    "click": OVERALL + 1 + RNG.normal(0, 0.5, 200),
    "brochure": RNG.normal(8.5, 0.6, 200),
    "website": RNG.normal(5, 0.6, 200),
}


def test_each_aspect_is_placed_by_the_means_over_all() -> None:
    found = drivers(ASPECTS, OVERALL)
    assert {each.aspect: each.place for each in found.aspects} == {
        "reachable": Place.IMPROVE,
        "click": Place.KEEP,
        "brochure": Place.EXTRA,
        "website": Place.WATCH,
    }
    assert all(each.certain for each in found.aspects)
    assert found.satisfaction_line == pytest.approx(np.mean([each.satisfaction.value for each in found.aspects]))


def test_an_aspect_whose_interval_crosses_a_line_is_uncertain() -> None:
    found = drivers({**ASPECTS, "middle": RNG.normal(6.7, 3, 200)}, OVERALL)
    assert not found.aspects[-1].certain


@pytest.mark.parametrize("seed", range(5))
def test_importance_is_pearsons_with_fishers_interval(seed: int) -> None:
    rng = np.random.default_rng(seed)
    one = rng.integers(1, 6, 50).astype(float)
    two = one + rng.normal(size=50)
    r, interval = correlation(one, two)
    reference = stats.pearsonr(one, two)
    ends = reference.confidence_interval()
    assert (r, interval.low, interval.high) == pytest.approx((reference.statistic, ends.low, ends.high))


def test_only_who_answered_both_counts() -> None:
    click = ASPECTS["click"].copy()
    click[:150] = np.nan
    (found,) = drivers({"click": click}, OVERALL).aspects
    assert (found.base, found.satisfaction.value) == (50, mean_estimate(click[150:]).value)


def test_fewer_than_30_answers_are_refused() -> None:
    with pytest.raises(TooFewError, match="The importance of click needs at least 30"):
        drivers({"click": ASPECTS["click"][:29]}, OVERALL[:29])


def test_without_differences_there_is_no_correlation() -> None:
    with pytest.raises(TooFewError):
        correlation([7.0] * 40, OVERALL[:40])
    assert correlation([1, 2, 3, 4], [2, 4, 6, 8])[0] == pytest.approx(1)
