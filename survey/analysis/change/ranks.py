"""Wilcoxon's signed ranks: whether those who went up went further than those who went down."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy import stats

from survey.questionnaires.problems import N_, Reason

from ..estimates import rounded
from ..method import Method, pairs, software
from ..scales import Values, at_least, known_pairs

EXACT_BELOW = 50

DEFINITION = N_("Whether answers went up or down among the people who answered in both waves.")
FORMULA = N_("Wilcoxon's signed-rank test; W+ is the sum of the ranks of those who went up.")
ZEROS = N_("{zeros} people who did not change were left out.")
EXACT = N_("The p-value is exact.")
NORMAL = N_("Normal approximation with correction for ties and continuity; without continuity p = {p}.")


@dataclass(frozen=True, slots=True)
class SignedRanks:
    """W+ of later less earlier, and p with and without continuity correction; `exact` only without ties and zeros."""

    w_plus: float
    zeros: int
    corrected: float
    uncorrected: float
    exact: float | None
    pairs: int
    method: Method

    @property
    def p(self) -> float:
        """What R's wilcox.test gives: exact where it can be had, else with continuity correction."""
        return self.corrected if self.exact is None else self.exact


def signed_ranks(earlier: Values, later: Values, decimals: int | None = None) -> SignedRanks:
    """W+, zeros dropped; Var = m(m+1)(2m+1)/24 - sum(t^3 - t)/48 over ties (Hollander and Wolfe 1999, 3.1).

    `decimals` rounds differences before they are ranked, so that 7.1 - 7.0 and 1.1 - 1.0 tie whatever their binary
    fractions say; without it they are ranked as they are, as R does unless told otherwise.

    Raises:
        TooFewError: nobody changed.

    """
    before, after = known_pairs(earlier, later)
    differences = after - before if decimals is None else np.round(after - before, decimals)
    moved = differences[differences != 0]
    at_least(len(moved), 1, "A test of who moved")
    ranks = stats.rankdata(np.abs(moved))
    w_plus, number = float(ranks[moved > 0].sum()), len(moved)
    ties = np.unique(ranks, return_counts=True)[1].astype(np.float64)
    variance = number * (number + 1) * (2 * number + 1) / 24 - float((ties**3 - ties).sum()) / 48
    distance = w_plus - number * (number + 1) / 4
    shifted = distance - 0.5 * float(np.sign(distance))
    corrected, uncorrected = (_two_sided(each / sqrt(variance)) for each in (shifted, distance))
    zeros = len(differences) - number
    exact = None
    if not zeros and number < EXACT_BELOW and ties.max() == 1:
        exact = float(stats.wilcoxon(moved, method="exact").pvalue)
    option = Reason(EXACT) if exact is not None else Reason(NORMAL, {"p": rounded(uncorrected, 4)})
    method = Method(
        Reason(DEFINITION),
        pairs(len(differences)),
        Reason(FORMULA),
        (Reason(ZEROS, {"zeros": zeros}), option),
        software("numpy", "scipy"),
    )
    return SignedRanks(w_plus, zeros, corrected, uncorrected, exact, len(differences), method)


def _two_sided(z: float) -> float:
    return min(1.0, 2 * float(stats.norm.sf(abs(z))))
