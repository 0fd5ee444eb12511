"""Fisher's exact test for tables of any size, exact where that can be counted, else drawn with a fixed seed."""

from dataclasses import dataclass, field
from math import exp, lgamma

import numpy as np
import numpy.typing as npt
from scipy import stats
from scipy.special import gammaln

from ..scales import Floats

MOST_STEPS = 100_000_000
STEP = 40
"""A way that is walked one by one costs as much as so many in an array."""

DRAWS = 100_000
SEED = 20_231_001
RELATIVE = 1e-7
"""Tables whose probability is within this of the observed one count as equally probable, as in R."""

Rows = tuple[int, ...]
Table = npt.NDArray[np.int64]


class _TooManyTablesError(Exception):
    """Counting takes too long."""


@dataclass(frozen=True, slots=True)
class Exact:
    """The p-value, and whether it was counted (else drawn from 100,000 tables with the same margins)."""

    p: float
    counted: bool


def fisher(table: npt.ArrayLike) -> Exact:
    """The probability of all tables with these margins that are at most as probable as `table` (Fisher 1935).

    The tables are walked column by column; a branch stops where the most or the least probable completion already
    decides (Mehta and Patel 1983).
    """
    counts = np.asarray(table, dtype=np.int64)
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    if min(counts.shape, default=0) < 2:  # noqa: PLR2004 - with one row or column there is one table
        return Exact(1.0, counted=True)
    if counts.shape[0] < counts.shape[1]:
        counts = counts.T
    walk = _Walk(tuple(sorted(counts.sum(axis=0).tolist())))
    rows: Rows = tuple(sorted(counts.sum(axis=1).tolist()))
    observed = -float(sum(lgamma(count + 1) for count in counts.ravel().tolist()))
    try:
        tail = walk.tail(rows, 0, observed + RELATIVE)
    except _TooManyTablesError:
        return Exact(_drawn(counts), counted=False)
    return Exact(min(1.0, tail), counted=True)


def _drawn(counts: Table) -> float:
    """(1 + tables at most as probable) / (1 + draws), as R simulates it."""
    margins = stats.random_table(counts.sum(axis=1), counts.sum(axis=0))
    drawn = margins.rvs(DRAWS, random_state=np.random.default_rng(SEED))
    logs = np.array([lgamma(each + 1) for each in range(int(counts.sum()) + 1)])
    chances = -logs[drawn.astype(np.int64)].sum(axis=(1, 2))
    return float((1 + (chances <= -logs[counts].sum() + RELATIVE).sum()) / (1 + DRAWS))


@dataclass(frozen=True, slots=True, eq=False)
class _Fills:
    """The ways to fill a column that differ: what is left of the rows, -sum log x!, and how many ways come to that."""

    left: tuple[Rows, ...]
    weights: tuple[float, ...]
    times: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Last:
    """All ways to fill the last two columns: -sum log x! upwards, and the chance of each and all before it."""

    weights: Floats
    chances: Floats


@dataclass(slots=True)
class _Walk:
    """Ways to fill the columns from the place `at`, when `rows` is what is left of each row, smallest first."""

    columns: Rows
    steps: int = 0
    _ends: dict[tuple[Rows, int], tuple[float, float]] = field(default_factory=dict)
    _tails: dict[tuple[Rows, int, int], float] = field(default_factory=dict)
    _fills: dict[tuple[Rows, int], _Fills] = field(default_factory=dict)
    _lasts: dict[Rows, _Last] = field(default_factory=dict)

    def tail(self, rows: Rows, at: int, most: float) -> float:
        """The chance, given `rows`, of completions whose sum of -log x! is at most `most`."""
        least, largest = self.ends(rows, at)
        if largest <= most:
            return 1.0
        if least > most:
            return 0.0
        if at == len(self.columns) - 2:
            last = self._last(rows)
            return float(last.chances[np.searchsorted(last.weights, most, side="right") - 1])
        key = (rows, at, round(most * 1e9))
        if key not in self._tails:
            whole, fills = self._log_ways(rows, at), self._fill(rows, at)
            self._tails[key] = sum(
                times * exp(weight + self._log_ways(left, at + 1) - whole) * self.tail(left, at + 1, most - weight)
                for left, weight, times in zip(fills.left, fills.weights, fills.times, strict=True)
            )
        return self._tails[key]

    def ends(self, rows: Rows, at: int) -> tuple[float, float]:
        """The least and the largest sum of -log x! of a completion."""
        if at == len(self.columns) - 2:
            last = self._last(rows)
            return float(last.weights[0]), float(last.weights[-1])
        if (rows, at) not in self._ends:
            fills = self._fill(rows, at)
            after = [self.ends(left, at + 1) for left in fills.left]
            least = min(weight + low for weight, (low, _) in zip(fills.weights, after, strict=True))
            largest = max(weight + high for weight, (_, high) in zip(fills.weights, after, strict=True))
            self._ends[rows, at] = (least, largest)
        return self._ends[rows, at]

    def _fill(self, rows: Rows, at: int) -> _Fills:
        if (rows, at) not in self._fills:
            ways = _ways(rows, self.columns[at])
            left = np.sort(np.array(rows) - ways, axis=1)
            weights = np.round(-_log_factorials(ways), 10)
            kept, times = np.unique(np.column_stack([left, weights]), axis=0, return_counts=True)
            self._count(STEP * len(kept))
            states = tuple(tuple(state) for state in kept[:, :-1].astype(int).tolist())
            self._fills[rows, at] = _Fills(states, tuple(kept[:, -1].tolist()), tuple(times.tolist()))
        return self._fills[rows, at]

    def _last(self, rows: Rows) -> _Last:
        if rows not in self._lasts:
            ways = _ways(rows, self.columns[-2])
            self._count(len(ways))
            weights = np.sort(-_log_factorials(ways) - _log_factorials(np.array(rows) - ways))
            chances = np.exp(weights - self._log_ways(rows, len(self.columns) - 2))
            self._lasts[rows] = _Last(weights, np.cumsum(chances))
        return self._lasts[rows]

    def _count(self, steps: int) -> None:
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise _TooManyTablesError

    def _log_ways(self, rows: Rows, at: int) -> float:
        """The log of the sum of prod 1/x! over all completions: n!/(prod r! prod c!)."""
        left = self.columns[at:]
        return lgamma(sum(left) + 1) - sum(lgamma(each + 1) for each in (*rows, *left))


def _log_factorials(ways: Table) -> Floats:
    """The sum of log x! of each way."""
    found: Floats = gammaln(ways + 1.0).sum(axis=1)
    return found


def _ways(rows: Rows, total: int) -> Table:
    """Every way to take `total` from `rows`, no more from a row than it has, one way per line."""
    ways = np.zeros((1, 0), dtype=np.int64)
    taken = np.zeros(1, dtype=np.int64)
    for place, row in enumerate(rows):
        rest = sum(rows[place + 1 :])
        least, most = np.maximum(0, total - taken - rest), np.minimum(row, total - taken)
        numbers = most - least + 1
        start = np.repeat(np.cumsum(numbers) - numbers, numbers)
        here = np.repeat(least, numbers) + np.arange(int(numbers.sum())) - start
        ways = np.column_stack([np.repeat(ways, numbers, axis=0), here])
        taken = np.repeat(taken, numbers) + here
    return ways
