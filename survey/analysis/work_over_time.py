"""Work over time: status by months since the start, index lines, and flows between waves.

From status waves (a row per person and month) or from monthly aggregates of a register. There is no control group:
everything here describes, and nothing says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from survey.questionnaires.problems import N_, Reason

from .method import ASSOCIATION, Method, people, software

COMPOSITION = N_("Work status by months since the start: shares of the people whose status is known in that month.")
COUNTED = N_("Counts divided by the base of each month. The base can differ between months.")
INDEX = N_("Means by months since the start, as an index: the first month is 100.")
INDEXED = N_("100 times the mean of a month divided by the mean of the first month.")
FLOWS = N_("From which status to which people went between two waves.")

MONTHS, STATUS, GROUP, NUMBER = "months", "status", "group", "number"
"""The columns of a table of statuses; `group` may be missing, and `number` counts people in an aggregate."""


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a group: how many have each status, in the order of the composition, and how many there are."""

    months: int
    counts: tuple[int, ...]

    @property
    def base(self) -> int:
        """How many people's status is known."""
        return sum(self.counts)

    def shares(self) -> tuple[float, ...]:
        """The counts as shares of the base; all NaN in a month without anybody."""
        return tuple(count / self.base if self.base else float("nan") for count in self.counts)


@dataclass(frozen=True, slots=True)
class Composition:
    """The statuses of a group (None: everybody) month by month."""

    group: str | None
    statuses: tuple[str, ...]
    months: tuple[Month, ...]
    method: Method


@dataclass(frozen=True, slots=True)
class IndexPoint:
    """One month of an index line: the mean itself, its index, and how many are behind it."""

    months: int
    value: float
    index: float
    base: int


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A measure over the months, with the value behind the 100 of its first month."""

    measure: str
    group: str | None
    start: float
    points: tuple[IndexPoint, ...]
    method: Method


@dataclass(frozen=True, slots=True)
class Flows:
    """Earlier statuses by later ones, of those whose status is known in both waves."""

    statuses: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    base: int
    method: Method


class NoStartError(ValueError):
    """An index line begins at nothing: there is no 100 to compare with."""


def composition(table: pd.DataFrame, statuses: Sequence[str]) -> tuple[Composition, ...]:
    """One composition per group of `table`, with the columns `months`, `status` and perhaps `group` and `number`.

    A row is a person, or `number` people of an aggregate. Rows without a status or with another one are not known.
    """
    known = table[table[STATUS].isin(list(statuses))]
    return tuple(_composition(part, group, tuple(statuses)) for group, part in _groups(known))


def index_lines(table: pd.DataFrame, measures: Sequence[str]) -> tuple[IndexLine, ...]:
    """One line per measure and group. `table` has `months`, a column per measure, and perhaps `group` and `number`.

    A row is a person (hours, 1 for a permanent contract, hourly wage), or the mean of `number` people in an aggregate.

    Raises:
        NoStartError: the mean of the first month is 0.

    """
    return tuple(_line(part, group, measure) for measure in measures for group, part in _groups(table))


def flows(earlier: "pd.Series[str]", later: "pd.Series[str]", statuses: Sequence[str]) -> Flows:
    """How many went from each status to each; the two stand in the same order of people."""
    places = [pd.Categorical(each, categories=list(statuses)).codes.astype(np.int64) for each in (earlier, later)]
    both = (places[0] >= 0) & (places[1] >= 0)
    size = len(statuses)
    counts = np.bincount(places[0][both] * size + places[1][both], minlength=size**2).reshape(size, size)
    base = int(both.sum())
    method = Method(Reason(FLOWS), people(base), Reason(COUNTED), (ASSOCIATION,), software("numpy", "pandas"))
    return Flows(tuple(statuses), tuple(map(tuple, counts.tolist())), base, method)


def _groups(table: pd.DataFrame) -> list[tuple[str | None, pd.DataFrame]]:
    if GROUP not in table.columns:
        return [(None, table)]
    return [(str(name), part) for name, part in table.groupby(GROUP, sort=False, observed=True)]


def _numbers(table: pd.DataFrame) -> "pd.Series[int]":
    return table[NUMBER] if NUMBER in table.columns else pd.Series(1, index=table.index)


def _months(table: pd.DataFrame) -> list[int]:
    """The months in the table, in their order."""
    return sorted({int(month) for month in table[MONTHS].tolist()})


def _composition(table: pd.DataFrame, group: str | None, statuses: tuple[str, ...]) -> Composition:
    weights = _numbers(table)
    months = tuple(
        Month(
            month,
            tuple(int(weights[part.index][(part[STATUS] == status).to_numpy()].sum()) for status in statuses),
        )
        for month, part in ((month, table[table[MONTHS] == month]) for month in _months(table))
    )
    base = max((month.base for month in months), default=0)
    method = Method(Reason(COMPOSITION), people(base), Reason(COUNTED), (ASSOCIATION,), software("numpy", "pandas"))
    return Composition(group, statuses, months, method)


def _line(table: pd.DataFrame, group: str | None, measure: str) -> IndexLine:
    known = table[table[measure].notna()]
    weights = _numbers(known).astype(float)
    sums = (known[measure].astype(float) * weights).groupby(known[MONTHS]).sum()
    bases = weights.groupby(known[MONTHS]).sum()
    means = (sums / bases).sort_index()
    if means.empty or not means.iloc[0]:
        raise NoStartError(f"{measure} is 0 or unknown in the first month: an index needs another start.")
    start = float(means.iloc[0])
    points = tuple(
        IndexPoint(month, value, 100 * value / start, int(base))
        for month, value, base in zip(_months(known), means.tolist(), bases.sort_index().tolist(), strict=True)
    )
    base = max(point.base for point in points)
    method = Method(Reason(INDEX), people(base), Reason(INDEXED), (ASSOCIATION,), software("numpy", "pandas"))
    return IndexLine(measure, group, start, points, method)
