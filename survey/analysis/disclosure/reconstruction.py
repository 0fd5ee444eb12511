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

    def fixed(self, targets: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.float64], Row]:
        """How each target can change while every equation still holds (all 0: not at all), and its number if it cannot.

        The first is the projection of the target on the null space of the equations.
        """
        left = self.rows[:, self.alive]
        directions, weights = _projected(left.tobytes(), left.shape, targets[:, self.alive].tobytes(), len(targets))
        return directions, weights @ self.counts

    def is_free(self, directions: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        """For which targets two solutions are further apart than `NARROW`: found from one in the middle of all.

        That one has as many people as possible in its smallest combination; from it one can go both ways.
        """
        furthest = np.abs(directions).max(axis=1, initial=0.0)
        reach = 2 * self._middle() * (directions**2).sum(axis=1)
        free: npt.NDArray[np.bool_] = reach > NARROW * np.maximum(furthest, EXACT)
        return free

    def _middle(self) -> float:
        """How many people the smallest combination can have at most; 0 if that is not known."""
        left = self.rows[:, self.alive]
        best = linprog(
            np.append(np.zeros(left.shape[1]), -1.0),
            A_eq=np.column_stack([left, left.sum(axis=1)]),
            b_eq=self.counts,
            method="highs",
        )
        return -float(best.fun) if best.success and best.fun is not None else 0.0

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
    targets, rows = _targets(tuple(len(codes) for _, codes in axes))
    directions, values = space.fixed(rows)
    exact = np.abs(directions).max(axis=1, initial=0.0) < EXACT
    free = ~exact if len(variables) > 1 or exact.all() else space.is_free(directions)
    least = rules.smallest_cell if len(variables) == 1 else rules.smallest_group
    solutions = np.empty((0, int(space.alive.sum())))
    for place in np.flatnonzero(~free):
        target, fixed, value = targets[place], bool(exact[place]), float(values[place])
        row = rows[place][space.alive]
        if not fixed and np.ptp(solutions @ row if len(solutions) else np.zeros(1)) <= NARROW:
            found = space.ends(rows[place], until - monotonic())
            solutions = np.concatenate([solutions, found])
            low, high = found @ row
            fixed, value = bool(high - low < NARROW), float(low + high) / 2
        limit = least if target.answer is not None else rules.smallest_group
        if fixed and NARROW < value < limit - NARROW:
            told = "/".join(codes[at] for (_, codes), at in zip(axes, target.classes, strict=False))
            yield Finding(measure, "/".join(each.item for each in variables), told, "", round(value))


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


@dataclass(frozen=True, slots=True)
class Target:
    """What is looked for: a class of each variable, with one answer (None: any), or with any other (`others`)."""

    classes: tuple[int, ...]
    answer: int | None = None
    others: bool = False


@lru_cache(maxsize=64)
def _targets(sizes: tuple[int, ...]) -> tuple[list[Target], npt.NDArray[np.float64]]:
    """Every class or pair of classes, each with every answer or without it, by place; and their rows."""
    targets, rows = [], []
    for classes in product(*(range(size) for size in sizes[:-1])):
        here = np.zeros(sizes)
        here[classes] = 1.0
        targets.append(Target(classes))
        rows.append(here.ravel())
        for answer in range(sizes[-1]):
            one = np.zeros(sizes)
            one[(*classes, answer)] = 1.0
            targets += [Target(classes, answer), Target(classes, answer, others=True)]
            rows += [one.ravel(), (here - one).ravel()]
    return targets, np.array(rows)


@lru_cache(maxsize=32)
def _projected(
    left: bytes, shape: tuple[int, int], targets: bytes, number: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Targets on the null space of equations, and the weights of the equations in them; the same for many measures."""
    equations = np.frombuffer(left).reshape(shape)
    wanted = np.frombuffer(targets).reshape(number, shape[1])
    weights = wanted @ equations.T @ np.linalg.pinv(equations @ equations.T, rcond=1e-10, hermitian=True)
    return wanted - weights @ equations, weights


def _row(axes: Axes, where: Where) -> Row:
    """The combinations that `where` names, as zeros and ones."""
    row: Row = np.ones(1, dtype=np.float64)
    for name, codes in axes:
        wanted = where.get(name)
        here = np.array([1.0 if wanted is None or code in wanted else 0.0 for code in codes])
        row = np.outer(row, here).ravel()
    return row
