"""Clustering by coach: how much answers of one coach's participants resemble each other, and what that costs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import optimize

from survey.questionnaires.problems import N_, Reason

from ..method import Method, software
from ..scales import Floats, TooFewError, Values

LEAST_CLUSTERS, LEAST_CASES = 10, 2

DEFINITION = N_("How much the answers of the participants of one coach resemble each other. Coaches are never shown.")
FORMULA = N_("Intraclass correlation of a random-intercept model by REML; design effect 1 + (sum m² / n - 1) x ICC.")
CLUSTERS = N_("Base: {n} answers in {clusters} clusters.")


@dataclass(frozen=True, slots=True)
class Clustering:
    """The intraclass correlation by REML (never under 0) and from the analysis of variance, and the design effect.

    `deff` uses the one by REML: the variance of a mean is that many times the variance without clusters.
    """

    icc: float
    anova: float
    deff: float
    clusters: int
    base: int
    method: Method


def clustering(values: Values, clusters: Sequence[object]) -> Clustering:
    """The ICC of `values` within `clusters`; NaN is left out. Deff = 1 + (sum m^2/n - 1) rho (Kish 1965; Holt 1980).

    Raises:
        TooFewError: fewer than 10 clusters have 2 answers or more.

    """
    every, labels = np.asarray(values, dtype=np.float64), np.asarray(clusters, dtype=object)
    inside = ~(np.isnan(every) | pd.isna(labels))
    known, places = every[inside], pd.factorize(labels[inside])[0]
    groups = _Groups.of(known, places.astype(np.int64))
    with_two = int((groups.sizes >= LEAST_CASES).sum())
    if with_two < LEAST_CLUSTERS:
        raise TooFewError(
            f"Clustering needs at least {LEAST_CLUSTERS} coaches with {LEAST_CASES} answers; there are {with_two}."
        )
    icc = groups.reml()
    number, base = len(groups.sizes), len(known)
    deff = 1 + (float((groups.sizes**2).sum()) / base - 1) * icc
    bases = Reason(CLUSTERS, {"n": base, "clusters": number})
    method = Method(Reason(DEFINITION), bases, Reason(FORMULA), (), software("numpy", "scipy"))
    return Clustering(icc, groups.anova(), deff, number, base, method)


@dataclass(frozen=True, slots=True, eq=False)
class _Groups:
    """What an intraclass correlation needs to know: sizes and means of groups, and the sum of squares within."""

    sizes: Floats
    means: Floats
    within: float

    @classmethod
    def of(cls, values: Floats, places: npt.NDArray[np.int64]) -> "_Groups":
        sizes = np.bincount(places).astype(np.float64)
        means = np.bincount(places, values) / sizes
        return cls(sizes, means, float(((values - means[places]) ** 2).sum()))

    def anova(self) -> float:
        """(MSB - MSW)/(MSB + (m0 - 1) MSW), m0 = (n - sum m^2/n)/(G - 1) (Donner 1986)."""
        base, number = float(self.sizes.sum()), len(self.sizes)
        centre = float((self.sizes * self.means).sum()) / base
        between = float((self.sizes * (self.means - centre) ** 2).sum()) / (number - 1)
        inside = self.within / (base - number)
        typical = (base - float((self.sizes**2).sum()) / base) / (number - 1)
        return (between - inside) / (between + (typical - 1) * inside)

    def reml(self) -> float:
        """ratio/(1 + ratio) at the ratio of variances that has the highest restricted likelihood."""
        if not self.within:
            return 1.0
        ends = np.log(1e-9), np.log(1e9)
        grid = np.linspace(*ends, 400)
        best = int(np.argmin([self._deviance(float(np.exp(each))) for each in grid]))
        if best == 0 and self._deviance(0.0) <= self._deviance(float(np.exp(grid[0]))):
            return 0.0
        low, high = grid[max(0, best - 1)], grid[min(len(grid) - 1, best + 1)]
        found = optimize.brentq(self._slope, low, high, xtol=1e-14) if self._slope(low) * self._slope(high) < 0 else low
        ratio = float(np.exp(found))
        return ratio / (1 + ratio) if self._deviance(ratio) < self._deviance(0.0) else 0.0

    def _deviance(self, ratio: float) -> float:
        """-2 log restricted likelihood for between/within variance `ratio`, the within variance profiled out."""
        weights = self.sizes / (1 + self.sizes * ratio)
        squares = self.within + self._spread(weights)
        base = float(self.sizes.sum())
        logs = float(np.log1p(self.sizes * ratio).sum()) + float(np.log(weights.sum()))
        return (base - 1) * float(np.log(squares / (base - 1))) + logs

    def _slope(self, log_ratio: float) -> float:
        """The derivative of `_deviance` by log ratio."""
        ratio = float(np.exp(log_ratio))
        weights = self.sizes / (1 + self.sizes * ratio)
        centre = float((weights * self.means).sum() / weights.sum())
        squares = self.within + self._spread(weights)
        lost = float((weights**2 * (self.means - centre) ** 2).sum())
        base = float(self.sizes.sum())
        return ratio * (-(base - 1) * lost / squares + float(weights.sum()) - float((weights**2).sum() / weights.sum()))

    def _spread(self, weights: Floats) -> float:
        centre = float((weights * self.means).sum() / weights.sum())
        return float((weights * (self.means - centre) ** 2).sum())
