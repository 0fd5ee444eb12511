"""Estimates against values that were worked out elsewhere."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from survey.analysis.estimates import (
    NoBaseError,
    ResponseFigures,
    correction,
    effective_base,
    half_up,
    mean,
    percent,
    rounded,
    wilson,
    worst_case,
)


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (Fraction(29, 4), 1, "7.3"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(1096, 137), 1, "8.0"),
        (Fraction(49, 100), 0, "0"),
    ],
)
def test_halves_go_up(value: Fraction, digits: int, expected: str) -> None:
    assert str(half_up(value, digits)) == expected


@pytest.mark.parametrize(
    ("count", "base", "expected"),
    [(12, 137, 9), (26, 137, 19), (99, 137, 72), (114, 141, 81), (93, 141, 66), (93, 137, 68), (1, 200, 1), (0, 9, 0)],
)
def test_percentages_are_whole(count: int, base: int, expected: int) -> None:
    assert percent(count, base) == expected


def test_a_mean_has_one_decimal() -> None:
    assert mean(1096, 137) == Decimal("8.0")
    assert mean(29, 4) == Decimal("7.3")


@pytest.mark.parametrize("estimate", [percent, mean, wilson])
def test_nobody_has_no_share(estimate: object) -> None:
    with pytest.raises(NoBaseError):
        estimate(0, 0)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("count", "population", "low", "high"),
    [
        (12, 1561, 5.21, 14.37),
        (26, 1561, 13.51, 26.00),
        (99, 1561, 64.61, 78.80),
        (12, None, 5.08, 14.69),
        (26, None, 13.29, 26.36),
        (99, None, 64.24, 79.07),
    ],
)
def test_wilson_with_and_without_a_finite_population(
    count: int, population: int | None, low: float, high: float
) -> None:
    interval = wilson(count, 137, population)
    assert (round(100 * interval.low, 2), round(100 * interval.high, 2)) == (low, high)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_equals_scipy(counted: tuple[int, int]) -> None:
    count, base = counted
    reference = binomtest(count, base).proportion_ci(0.95, method="wilson")
    interval = wilson(count, base)
    assert interval.low == pytest.approx(reference.low, abs=1e-9)
    assert interval.high == pytest.approx(reference.high, abs=1e-9)


def test_a_census_has_no_margin() -> None:
    assert wilson(30, 60, 60).percents() == (50, 50)
    assert effective_base(60, 60) == float("inf")


def test_the_ends_of_an_interval_are_whole_percentages() -> None:
    assert wilson(99, 137, 1561).percents() == (65, 79)


def test_response_rates_count_everybody_invited_as_eligible() -> None:
    figures = ResponseFigures(invited=1561, complete=141, partial=2, break_off=7)
    rates = (figures.rr1(), figures.rr2())
    assert [rate and f"{float(100 * rate):.3f}" for rate in rates] == ["9.033", "9.161"]
    assert ResponseFigures(0, 0, 0, 0).rr1() is None
    assert ResponseFigures(0, 0, 0, 0).rr2() is None


@pytest.mark.parametrize(
    ("base", "population", "left"), [(137, None, 1), (137, 1561, 1424 / 1561), (60, 60, 0), (61, 60, 0)]
)
def test_a_finite_population_leaves_part_of_the_variance(base: int, population: int | None, left: float) -> None:
    assert correction(base, population) == pytest.approx(left)


@pytest.mark.parametrize(("value", "expected"), [(1.0401, "1.040"), (0.0005, "0.001"), (-2.0, "-2.000")])
def test_a_factor_is_rounded_half_up_too(value: float, expected: str) -> None:
    assert str(rounded(value, 3)) == expected


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n), st.integers(n, 3 * n))))
def test_the_worst_case_holds_whatever_the_silent_would_say(counted: tuple[int, int, int]) -> None:
    count, base, population = counted
    bounds = worst_case(count, base, population)
    for silent in (0, (population - base) // 2, population - base):
        assert bounds.low <= (count + silent) / population <= bounds.high
    assert bounds.high - bounds.low == pytest.approx((population - base) / population)
