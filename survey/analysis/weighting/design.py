"""Estimates by design: weighted means and shares whose errors know of weights, clusters and a finite population.

Taylor linearisation with clusters as the first stage (Särndal et al. 1992, 5.5), as R's survey package has it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
import numpy.typing as npt
from scipy import stats

from survey.questionnaires.problems import N_, Reason

from ..estimates import Estimate, Interval, NoBaseError, correction, rounded, wilson
from ..method import RANDOM_RESPONSE, Method, finite, people, software
from ..scales import Floats, TooFewError, Values

MEAN = N_("The weighted mean of the answers of everybody who gave one.")
SHARE = N_("The weighted share of everybody who answered.")
MEAN_FORMULA = N_("Ratio estimate with linearised variance; Student's t interval with {df} degrees of freedom.")
SHARE_FORMULA = N_("Interval on the logit of the share from the linearised variance, t with {df} degrees of freedom.")
CLUSTERED = N_("The error takes {clusters} clusters into account.")
WEIGHTED = N_("Weighted; the design effect of the weights (Kish) is {deff}.")


def kish(weights: Floats) -> float:
    """The design effect of unequal weights: n sum(w^2) / sum(w)^2 (Kish 1965)."""
    return float(len(weights) * (weights**2).sum() / weights.sum() ** 2)


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """How people came into the sample: a weight each, the cluster each belongs to, and how many there were to draw.

    `population` counts first-stage units: people, or clusters where there are `clusters`.
    """

    weights: Floats
    clusters: npt.NDArray[np.int64] | None = None
    population: int | None = None

    @classmethod
    def of(
        cls,
        number: int,
        weights: Values | None = None,
        clusters: Sequence[object] | None = None,
        population: int | None = None,
    ) -> "Design":
        """A design for `number` people; equal weights and no clusters unless they are given."""
        places = None
        if clusters is not None:
            places = np.unique(np.asarray(clusters), return_inverse=True)[1].astype(np.int64)
        given = np.ones(number) if weights is None else np.asarray(weights, dtype=np.float64)
        return cls(given, places, population)

    def units(self) -> int:
        """How many first-stage units there are."""
        return len(self.weights) if self.clusters is None else int(self.clusters.max()) + 1

    def freedom(self) -> int:
        """Degrees of freedom: first-stage units that weigh something, less one, as R's degf counts."""
        weighs = self.weights > 0
        units = weighs.sum() if self.clusters is None else len(np.unique(self.clusters[weighs]))
        return int(units) - 1

    def variance(self, scores: Floats) -> float:
        """(1 - n/N) n/(n-1) sum (z_c - mean z)^2 over the totals z_c of `scores` in first-stage units.

        Raises:
            TooFewError: there is only one unit.

        """
        units = self.units()
        if units < 2:  # noqa: PLR2004 - a variance needs two
            raise TooFewError("An error by design needs at least 2 clusters; there is 1.")
        totals = scores if self.clusters is None else np.bincount(self.clusters, scores, units)
        spread = float(((totals - totals.mean()) ** 2).sum())
        return correction(units, self.population) * units / (units - 1) * spread

    def options(self) -> tuple[Reason, ...]:
        """The design in words."""
        said = [RANDOM_RESPONSE, *finite(self.population)]
        if np.ptp(self.weights) > 0:
            said.append(Reason(WEIGHTED, {"deff": rounded(kish(self.weights), 3)}))
        if self.clusters is not None:
            said.append(Reason(CLUSTERED, {"clusters": self.units()}))
        return tuple(said)


def weighted_mean(values: Values, design: Design) -> Estimate:
    """sum(wy)/sum(w), linearised variance, t interval. Who has no value (NaN) stays in the design as a domain."""
    value, error, base = _ratio(np.asarray(values, dtype=np.float64), design)
    half = float(stats.t.ppf(0.975, design.freedom())) * error
    method = _method(MEAN, MEAN_FORMULA, base, design)
    return Estimate(value, error, Interval(value - half, value + half), base, method)


def weighted_share(holds: Values, design: Design) -> Estimate:
    """The share of 1 among 0 and 1 (NaN: no answer) with logit interval, as R's svyciprop(method = "logit").

    logit p +- t(df) SE/(p(1 - p)). A share of 0 or 1 has no logit: its interval is Wilson's, without the design.
    """
    value, error, base = _ratio(np.asarray(holds, dtype=np.float64), design)
    method = _method(SHARE, SHARE_FORMULA, base, design)
    if not 0 < value < 1:
        return Estimate(value, error, wilson(round(value) * base, base), base, method)
    middle = log(value / (1 - value))
    half = float(stats.t.ppf(0.975, design.freedom())) * error / (value * (1 - value))
    low, high = (1 / (1 + exp(-end)) for end in (middle - half, middle + half))
    return Estimate(value, error, Interval(low, high), base, method)


def _ratio(values: Floats, design: Design) -> tuple[float, float, int]:
    """Weighted mean, its standard error, and how many have a value."""
    inside = ~np.isnan(values)
    weights = np.where(inside, design.weights, 0.0)
    if not weights.sum():
        raise NoBaseError("A weighted mean needs a base of at least one person.")
    filled = np.where(inside, values, 0.0)
    value = float((weights * filled).sum() / weights.sum())
    error = sqrt(design.variance(weights * (filled - value) / weights.sum()))
    return value, error, int(inside.sum())


def _method(definition: str, formula: str, base: int, design: Design) -> Method:
    named = Reason(formula, {"df": design.freedom()})
    return Method(Reason(definition), people(base), named, design.options(), software("numpy", "scipy"))
