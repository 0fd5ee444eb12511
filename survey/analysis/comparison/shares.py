"""Comparison of shares: groups by answers, chi-square where every expected count allows it, else Fisher."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt
from scipy import stats

from survey.questionnaires.problems import N_, Reason

from ..method import ASSOCIATION, Method, people, software
from ..scales import TooFewError
from .fisher import DRAWS, fisher

LEAST_EXPECTED = 5

DEFINITION = N_("Whether the answers differ between groups.")
CHI_SQUARE = N_("Pearson's chi-square without continuity correction: every expected count is 5 or more.")
FISHER = N_("Fisher's exact test: an expected count is under 5.")
DRAWN = N_("The exact test was drawn from {draws} random tables with the same margins.")


@dataclass(frozen=True, slots=True)
class ShareComparison:
    """The test of a table; `statistic` and `df` are Pearson's also where Fisher gives the p-value. `cramers_v`: 0-1."""

    p: float
    exact: bool
    statistic: float
    df: int
    least_expected: float
    cramers_v: float
    method: Method


def compare_shares(table: npt.ArrayLike) -> ShareComparison:
    """Groups by answers: uncorrected chi-square if every expected count is at least 5, else Fisher (Cochran's rule).

    Rows and columns without anybody do not count.

    Raises:
        TooFewError: fewer than two groups or two answers are left.

    """
    counts = np.asarray(table, dtype=np.int64)
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    if min(counts.shape, default=0) < 2:  # noqa: PLR2004 - a comparison needs two
        raise TooFewError("A comparison needs at least two groups and two answers that were given.")
    statistic, p, df, expected = stats.chi2_contingency(counts, correction=False)
    base, least = int(counts.sum()), float(np.min(expected))
    strength = sqrt(float(statistic) / (base * (min(counts.shape) - 1)))
    if least >= LEAST_EXPECTED:
        method = Method(Reason(DEFINITION), people(base), Reason(CHI_SQUARE), (ASSOCIATION,), software("scipy"))
        return ShareComparison(float(p), False, float(statistic), int(df), least, strength, method)  # noqa: FBT003
    exact = fisher(counts)
    options = (ASSOCIATION,) if exact.counted else (ASSOCIATION, Reason(DRAWN, {"draws": DRAWS}))
    method = Method(Reason(DEFINITION), people(base), Reason(FISHER), options, software("scipy"))
    return ShareComparison(exact.p, True, float(statistic), int(df), least, strength, method)  # noqa: FBT003
