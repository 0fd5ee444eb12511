"""Key drivers: how satisfied people are with each aspect, against how strongly it goes with their overall grade."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import atanh, sqrt, tanh

import numpy as np
from scipy import stats

from survey.questionnaires.problems import N_, Reason

from ..estimates import Z_95, Estimate, Interval
from ..grades import mean_estimate
from ..method import ASSOCIATION, RANDOM_RESPONSE, Method, people, software
from ..reliability import NORMAL_FROM
from ..scales import Values, at_least, known_pairs

DEFINITION = N_("Satisfaction with each aspect against its importance: how strongly it goes with the overall grade.")
FORMULA = N_("Importance is Pearson's correlation, with Fisher's z interval; satisfaction is the mean with t interval.")
LINES = N_("Aspects are placed by the mean satisfaction and the mean importance over all aspects.")


class Place(StrEnum):
    """Where an aspect stands: important and satisfying, important only, satisfying only, or neither."""

    KEEP = "keep"
    IMPROVE = "improve"
    EXTRA = "extra"
    WATCH = "watch"


PLACES = {
    (True, True): Place.KEEP,
    (True, False): Place.IMPROVE,
    (False, True): Place.EXTRA,
    (False, False): Place.WATCH,
}
"""By whether an aspect is important, and whether it satisfies."""


@dataclass(frozen=True, slots=True)
class Driver:
    """One aspect. `certain`: neither of its intervals crosses the line that places it."""

    aspect: str
    satisfaction: Estimate
    importance: float
    interval: Interval
    base: int
    place: Place
    certain: bool


@dataclass(frozen=True, slots=True)
class Drivers:
    """All aspects, with the lines between low and high."""

    aspects: tuple[Driver, ...]
    satisfaction_line: float
    importance_line: float
    method: Method


def correlation(first: Values, second: Values) -> tuple[float, Interval]:
    """Pearson's r, and tanh(atanh r +- z/sqrt(n - 3)) (Fisher 1921); from 4 pairs on."""
    one, two = known_pairs(first, second)
    at_least(len(one), 4, "A correlation with a margin")
    at_least(min(len(np.unique(one)), len(np.unique(two))), 2, "A correlation between different values")
    r = float(stats.pearsonr(one, two).statistic)
    if abs(r) >= 1:
        return r, Interval(r, r)
    half = Z_95 / sqrt(len(one) - 3)
    return r, Interval(tanh(atanh(r) - half), tanh(atanh(r) + half))


def drivers(aspects: Mapping[str, Values], overall: Values) -> Drivers:
    """Satisfaction with each of `aspects` against its correlation with `overall`, over those who answered both.

    Raises:
        TooFewError: an aspect has fewer than 30 who answered it and the overall question.

    """
    found = {}
    for aspect, values in aspects.items():
        own, grade = known_pairs(values, overall)
        at_least(len(own), NORMAL_FROM, f"The importance of {aspect}")
        found[aspect] = (mean_estimate(own), *correlation(own, grade))
    lines = (
        float(np.mean([satisfaction.value for satisfaction, _, _ in found.values()])),
        float(np.mean([importance for _, importance, _ in found.values()])),
    )
    placed = tuple(_driver(aspect, *each, lines) for aspect, each in found.items())
    options = (Reason(LINES), RANDOM_RESPONSE, ASSOCIATION)
    base = min(each.base for each in placed)
    method = Method(Reason(DEFINITION), people(base), Reason(FORMULA), options, software("numpy", "scipy"))
    return Drivers(placed, *lines, method)


def _driver(
    aspect: str, satisfaction: Estimate, importance: float, interval: Interval, lines: tuple[float, float]
) -> Driver:
    satisfied, important = satisfaction.value >= lines[0], importance >= lines[1]
    place = PLACES[important, satisfied]
    certain = not (_crosses(satisfaction.interval, lines[0]) or _crosses(interval, lines[1]))
    return Driver(aspect, satisfaction, importance, interval, satisfaction.base, place, certain)


def _crosses(interval: Interval, line: float) -> bool:
    return interval.low <= line <= interval.high
