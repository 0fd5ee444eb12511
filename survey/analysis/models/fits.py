"""What comes out of a model: coefficients with errors, intervals and p-values."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from survey.questionnaires.problems import N_, Reason

from ..estimates import Interval
from ..method import ASSOCIATION, Method, people, software
from ..scales import Floats, TooFewError

CASES = N_("{dropped} cases that miss an answer were left out.")
CLUSTERED = N_("Errors are robust to clustering in {clusters} clusters (CR1); t with {df} degrees of freedom.")


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One coefficient with its standard error, 95 % interval and two-sided p."""

    name: str
    value: float
    error: float
    interval: Interval
    p: float


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted model. `df`: degrees of freedom of the t distribution; None means the normal one.

    `log_likelihood` is that of the model; `quality` is R squared, or McFadden's for logistic and ordinal models.
    """

    coefficients: tuple[Coefficient, ...]
    cases: int
    clusters: int | None
    df: int | None
    log_likelihood: float
    quality: float
    method: Method

    def __getitem__(self, name: str) -> Coefficient:
        """The coefficient called `name`."""
        return next(each for each in self.coefficients if each.name == name)


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """Estimates with their covariance, before they are dressed: `df` as in `Fit`."""

    names: tuple[str, ...]
    values: Floats
    covariance: Floats
    df: int | None

    def coefficients(self) -> tuple[Coefficient, ...]:
        """Value, error, interval and p of each parameter."""
        law = stats.norm if self.df is None else stats.t(self.df)
        reach = float(law.ppf(0.975))
        errors = np.sqrt(np.diag(self.covariance))
        return tuple(
            Coefficient(
                name,
                value,
                error,
                Interval(value - reach * error, value + reach * error),
                2 * float(law.sf(abs(value / error))),
            )
            for name, value, error in zip(self.names, self.values.tolist(), errors.tolist(), strict=True)
        )


def inverse(matrix: Floats) -> Floats:
    """The inverse of an information matrix."""
    return np.asarray(np.linalg.inv(matrix), dtype=np.float64)


def cluster_robust(bread: Floats, scores: Floats, clusters: npt.NDArray[np.int64]) -> tuple[Floats, int]:
    """Covariance B (sum s_g s_g') B x G/(G-1) x (n-1)/(n-k), and its degrees of freedom G - 1 (Liang and Zeger 1986).

    `bread` is the inverse of the information; `scores` are cases by parameters.
    """
    groups = int(clusters.max()) + 1
    if groups < 2:  # noqa: PLR2004 - between clusters needs two
        raise TooFewError("Errors that are robust to clustering need at least 2 clusters; there is 1.")
    cases, parameters = scores.shape
    sums = np.zeros((groups, parameters))
    np.add.at(sums, clusters, scores)
    factor = groups / (groups - 1) * (cases - 1) / (cases - parameters)
    return factor * bread @ (sums.T @ sums) @ bread, groups - 1


def describe(
    words: tuple[str, str], cases: int, dropped: int, clusters: tuple[int, int] | None, packages: Sequence[str]
) -> Method:
    """The method of a model: `words` are its definition and formula, `clusters` their number and df."""
    options = [Reason(CASES, {"dropped": dropped}), ASSOCIATION]
    if clusters is not None:
        options.insert(1, Reason(CLUSTERED, {"clusters": clusters[0], "df": clusters[1]}))
    return Method(Reason(words[0]), people(cases), Reason(words[1]), tuple(options), software(*packages))
