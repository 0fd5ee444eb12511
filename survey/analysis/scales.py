"""Answers as numbers: the points of a scale, grades and amounts, with NaN where there is none for whatever reason."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


Values = Sequence[float] | npt.NDArray[Any]
"""Numbers, with NaN where there is none."""


class TooFewError(ValueError):
    """There are too few answers for this estimate."""


def points(column: "pd.Series[float]") -> Floats:
    """A column of a frame as numbers: an ordered choice counts its points from 1, an amount stays what it is.

    Don't know, not shown, not applicable and left open all become NaN: none of them is a point of the scale.
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        places = np.asarray(column.cat.codes, dtype=np.float64) + 1
        return np.where(places < 1, np.float64("nan"), places)
    return np.asarray(column.to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64)


def known(values: Values) -> Floats:
    """The values without NaN."""
    array = np.asarray(values, dtype=np.float64)
    return array[~np.isnan(array)]


def known_pairs(first: Values, second: Values) -> tuple[Floats, Floats]:
    """The values of those who have both. The two stand in the same order of people."""
    one, other = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    both = ~(np.isnan(one) | np.isnan(other))
    return one[both], other[both]


def at_least(number: int, least: int, what: str) -> None:
    """Refuse fewer than `least`.

    Raises:
        TooFewError: `number` is smaller.

    """
    if number < least:
        raise TooFewError(f"{what} needs at least {least} answers; there are {number}.")
