"""A third look at a protected set: linear algebra and linear programming over the numbers that are shown.

The unknowns are how many people have each combination of a class of one or two variables and an answer. Every shown
number is an equation, and a shown mean bounds a sum. A small number of people is found when the equations fix it
(linear reconstruction), or when its bounds leave no doubt (linear programming with HiGHS; Dobra and Fienberg 2000).
What takes too long is as bad as what was found: nothing is published that was not checked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product
from time import monotonic

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from .audit import Finding, UnsafePublicationError
from .rules import Rules
from .tables import NO_ANSWER, Kind, ProtectedGroup, ProtectedTable

Row = npt.NDArray[np.float64]
Where = Mapping[str, frozenset[str]]
"""Which codes on which axis; the axes are variables and `ANSWER`."""

Axes = tuple[tuple[str, tuple[str, ...]], ...]
"""Variables with their classes, and at last the answers."""

ANSWER = ""
OTHERS = " "
"""Whatever is in no cell that is shown."""

SECONDS = 120.0
EXACT = 1e-7
NARROW = 0.5
"""Bounds that are closer together than this leave one whole number."""


@dataclass(frozen=True, slots=True)
class Space:
    """The combinations of some axes, those that nobody has left out, and what is known about them."""

    axes: Axes
    rows: npt.NDArray[np.float64]
    counts: Row
    alive: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, axes: Axes, known: Sequence[tuple[Where, int]]) -> "Space":
        """Every shown number as an equation. Where a number is 0, nobody has any of its combinations."""
        rows = np.array([_row(axes, where) for where, _ in known])
        counts = np.array([count for _, count in known], dtype=np.float64)
        return cls(axes, rows, counts, ~(rows[counts == 0] > 0).any(axis=0))

    def fixed(self, targets: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.bool_], Row]:
        """Which targets the equations fix, and at which number."""
        left = self.rows[:, self.alive]
        wanted = targets[:, self.alive]
        weights = wanted @ left.T @ np.linalg.pinv(left @ left.T, rcond=1e-10, hermitian=True)
        apart = np.abs(wanted - weights @ left).max(axis=1, initial=0.0)
        return apart < EXACT, weights @ self.counts

    def ends(self, target: Row, left_seconds: float) -> npt.NDArray[np.float64]:
        """Two solutions: one in which a target is as small as it can be, and one in which it is as large.

        Raises:
            TimeoutError: that could not be found out in time.

        """
        found = []
        for sign in (1.0, -1.0):
            solved = linprog(
                sign * target[self.alive],
                A_eq=self.rows[:, self.alive],
                b_eq=self.counts,
                method="highs",
                options={"time_limit": max(left_seconds, 0.01)},
            )
            if not solved.success or solved.x is None:
                raise TimeoutError("The bounds of a hidden number could not be worked out.")
            found.append(solved.x)
        return np.array(found)


def reconstruct(tables: Sequence[ProtectedTable], rules: Rules, seconds: float = SECONDS) -> None:
    """Check the whole set.

    Raises:
        UnsafePublicationError: a small number follows from what is shown, or there was no time to find out.

    """
    until = monotonic() + seconds
    try:
        found = list(_findings(tables, rules, until))
    except TimeoutError:
        found = [Finding("time", None, None, "", 0)]
    if found:
        raise UnsafePublicationError(found)


def _findings(tables: Sequence[ProtectedTable], rules: Rules, until: float) -> Iterator[Finding]:
    backgrounds = {table.item: table for table in tables if table.kind is Kind.BACKGROUND}
    measures = dict.fromkeys(table.measure for table in tables if table.kind not in (Kind.BACKGROUND, Kind.MENTIONS))
    for measure in measures:
        own = [table for table in tables if table.measure == measure and any(group.cells for group in table.groups)]
        split = [name for table in own if (name := table.breakdown or "") in backgrounds]
        for chosen in (*((name,) for name in split), *combinations(split, 2)):
            if monotonic() > until:
                raise TimeoutError
            yield from _in_space(measure, own, [backgrounds[name] for name in chosen], rules, until)


def _in_space(
    measure: str, own: Sequence[ProtectedTable], variables: Sequence[ProtectedTable], rules: Rules, until: float
) -> Iterator[Finding]:
    answers = _atoms(own)
    axes = (*((each.item, _classes(each)) for each in variables), (ANSWER, answers))
    everybody = variables[0].groups[0].base or 0
    space = Space.of(axes, [({}, everybody), *_known(own, variables, answers, everybody)])
    targets, rows = _targets(axes)
    exact, values = space.fixed(rows)
    sought = exact if len(variables) > 1 else np.ones(len(rows), dtype=bool)
    least = rules.smallest_cell if len(variables) == 1 else rules.smallest_group
    solutions = np.empty((0, int(space.alive.sum())))
    for place in np.flatnonzero(sought):
        (where, what), fixed, value = targets[place], bool(exact[place]), float(values[place])
        row = rows[place][space.alive]
        if not fixed and np.ptp(solutions @ row if len(solutions) else np.zeros(1)) <= NARROW:
            found = space.ends(rows[place], until - monotonic())
            solutions = np.concatenate([solutions, found])
            low, high = found @ row
            fixed, value = bool(high - low < NARROW), float(low + high) / 2
        limit = least if ANSWER in where else rules.smallest_group
        if fixed and NARROW < value < limit - NARROW:
            yield Finding(measure, "/".join(each.item for each in variables), what, "", round(value))


def _atoms(own: Sequence[ProtectedTable]) -> tuple[str, ...]:
    """The answers that the shown cells tell apart, each by its first code; the others stand together."""
    cells = [frozenset(cell.codes) for table in own for group in table.groups for cell in group.cells]
    codes = dict.fromkeys(code for each in cells for code in sorted(each))
    kinds = {code: tuple(code in each for each in cells) for code in codes}
    return (
        *dict.fromkeys(next(c for c in codes if kinds[c] == kind) for kind in dict.fromkeys(kinds.values())),
        OTHERS,
    )


def _classes(variable: ProtectedTable) -> tuple[str, ...]:
    return (*(cell.code for cell in variable.groups[0].cells), NO_ANSWER)


def _known(
    own: Sequence[ProtectedTable], variables: Sequence[ProtectedTable], answers: tuple[str, ...], everybody: int
) -> Iterator[tuple[Where, int]]:
    """Everything that is shown about these people."""
    for variable in variables:
        for cell in variable.groups[0].cells:
            if cell.count is not None:
                yield {variable.item: frozenset({cell.code})}, cell.count
    names = {None, *(each.item for each in variables)}
    for table in own:
        for group in table.groups:
            if table.breakdown in names and group.base is not None:
                yield from _of_group(table, group, frozenset(answers), everybody)


def _of_group(
    table: ProtectedTable, group: ProtectedGroup, answers: frozenset[str], everybody: int
) -> Iterator[tuple[Where, int]]:
    """The cells of a group. Where its base is everybody in it, nobody gave any other answer than these."""
    inside: Where = {table.breakdown: frozenset({group.code or ""})} if table.breakdown else {}
    for cell in group.cells:
        if cell.count is not None:
            yield {**inside, ANSWER: frozenset(cell.codes) & answers}, cell.count
    if table.breakdown is not None or group.base == everybody:
        yield {**inside, ANSWER: frozenset({OTHERS})}, 0


@lru_cache(maxsize=256)
def _targets(axes: Axes) -> tuple[list[tuple[Where, str]], npt.NDArray[np.float64]]:
    """What is looked for, and its rows; the same for all measures with the same answers."""
    targets = list(_small(axes, axes[-1][1]))
    return targets, np.array([_row(axes, where) for where, _ in targets])


def _small(axes: Axes, answers: tuple[str, ...]) -> Iterator[tuple[Where, str]]:
    """Every class, every pair of classes, and each of them with every answer or without it."""
    groups = [{name: frozenset({code})} for name, codes in axes[:-1] for code in codes]
    if len(axes) > 2:  # noqa: PLR2004 - two variables and the answer
        (one, first), (other, second) = axes[0], axes[1]
        groups = [{one: frozenset({a}), other: frozenset({b})} for a, b in product(first, second)]
    for group in groups:
        told = "/".join(code for codes in group.values() for code in codes)
        yield group, told
        for answer in answers:
            yield {**group, ANSWER: frozenset({answer})}, told
            yield {**group, ANSWER: frozenset(answers) - {answer}}, told


def _row(axes: Axes, where: Where) -> Row:
    """The combinations that `where` names, as zeros and ones."""
    row: Row = np.ones(1, dtype=np.float64)
    for name, codes in axes:
        wanted = where.get(name)
        here = np.array([1.0 if wanted is None or code in wanted else 0.0 for code in codes])
        row = np.outer(row, here).ravel()
    return row
