"""Terms of a model: from columns to numbers, with a first class that the others are compared with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..scales import Floats, TooFewError, Values, points

PER_PARAMETER = 10
"""So many cases a model needs for each of its parameters, at least; 15 are better."""


class OverloadedModelError(TooFewError):
    """The model has more parameters than its cases carry."""


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """The cases of a model that know everything: outcome, terms (without intercept) by name, and cluster places."""

    names: tuple[str, ...]
    matrix: Floats
    outcome: Floats
    clusters: npt.NDArray[np.int64] | None
    dropped: int

    @property
    def cases(self) -> int:
        """How many cases are in the model."""
        return len(self.outcome)

    def with_intercept(self) -> Floats:
        """The matrix with a first column of ones."""
        return np.column_stack([np.ones(self.cases), self.matrix])


def terms(
    frame: pd.DataFrame, outcome: Values, explaining: Sequence[str], clusters: Sequence[object] | None = None
) -> Terms:
    """The columns `explaining` of `frame` as terms for `outcome`; a case that misses anything is left out.

    Numbers and grades stay numbers. A choice becomes a 0 or 1 per class but the first, named `column[class]`; pass
    `points` of it instead to take its scale as a number.
    """
    answered = np.asarray(outcome, dtype=np.float64)
    columns = {name: each for column in explaining for name, each in _columns(frame[column], column).items()}
    matrix = np.column_stack(list(columns.values())) if columns else np.empty((len(frame), 0))
    unclustered = np.zeros(len(frame), dtype=bool) if clusters is None else pd.isna(np.asarray(clusters, dtype=object))
    whole = ~(np.isnan(answered) | np.isnan(matrix).any(axis=1) | unclustered)
    places = None if clusters is None else pd.factorize(np.asarray(clusters, dtype=object)[whole])[0].astype(np.int64)
    return Terms(tuple(columns), matrix[whole], answered[whole], places, int((~whole).sum()))


def check_cases(cases: int, parameters: int) -> None:
    """Refuse a model with fewer than 10 cases per parameter (Peduzzi et al. 1996).

    Raises:
        OverloadedModelError: leave terms out, or merge classes.

    """
    if cases < PER_PARAMETER * parameters:
        raise OverloadedModelError(
            f"A model with {parameters} parameters needs at least {PER_PARAMETER * parameters} cases; there are "
            f"{cases}. Leave terms out, or merge classes."
        )


def _columns(column: "pd.Series[float]", name: str) -> Mapping[str, Floats]:
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return {name: points(column)}
    place = points(column)
    present = [(number, str(code)) for number, code in enumerate(column.cat.categories, 1) if (place == number).any()]
    return {
        f"{name}[{code}]": np.where(np.isnan(place), np.nan, (place == number).astype(np.float64))
        for number, code in present[1:]
    }
