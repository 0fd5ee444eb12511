"""Comparison of levels: means by Welch, ranks by Kruskal and Wallis."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy import stats

from survey.questionnaires.problems import N_, Reason

from ..estimates import Interval
from ..method import ASSOCIATION, RANDOM_RESPONSE, Method, people, software
from ..scales import Floats, TooFewError, Values, at_least, known

DIFFERENCE = N_("The difference between the means of two groups.")
WELCH = N_("Welch's t test, which allows unequal variances.")
MEANS = N_("Whether the means of groups differ.")
WELCH_GROUPS = N_("Welch's analysis of variance, which allows unequal variances.")
RANKS = N_("Whether answers are higher in some groups than in others.")
KRUSKAL = N_("The Kruskal-Wallis test with correction for ties.")

Groups = Sequence[Values]


@dataclass(frozen=True, slots=True)
class Difference:
    """Second mean less the first, with Welch's t, its degrees of freedom, p and 95 % interval.

    `standardised`: the difference divided by the root of the mean of both variances.
    """

    value: float
    error: float
    t: float
    df: float
    p: float
    interval: Interval
    standardised: float
    bases: tuple[int, int]
    method: Method


@dataclass(frozen=True, slots=True)
class LevelTest:
    """A test over groups: F with two degrees of freedom (Welch), or H with one (Kruskal-Wallis)."""

    statistic: float
    df: tuple[float, ...]
    p: float
    bases: tuple[int, ...]
    method: Method


def difference(first: Values, second: Values) -> Difference:
    """Second minus first: t = d / sqrt(s1^2/n1 + s2^2/n2), degrees of freedom by Welch and Satterthwaite (1947)."""
    one, two = known(first), known(second)
    at_least(min(len(one), len(two)), 2, "A comparison of means")
    parts = [float(sample.var(ddof=1)) / len(sample) for sample in (one, two)]
    value, error = float(two.mean() - one.mean()), sqrt(sum(parts))
    if not error:
        raise TooFewError("All answers in both groups are the same: there is no variation to compare with.")
    df = sum(parts) ** 2 / sum(part**2 / (len(sample) - 1) for part, sample in zip(parts, (one, two), strict=True))
    p = 2 * float(stats.t.sf(abs(value / error), df))
    half = float(stats.t.ppf(0.975, df)) * error
    spread = sqrt((float(one.var(ddof=1)) + float(two.var(ddof=1))) / 2)
    method = Method(
        Reason(DIFFERENCE),
        people(len(one) + len(two)),
        Reason(WELCH),
        (RANDOM_RESPONSE, ASSOCIATION),
        software("numpy", "scipy"),
    )
    bases = (len(one), len(two))
    interval = Interval(value - half, value + half)
    return Difference(value, error, value / error, df, p, interval, value / spread, bases, method)


def compare_means(groups: Groups) -> LevelTest:
    """Welch's F over groups (Welch 1951), as R's oneway.test."""
    samples = _samples(groups)
    sizes = np.array([len(sample) for sample in samples], dtype=np.float64)
    means = np.array([sample.mean() for sample in samples])
    variances = np.array([sample.var(ddof=1) for sample in samples])
    if not variances.all():
        raise TooFewError("All answers in a group are the same: there is no variation to compare with.")
    weights = sizes / variances
    number, total = len(samples), float(weights.sum())
    centre = float((weights * means).sum()) / total
    between = float((weights * (means - centre) ** 2).sum()) / (number - 1)
    unequal = float(((1 - weights / total) ** 2 / (sizes - 1)).sum())
    statistic = between / (1 + 2 * (number - 2) / (number**2 - 1) * unequal)
    df = (number - 1.0, (number**2 - 1) / (3 * unequal))
    return _test(statistic, df, float(stats.f.sf(statistic, *df)), samples, (MEANS, WELCH_GROUPS))


def compare_ranks(groups: Groups) -> LevelTest:
    """H with the correction for ties; chi-square with groups - 1 degrees of freedom (Kruskal and Wallis 1952)."""
    samples = _samples(groups, least=1)
    if np.ptp(np.concatenate(samples)) == 0:
        raise TooFewError("All answers are the same: there are no ranks to compare.")
    found = stats.kruskal(*samples)
    return _test(float(found.statistic), (len(samples) - 1.0,), float(found.pvalue), samples, (RANKS, KRUSKAL))


def _samples(groups: Groups, least: int = 2) -> list[Floats]:
    samples = [known(group) for group in groups]
    at_least(len(samples), 2, "A comparison of groups")
    at_least(min(map(len, samples)), least, "Each group in a comparison")
    return samples


def _test(
    statistic: float, df: tuple[float, ...], p: float, samples: Sequence[Floats], words: tuple[str, str]
) -> LevelTest:
    bases = tuple(map(len, samples))
    method = Method(Reason(words[0]), people(sum(bases)), Reason(words[1]), (ASSOCIATION,), software("numpy", "scipy"))
    return LevelTest(statistic, df, p, bases, method)
