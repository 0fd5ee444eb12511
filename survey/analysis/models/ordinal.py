"""Ordinal logistic regression: proportional odds for an outcome on an ordered scale.

Solved here by Newton's method with exact derivatives: statsmodels keeps thresholds as log differences and takes its
errors from numerical derivatives, which is not exact enough to compare with other software.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from survey.questionnaires.problems import N_

from ..scales import Floats, at_least
from .fits import Fit, Solution, cluster_robust, describe, inverse
from .regression import SeparatedError
from .terms import Terms, check_cases

WORDS = (
    N_("How a place on an ordered scale goes together with several things at once: the log odds of a higher place."),
    N_("Ordinal logistic regression (proportional odds) by maximum likelihood."),
)
ROUNDS = 100
SMALL = 1e-10
LARGEST = 30.0


def ordinal(chosen: Terms) -> Fit:
    """Proportional odds, logit P(y <= j) = threshold_j - x'b (McCullagh 1980).

    As R's MASS::polr. Thresholds are named `j|j+1`.

    Raises:
        OverloadedModelError: fewer than 10 cases per parameter.
        SeparatedError: the terms predict some cases perfectly.

    """
    levels, places = np.unique(chosen.outcome, return_inverse=True)
    at_least(len(levels), 2, "An outcome on a scale")
    check_cases(chosen.cases, len(chosen.names) + len(levels) - 1)
    model = _Model(chosen.matrix, places.astype(np.int64), len(levels))
    values, bread = model.solve()
    covariance, df, clusters = bread, None, None
    if chosen.clusters is not None:
        covariance, df = cluster_robust(bread, model.scores(values), chosen.clusters)
        clusters = (df + 1, df)
    between = tuple(f"{low:g}|{high:g}" for low, high in pairwise(levels))
    solved = Solution((*chosen.names, *between), values, covariance, df)
    reached, shares = model.log_likelihood(values), np.bincount(places) / chosen.cases
    quality = 1 - reached / float((chosen.cases * shares * np.log(shares)).sum())
    method = describe(WORDS, chosen.cases, chosen.dropped, clusters, ("numpy", "scipy"))
    return Fit(solved.coefficients(), chosen.cases, clusters[0] if clusters else None, df, reached, quality, method)


@dataclass(frozen=True, slots=True, eq=False)
class _Model:
    """Parameters stand as coefficients, then thresholds. Each case lies between two of them; the ends are infinite."""

    matrix: Floats
    places: npt.NDArray[np.int64]
    levels: int

    def _ends(self, values: Floats) -> tuple[Floats, Floats]:
        """P(y <= place) and P(y < place) of each case."""
        slopes = self.matrix.shape[1]
        cuts = np.concatenate([[-np.inf], values[slopes:], [np.inf]])
        explained = self.matrix @ values[:slopes]
        return expit(cuts[self.places + 1] - explained), expit(cuts[self.places] - explained)

    def log_likelihood(self, values: Floats) -> float:
        upper, lower = self._ends(values)
        chances = upper - lower
        return float(np.log(chances).sum()) if (chances > 0).all() else -np.inf

    def _rows(self) -> tuple[Floats, Floats]:
        """How the upper and the lower end of each case move with the parameters."""
        cuts = np.eye(self.levels + 1)[:, 1:-1]
        return (
            np.column_stack([-self.matrix, cuts[self.places + 1]]),
            np.column_stack([-self.matrix, cuts[self.places]]),
        )

    def scores(self, values: Floats) -> Floats:
        """First derivatives of the log likelihood, cases by parameters."""
        upper, lower = self._ends(values)
        above, below = self._rows()
        chances = upper - lower
        return (above * (upper * (1 - upper))[:, None] - below * (lower * (1 - lower))[:, None]) / chances[:, None]

    def information(self, values: Floats) -> Floats:
        """Minus the second derivatives of the log likelihood."""
        upper, lower = self._ends(values)
        above, below = self._rows()
        chances = upper - lower
        curved = [end * (1 - end) * (1 - 2 * end) / chances for end in (upper, lower)]
        bent = above.T @ (above * curved[0][:, None]) - below.T @ (below * curved[1][:, None])
        scores = self.scores(values)
        found: Floats = scores.T @ scores - bent
        return found

    def solve(self) -> tuple[Floats, Floats]:
        """The maximum and the inverse of the information there; steps are halved until they go up."""
        below = np.cumsum(np.bincount(self.places, minlength=self.levels))[:-1] / len(self.places)
        values = np.concatenate([np.zeros(self.matrix.shape[1]), np.log(below / (1 - below))])
        reached = self.log_likelihood(values)
        for _ in range(ROUNDS):
            try:
                step = np.linalg.solve(self.information(values), self.scores(values).sum(axis=0))
            except np.linalg.LinAlgError as error:
                raise SeparatedError("Two terms say the same. Leave one out.") from error
            while self.log_likelihood(values + step) < reached - SMALL and np.abs(step).max() > SMALL:
                step = step / 2
            values = values + step
            reached = self.log_likelihood(values)
            if np.abs(step).max() < SMALL:
                return values, inverse(self.information(values))
            if np.abs(values).max() > LARGEST * max(1.0, 1 / float(self.matrix.std(axis=0).min(initial=1.0))):
                break
        raise SeparatedError("The terms predict the outcome of some cases perfectly. Leave terms out.")
