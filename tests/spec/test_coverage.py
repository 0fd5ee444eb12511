"""What a 95 % interval promises: in about 95 of 100 samples it holds the truth."""

import numpy as np
import pytest

from survey.analysis.change.paired import paired_change
from survey.analysis.comparison.levels import difference
from survey.analysis.estimates import Interval, wilson
from survey.analysis.grades import mean_estimate, median_estimate, nps, promoters
from survey.analysis.models.drivers import correlation
from survey.analysis.models.regression import linear
from survey.analysis.models.terms import Terms
from survey.analysis.weighting.design import Design, weighted_mean, weighted_share

SAMPLES = 400


def covered(intervals: list[Interval], truth: float) -> float:
    """The share of intervals that hold the truth."""
    return sum(interval.low <= truth <= interval.high for interval in intervals) / len(intervals)


def about_95(share: float) -> bool:
    """Within three standard errors of 95 % over the samples."""
    return abs(share - 0.95) <= 3 * float(np.sqrt(0.95 * 0.05 / SAMPLES))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.72])
def test_wilson(share: float) -> None:
    rng = np.random.default_rng(1)
    assert about_95(covered([wilson(int(rng.binomial(137, share)), 137) for _ in range(SAMPLES)], share))


def test_a_finite_population_needs_a_smaller_margin() -> None:
    rng = np.random.default_rng(2)
    population = np.arange(300) < 210
    counts = [int(rng.choice(population, 137, replace=False).sum()) for _ in range(SAMPLES)]
    assert about_95(covered([wilson(count, 137, 300) for count in counts], 0.7))
    assert covered([wilson(count, 137) for count in counts], 0.7) > 0.97


def test_mean_and_difference() -> None:
    rng = np.random.default_rng(3)
    first, second = rng.normal(7, 1, (SAMPLES, 25)), rng.normal(7.4, 2, (SAMPLES, 40))
    assert about_95(covered([mean_estimate(sample).interval for sample in first], 7))
    pairs = zip(first, second, strict=True)
    assert about_95(covered([difference(one, two).interval for one, two in pairs], 0.4))


def test_a_median_has_at_least_95() -> None:
    rng = np.random.default_rng(4)
    samples = rng.exponential(1, (SAMPLES, 30))
    assert covered([median_estimate(sample).interval for sample in samples], float(np.log(2))) >= 0.94


def test_net_promoter_score() -> None:
    rng = np.random.default_rng(5)
    samples = rng.choice([10, 8, 3], (SAMPLES, 137), p=[0.45, 0.35, 0.2])
    assert about_95(covered([nps(*promoters(sample)).interval for sample in samples], 25))


def test_the_standardised_change() -> None:
    rng = np.random.default_rng(6)
    differences = rng.normal(0.5, 1, (150, 30))
    found = [paired_change(np.zeros(30), sample) for sample in differences]
    assert abs(covered([each.d_interval for each in found], 0.5) - 0.95) < 0.055


def test_correlation() -> None:
    rng = np.random.default_rng(7)
    samples = rng.multivariate_normal([0, 0], [[1, 0.6], [0.6, 1]], (SAMPLES, 50))
    assert about_95(covered([correlation(sample[:, 0], sample[:, 1])[1] for sample in samples], 0.6))


def clustered(rng: np.random.Generator) -> tuple[np.typing.NDArray[np.float64], list[int]]:
    """Answers of 160 participants of 40 coaches who differ."""
    coaches = np.repeat(np.arange(40), 4)
    return 7 + rng.normal(size=40)[coaches] + rng.normal(size=160), coaches.tolist()


def test_errors_that_know_of_coaches_hold_and_those_that_do_not_promise_too_much() -> None:
    rng = np.random.default_rng(8)
    samples = [clustered(rng) for _ in range(SAMPLES)]
    knowing = [weighted_mean(values, Design.of(160, clusters=coaches)).interval for values, coaches in samples]
    assert about_95(covered(knowing, 7))
    assert covered([mean_estimate(values).interval for values, _ in samples], 7) < 0.9
    shares = [weighted_share(values > 7, Design.of(160, clusters=coaches)).interval for values, coaches in samples]
    assert about_95(covered(shares, 0.5))


def test_regression_with_a_term_that_belongs_to_the_coach() -> None:
    rng = np.random.default_rng(9)
    coaches = np.repeat(np.arange(40, dtype=np.int64), 4)
    intervals = []
    for _ in range(200):
        values, _ = clustered(rng)
        term = rng.normal(size=40)[coaches]
        chosen = Terms(("term",), term[:, None], values + 0.3 * term, coaches, 0)
        intervals.append(linear(chosen)["term"].interval)
    assert covered(intervals, 0.3) > 0.89
