"""Agreement between coders: Cohen's kappa for two, Krippendorff's alpha for any number, with answers missing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

import numpy as np
import numpy.typing as npt

from survey.questionnaires.problems import N_, Reason

from .estimates import Z_95, Interval
from .method import Method, software
from .scales import Floats, TooFewError

KAPPA = N_("How far two coders agree beyond chance.")
KAPPA_FORMULA = N_("Cohen's kappa; interval from the variance by Fleiss, Cohen and Everitt.")
ALPHA = N_("How far coders agree beyond chance, whoever coded what.")
UNITS = N_("Base: {n} texts that two coders or more coded.")


class Level(StrEnum):
    """What kind of values are coded: names, places in an order, distances, or amounts from nothing."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


FORMULAS = {
    Level.NOMINAL: N_("Krippendorff's alpha for codes without an order (nominal)."),
    Level.ORDINAL: N_("Krippendorff's alpha for codes in an order (ordinal)."),
    Level.INTERVAL: N_("Krippendorff's alpha for distances between numbers (interval)."),
    Level.RATIO: N_("Krippendorff's alpha for ratios between numbers (ratio)."),
}


@dataclass(frozen=True, slots=True)
class Kappa:
    """Kappa with its standard error and interval; `agreed` is the plain share of agreement."""

    value: float
    error: float
    interval: Interval
    agreed: float
    base: int
    method: Method


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha over the units that two or more coded."""

    value: float
    level: Level
    base: int
    method: Method


def kappa(table: npt.ArrayLike) -> Kappa:
    """(po - pe)/(1 - pe) for a square table, coder by coder (Cohen 1960); variance by Fleiss et al. (1969).

    Raises:
        TooFewError: there is nothing to agree on: nobody coded, or both always used the same single code.

    """
    counts = np.asarray(table, dtype=np.float64)
    base = int(counts.sum())
    if not base or counts.shape[0] != counts.shape[1]:
        raise TooFewError("Kappa needs a square table of codes with at least one coded text.")
    shares = counts / base
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    agreed, chance = float(np.trace(shares)), float(rows @ columns)
    if chance >= 1:
        raise TooFewError("Both coders always used the same single code: agreement beyond chance has no meaning.")
    value = (agreed - chance) / (1 - chance)
    on = np.diag(shares) * (1 - np.add(rows, columns) * (1 - value)) ** 2
    off = shares * np.add.outer(columns, rows) ** 2
    apart = float(off.sum() - np.trace(off)) * (1 - value) ** 2
    variance = float(on.sum()) + apart - (value - chance * (1 - value)) ** 2
    error = sqrt(max(0.0, variance) / base) / (1 - chance)
    method = Method(Reason(KAPPA), Reason(UNITS, {"n": base}), Reason(KAPPA_FORMULA), (), software("numpy"))
    interval = Interval(max(-1.0, value - Z_95 * error), min(1.0, value + Z_95 * error))
    return Kappa(value, error, interval, agreed, base, method)


def alpha(codes: Sequence[Sequence[float | None]], level: Level = Level.NOMINAL) -> Alpha:
    """1 - Do/De over coincidences (Krippendorff 2019, ch. 12). `codes`: coders by units, None where nothing was coded.

    Raises:
        TooFewError: no unit was coded twice, or only one value was used.

    """
    table = np.array([[np.nan if code is None else code for code in coder] for coder in codes], dtype=np.float64)
    twice = table[:, (~np.isnan(table)).sum(axis=0) > 1]
    if not twice.size:
        raise TooFewError("Alpha needs texts that two coders coded.")
    values = np.unique(twice[~np.isnan(twice)])
    if len(values) < 2:  # noqa: PLR2004 - to differ takes two
        raise TooFewError("All coders used one single code: agreement beyond chance has no meaning.")
    each = np.stack([(twice == value).sum(axis=0) for value in values]).astype(np.float64)
    pairable = each.sum(axis=0)
    together = (each / (pairable - 1)) @ each.T - np.diag((each / (pairable - 1)).sum(axis=1))
    totals = together.sum(axis=1)
    distances = _DISTANCES[level](values, totals)
    observed = float((together * distances).sum())
    expected = float((np.outer(totals, totals) * distances).sum()) / (float(totals.sum()) - 1)
    base = int(twice.shape[1])
    method = Method(Reason(ALPHA), Reason(UNITS, {"n": base}), Reason(FORMULAS[level]), (), software("numpy"))
    return Alpha(1 - observed / expected, level, base, method)


def _nominal(values: Floats, _totals: Floats) -> Floats:
    return 1.0 - np.eye(len(values))


def _ordinal(_values: Floats, totals: Floats) -> Floats:
    """(sum of the totals from c to k, less half of both ends)^2."""
    middles = np.cumsum(totals) - totals / 2
    found: Floats = np.subtract.outer(middles, middles) ** 2
    return found


def _interval(values: Floats, _totals: Floats) -> Floats:
    found: Floats = np.subtract.outer(values, values) ** 2
    return found


def _ratio(values: Floats, _totals: Floats) -> Floats:
    sums = np.add.outer(values, values)
    apart = np.subtract.outer(values, values)
    return np.divide(apart, sums, out=np.zeros_like(sums), where=sums != 0) ** 2


_DISTANCES: dict[Level, Callable[[Floats, Floats], Floats]] = {
    Level.NOMINAL: _nominal,
    Level.ORDINAL: _ordinal,
    Level.INTERVAL: _interval,
    Level.RATIO: _ratio,
}
