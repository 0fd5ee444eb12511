"""Grades and likelihoods: exact bands, means and medians, and margins."""

from fractions import Fraction
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from survey.analysis.estimates import NoBaseError, half_up
from survey.analysis.grades import Grades, mean_estimate, median_estimate, nps, promoters
from survey.analysis.scales import TooFewError

NAN = float("nan")


@given(st.lists(st.integers(1, 10), min_size=1, max_size=60))
def test_mean_median_and_bands_are_exact(values: list[int]) -> None:
    grades = Grades.of([float(value) for value in values])
    assert (grades.base, grades.mean()) == (len(values), Fraction(sum(values), len(values)))
    assert float(grades.median()) == median(values)
    low, middle = sum(value <= 5 for value in values), sum(value in (6, 7) for value in values)
    assert grades.bands() == {"low": low, "middle": middle, "high": len(values) - low - middle}


def test_who_gave_no_grade_does_not_count() -> None:
    grades = Grades.of([NAN, 7, 8])
    assert (grades.base, half_up(grades.mean(), 1)) == (2, half_up(Fraction(15, 2), 1))


@pytest.mark.parametrize("of", [Grades.mean, Grades.median])
def test_nobody_has_neither_a_mean_nor_a_median(of: object) -> None:
    with pytest.raises(NoBaseError):
        of(Grades.of([]))  # type: ignore[operator]


def test_the_margin_of_a_mean_is_students_and_shrinks_in_a_finite_population() -> None:
    values = [7.0, 8.0, 6.0, 9.0, NAN, 7.0]
    plain, finite, census = (mean_estimate(values, population) for population in (None, 10, 5))
    reference = stats.t.interval(0.95, 4, np.mean([7, 8, 6, 9, 7]), stats.sem([7, 8, 6, 9, 7]))
    assert (plain.interval.low, plain.interval.high) == pytest.approx(reference)
    assert finite.error == pytest.approx(plain.error * (1 - 5 / 10) ** 0.5)
    assert (census.error, census.interval.low) == (0, census.value)
    assert "Corrected for a finite population of 10." in finite.method.told(str)


def test_one_answer_has_no_margin() -> None:
    with pytest.raises(TooFewError):
        mean_estimate([7.0, NAN])


@pytest.mark.parametrize(("n", "place"), [(6, 1), (10, 2), (25, 8), (100, 40)])
def test_the_margin_of_a_median_lies_between_order_statistics(n: int, place: int) -> None:
    found = median_estimate([float(each) for each in range(1, n + 1)])
    assert (found.interval.low, found.interval.high) == (place, n + 1 - place)
    assert 2 * stats.binom.cdf(place - 1, n, 0.5) <= 0.05 < 2 * stats.binom.cdf(place, n, 0.5)


def test_five_answers_are_too_few_for_a_median_with_a_margin() -> None:
    with pytest.raises(TooFewError):
        median_estimate([1.0, 2, 3, 4, 5])


def test_promoters_give_9_or_10_and_detractors_6_or_less() -> None:
    assert promoters([0, 6, 7, 8, 9, 10, NAN]) == (2, 2, 2)


def test_a_net_promoter_score_goes_from_minus_100_to_100() -> None:
    assert (nps(0, 0, 5).value, nps(5, 0, 0).value, nps(3, 4, 3).value) == (-100, 100, 0)
    assert nps(5, 0, 0).error == 0
    with pytest.raises(NoBaseError):
        nps(0, 0, 0)
