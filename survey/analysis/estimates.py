"""Estimates with their formulas. Rounding is half up on exact fractions, as people do it on paper."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor, sqrt
from statistics import NormalDist

Z_95 = NormalDist().inv_cdf(0.975)


class NoBaseError(ValueError):
    """A share or a mean of nobody does not exist."""


def half_up(value: Fraction, digits: int = 0) -> Decimal:
    """`value` with `digits` decimals, halves away from zero (7.25 becomes 7.3; Python's `round` gives 7.2)."""
    scaled = abs(value) * 10**digits
    rounded = Decimal(floor(scaled + Fraction(1, 2))).scaleb(-digits)
    return -rounded if value < 0 else rounded


def percent(count: int, base: int) -> int:
    """The share of `count` in `base` as a whole percentage; `NoBaseError` at a base of 0."""
    if base <= 0:
        raise NoBaseError("A percentage needs a base of at least one person.")
    return int(half_up(Fraction(100 * count, base)))


def mean(total: int, base: int, digits: int = 1) -> Decimal:
    """The mean of `base` values that sum to `total`; `NoBaseError` at a base of 0."""
    if base <= 0:
        raise NoBaseError("A mean needs a base of at least one person.")
    return half_up(Fraction(total, base), digits)


def effective_base(base: int, population: int | None) -> float:
    """n* = n(N - 1)/(N - n): the base an infinite population would need for the same margin.

    `population` None leaves the base as it is; a base that is the whole population has no margin (infinity).
    """
    if population is None:
        return float(base)
    return base * (population - 1) / (population - base) if population > base else float("inf")


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval, as shares between 0 and 1. It holds under random response."""

    low: float
    high: float

    def percents(self) -> tuple[int, int]:
        """Both ends as whole percentages."""
        return int(half_up(Fraction(100 * self.low))), int(half_up(Fraction(100 * self.high)))


def wilson(count: int, base: int, population: int | None = None) -> Interval:
    """Wilson's score interval for `count` of `base`, with finite population correction through n* (Wilson 1927)."""
    if base <= 0:
        raise NoBaseError("A percentage needs a base of at least one person.")
    share, size = count / base, effective_base(base, population)
    if size == float("inf"):
        return Interval(share, share)
    spread = Z_95**2 / size
    middle = (share + spread / 2) / (1 + spread)
    half = Z_95 * sqrt(share * (1 - share) / size + spread / (4 * size)) / (1 + spread)
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


RR1 = "complete / invited"
RR2 = "(complete + partial) / invited"


@dataclass(frozen=True, slots=True)
class ResponseFigures:
    """How a wave was answered. The definitions are AAPOR's RR1 and RR2, all who were invited counting as eligible.

    `complete`: submitted with at least 80 % of the core items shown answered; `partial`: submitted with fewer;
    `break_off`: a draft that was never submitted, which is counted and never read.
    """

    invited: int
    complete: int
    partial: int
    break_off: int

    def rr1(self) -> Fraction | None:
        """Complete responses per invited person; None if nobody was invited."""
        return Fraction(self.complete, self.invited) if self.invited else None

    def rr2(self) -> Fraction | None:
        """Complete and partial responses per invited person; None if nobody was invited."""
        return Fraction(self.complete + self.partial, self.invited) if self.invited else None
