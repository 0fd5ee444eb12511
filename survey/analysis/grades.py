"""Grades and likelihoods: bands, mean, median and net promoter score, each with its margin."""

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

import numpy as np
from scipy import stats

from survey.questionnaires.problems import N_, Reason

from .disclosure.ladders import BANDS, GRADES
from .estimates import Z_95, Estimate, Interval, NoBaseError, correction
from .method import RANDOM_RESPONSE, Method, finite, people, software
from .scales import Values, at_least, known

PROMOTERS_FROM, DETRACTORS_TO = 9, 6

MEAN = N_("The mean of the answers of everybody who gave one.")
MEAN_FORMULA = N_("Mean and Student's t interval: s divided by the root of n, with n - 1 degrees of freedom.")
MEDIAN = N_("The median of the answers of everybody who gave one.")
MEDIAN_FORMULA = N_("Median with the interval between order statistics by the binomial distribution (Conover).")
NPS = N_("The net promoter score: the percentage of 9 and 10 less the percentage of 0 to 6, from -100 to 100.")
NPS_FORMULA = N_("Normal interval with variance (p + d - (p - d)²) / n.")


@dataclass(frozen=True, slots=True)
class Grades:
    """How often each grade from 1 to 10 was given. Everything here is exact."""

    counts: tuple[int, ...]

    @classmethod
    def of(cls, values: Values) -> "Grades":
        """The grades among `values`; NaN is no grade."""
        return cls(tuple(np.bincount(known(values).astype(np.int64), minlength=len(GRADES) + 1)[1:].tolist()))

    @property
    def base(self) -> int:
        """How many gave a grade."""
        return sum(self.counts)

    def bands(self) -> dict[str, int]:
        """How many gave 5 or lower, 6 or 7, and 8 or higher."""
        known_as = dict(zip(GRADES, self.counts, strict=True))
        return {band: sum(known_as[grade] for grade in grades) for band, grades in BANDS}

    def mean(self) -> Fraction:
        """The exact mean; `NoBaseError` if nobody gave a grade."""
        if not self.base:
            raise NoBaseError("A mean needs a base of at least one person.")
        return Fraction(sum(grade * count for grade, count in enumerate(self.counts, 1)), self.base)

    def median(self) -> Fraction:
        """The middle grade, or half-way between the two in the middle."""
        if not self.base:
            raise NoBaseError("A median needs a base of at least one person.")
        ordered = np.repeat(np.arange(1, len(GRADES) + 1), self.counts)
        return Fraction(int(ordered[(self.base - 1) // 2] + ordered[self.base // 2]), 2)


def mean_estimate(values: Values, population: int | None = None) -> Estimate:
    """Mean with t interval, SE = s/sqrt(n) x sqrt(1 - n/N) (Cochran 1977, 2.15)."""
    sample = known(values)
    at_least(len(sample), 2, "A mean with a margin")
    error = float(sample.std(ddof=1)) * sqrt(correction(len(sample), population) / len(sample))
    half = float(stats.t.ppf(0.975, len(sample) - 1)) * error
    mean = float(sample.mean())
    options = (RANDOM_RESPONSE, *finite(population))
    method = Method(Reason(MEAN), people(len(sample)), Reason(MEAN_FORMULA), options, software("numpy", "scipy"))
    return Estimate(mean, error, Interval(mean - half, mean + half), len(sample), method)


def median_estimate(values: Values) -> Estimate:
    """Median with the order statistics l and n+1-l, l the largest with 2 P(Bin(n, 1/2) < l) <= 5 % (Conover 1999, 3.2).

    The interval has at least 95 % confidence; from 6 values on. It has no standard error (NaN).
    """
    sample = np.sort(known(values))
    at_least(len(sample), 6, "A median with a margin")
    place = int(stats.binom.ppf(0.025, len(sample), 0.5))
    interval = Interval(float(sample[place - 1]), float(sample[-place]))
    method = Method(
        Reason(MEDIAN), people(len(sample)), Reason(MEDIAN_FORMULA), (RANDOM_RESPONSE,), software("numpy", "scipy")
    )
    return Estimate(float(np.median(sample)), float("nan"), interval, len(sample), method)


def promoters(values: Values) -> tuple[int, int, int]:
    """How many of the likelihoods 0 to 10 are promoters (9, 10), passives and detractors (0 to 6)."""
    sample = known(values)
    high, low = int((sample >= PROMOTERS_FROM).sum()), int((sample <= DETRACTORS_TO).sum())
    return high, len(sample) - high - low, low


def nps(high: int, passive: int, low: int, population: int | None = None) -> Estimate:
    """100 (p - d), Var = (p + d - (p - d)^2)/n, SE x sqrt(1 - n/N) in a finite population; normal interval."""
    base = high + passive + low
    if base <= 0:
        raise NoBaseError("A net promoter score needs a base of at least one person.")
    share, against = high / base, low / base
    variance = (share + against - (share - against) ** 2) / base
    error = 100 * sqrt(variance * correction(base, population))
    value = 100 * (share - against)
    method = Method(Reason(NPS), people(base), Reason(NPS_FORMULA), (RANDOM_RESPONSE, *finite(population)))
    return Estimate(value, error, Interval(value - Z_95 * error, value + Z_95 * error), base, method)
