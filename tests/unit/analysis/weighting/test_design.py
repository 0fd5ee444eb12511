"""Estimates by design: weights, clusters and a finite population."""

import numpy as np
import pytest

from survey.analysis.estimates import NoBaseError, wilson
from survey.analysis.grades import mean_estimate
from survey.analysis.scales import TooFewError
from survey.analysis.weighting.design import Design, kish, weighted_mean, weighted_share

RNG = np.random.default_rng(4)
VALUES = RNG.normal(7, 1.5, 80)
NAN = float("nan")


@pytest.mark.parametrize("population", [None, 500])
def test_equal_weights_give_the_plain_mean_and_its_margin(population: int | None) -> None:
    designed, plain = weighted_mean(VALUES, Design.of(80, population=population)), mean_estimate(VALUES, population)
    assert (designed.value, designed.error) == pytest.approx((plain.value, plain.error))
    assert (designed.interval.low, designed.interval.high) == pytest.approx((plain.interval.low, plain.interval.high))


def test_the_scale_of_weights_does_not_matter() -> None:
    weights = RNG.uniform(1, 4, 80)
    one, other = weighted_mean(VALUES, Design.of(80, weights)), weighted_mean(VALUES, Design.of(80, 20 * weights))
    assert (one.value, one.error) == pytest.approx((other.value, other.error))


def test_everybody_a_cluster_of_one_is_no_clusters() -> None:
    alone = weighted_mean(VALUES, Design.of(80, clusters=list(range(80))))
    assert alone.error == pytest.approx(weighted_mean(VALUES, Design.of(80)).error)


def test_answers_that_are_the_same_within_clusters_are_worth_less() -> None:
    clusters = np.repeat(np.arange(8), 10)
    same = VALUES[:8].repeat(10)
    clustered = weighted_mean(same, Design.of(80, clusters=clusters.tolist()))
    assert clustered.error == pytest.approx(VALUES[:8].std(ddof=1) / np.sqrt(8))
    assert "The error takes 8 clusters into account." in clustered.method.told(str)


def test_who_did_not_answer_stays_in_the_design() -> None:
    some = VALUES.copy()
    some[::4] = NAN
    found = weighted_mean(some, Design.of(80))
    assert (found.base, found.value) == pytest.approx((60, np.nanmean(some)))
    assert "79 degrees of freedom" in found.method.told(str)[2]


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_share_of_nobody_or_everybody_has_wilsons_interval(share: float) -> None:
    found = weighted_share([share] * 25, Design.of(25))
    assert found.interval == wilson(round(25 * share), 25)


def test_a_share_stays_between_0_and_1() -> None:
    found = weighted_share([1] + [0] * 30, Design.of(31, RNG.uniform(0.5, 5, 31)))
    assert 0 < found.interval.low < found.value < found.interval.high < 1


def test_a_census_by_design_has_no_margin() -> None:
    found = weighted_mean(VALUES, Design.of(80, population=80))
    assert found.interval.low == found.interval.high == pytest.approx(VALUES.mean())


def test_one_cluster_and_nobody_are_refused() -> None:
    with pytest.raises(TooFewError):
        weighted_mean([7, 8, 9], Design.of(3, clusters=["a"] * 3))
    with pytest.raises(NoBaseError):
        weighted_mean([NAN, NAN], Design.of(2))


def test_the_method_says_what_weights_cost() -> None:
    weights = np.array([1.0, 1, 2, 4])
    assert kish(weights) == pytest.approx(4 * 22 / 64)
    said = weighted_mean([6, 7, 8, 9], Design.of(4, weights)).method.told(str)
    assert "Weighted; the design effect of the weights (Kish) is 1.375." in said
