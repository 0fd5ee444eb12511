"""Estimates with their formulas. Rounding is half up on exact fractions, as people do it on paper."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor, sqrt
from statistics import NormalDist

from .method import Method

Z_95 = NormalDist().inv_cdf(0.975)


class NoBaseError(ValueError):
    """A share or a mean of nobody does not exist."""


def half_up(value: Fraction, digits: int = 0) -> Decimal:
    """`value` with `digits` decimals, halves away from zero (7.25 becomes 7.3; Python's `round` gives 7.2)."""
    scaled = abs(value) * 10**digits
    rounded = Decimal(floor(scaled + Fraction(1, 2))).scaleb(-digits)
    return -rounded if value < 0 else rounded


def rounded(value: float, digits: int) -> Decimal:
    """`half_up` for a number that is no exact fraction, such as a factor in a methods text."""
    return half_up(Fraction(value), digits)


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
    """A 95 % interval under random response: of a share from 0 to 1, or in the unit of its estimate."""

    low: float
    high: float

    def percents(self) -> tuple[int, int]:
        """Both ends of a share as whole percentages."""
        return int(half_up(Fraction(100 * self.low))), int(half_up(Fraction(100 * self.high)))


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate with its standard error and 95 % interval, of `base` people, and how it was made."""

    value: float
    error: float
    interval: Interval
    base: int
    method: Method


def correction(base: int, population: int | None) -> float:
    """1 - n/N: the part of a variance that is left when `base` of a finite `population` answered."""
    return 1.0 if population is None else max(0.0, 1 - base / population)


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


def worst_case(count: int, base: int, population: int) -> Interval:
    """[x/N, (x + N - n)/N]: the share in the population if all who were silent were against, or for (Manski)."""
    if not 0 <= count <= base <= population or population <= 0:
        raise NoBaseError("A bound needs a count within a base within a population.")
    return Interval(count / population, (count + population - base) / population)


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
