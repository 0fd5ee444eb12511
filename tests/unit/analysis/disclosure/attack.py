"""An attack on a published set that knows nothing of how it was protected: linear algebra and linear programming.

The unknowns are the numbers of people with every combination of two variables, `v` and `w`, and an answer. Every number
that is shown is an equation. A small number of people is found when the equations fix it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from survey.analysis.disclosure import NO_ANSWER, Kind, ProtectedTable, RawGroup, RawTable

Row = npt.NDArray[np.float64]
Person = tuple[str, str, str]
"""A person's class of `v`, class of `w` (`NO_ANSWER`: none), and answer."""

AXES = {"v": 0, "w": 1}
Where = Mapping[int, frozenset[str]]
"""Which codes on which axis: 0 is `v`, 1 is `w`, 2 is the answer."""


@dataclass(frozen=True, slots=True)
class Wave:
    """People, and the codes that they could have on each of the three axes."""

    axes: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    people: tuple[Person, ...]

    def row(self, where: Where) -> Row:
        """The combinations that `where` names, as a row of zeros and ones."""
        cells = product(*self.axes)
        return np.array([all(cell[axis] in codes for axis, codes in where.items()) for cell in cells], dtype=float)

    def count(self, where: Where) -> int:
        """How many people it really is."""
        return sum(all(person[axis] in codes for axis, codes in where.items()) for person in self.people)

    def tables(self, kind: Kind, merged: tuple[str, ...]) -> tuple[RawTable, ...]:
        """The raw set: both variables, their crossing, and the measure in total and by both."""
        everybody: list[tuple[str | None, Where]] = [(None, {})]
        split = {name: self._classes(axis) for name, axis in AXES.items()}
        sets = [
            *(("v" if name == "v" else "w", Kind.BACKGROUND, name, None, AXES[name], everybody) for name in AXES),
            ("v", Kind.BACKGROUND, "v", "w", 0, split["w"]),
            ("m", kind, "q", None, 2, everybody),
            *(("m", kind, "q", name, 2, split[name]) for name in AXES),
        ]
        return tuple(
            RawTable(
                measure,
                table_kind,
                item,
                variable,
                self.axes[axis],
                tuple(self._group(code, where, axis) for code, where in groups),
                dont_know=("dont_know",) if axis == 2 else (),
                merged=merged if table_kind is Kind.CHOICE else (),
            )
            for measure, table_kind, item, variable, axis, groups in sets
        )

    def _classes(self, axis: int) -> list[tuple[str | None, Where]]:
        return [(None if code == NO_ANSWER else code, {axis: frozenset({code})}) for code in self.axes[axis]]

    def _group(self, code: str | None, where: Where, axis: int) -> RawGroup:
        counts = tuple(self.count({**where, axis: frozenset({each})}) for each in self.axes[axis])
        return RawGroup(code, sum(counts), sum(counts), counts)


@dataclass(frozen=True, slots=True)
class Found:
    """What the published set gives away, and for how many people."""

    where: str
    people: int


def equations(wave: Wave, tables: Iterable[ProtectedTable]) -> tuple[npt.NDArray[np.float64], Row]:
    """Every number shown as an equation over the combinations. The size of the wave is always known."""
    known: list[tuple[Where, int]] = [({}, len(wave.people))]
    for table in tables:
        for group in table.groups:
            inside: Where = {AXES[table.breakdown]: frozenset({group.code or ""})} if table.breakdown else {}
            if inside and group.base is not None:
                known.append((inside, group.base))
            axis = AXES[table.item] if table.kind is Kind.BACKGROUND else 2
            known += [({**inside, axis: frozenset(c.codes)}, c.count) for c in group.cells if c.count is not None]
    rows = {wave.row(where).tobytes(): (wave.row(where), float(count)) for where, count in known}
    return np.stack([row for row, _ in rows.values()]), np.array([count for _, count in rows.values()])


def small(wave: Wave, merged: Iterable[str], smallest_group: int = 10) -> Iterator[Where]:
    """Everything about few people: groups, answers of a group, and people with two classes."""
    answers = [frozenset({code}) for code in wave.axes[2]] + [frozenset(merged)]
    answers += [frozenset(wave.axes[2]) - each for each in answers]
    single = [{axis: frozenset({code})} for axis in (0, 1) for code in wave.axes[axis]]
    double = [{0: frozenset({a}), 1: frozenset({b})} for a, b in product(wave.axes[0], wave.axes[1])]
    for where in (*single, *double):
        if 0 < wave.count(where) < smallest_group:
            yield where
    for where, answer in product((*single, *double), answers):
        if 0 < wave.count({**where, 2: answer}) < (5 if len(where) == 1 else smallest_group):
            yield {**where, 2: answer}


def attack(wave: Wave, tables: Iterable[ProtectedTable], merged: Iterable[str]) -> list[Found]:
    """The small numbers that the published set fixes, by subtraction or by bounds."""
    return list(given_away(wave, equations(wave, tables), merged))


def given_away(wave: Wave, known: tuple[npt.NDArray[np.float64], Row], merged: Iterable[str]) -> Iterator[Found]:
    """The small numbers that equations fix. Where people can be moved, bounds need not be worked out."""
    left, right = known
    truth = np.array([wave.people.count(combination) for combination in product(*wave.axes)], dtype=float)
    free = _free(left[:, truth > 0])
    for where in small(wave, merged):
        row = wave.row(where)
        if not _moves(row[truth > 0], free) and _fixed(row, left, right):
            yield Found(str({axis: sorted(codes) for axis, codes in where.items()}), wave.count(where))


def _free(left: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The projection on what can change while every equation still holds."""
    return np.eye(left.shape[1]) - np.linalg.pinv(left) @ left


def _moves(row: Row, free: npt.NDArray[np.float64]) -> bool:
    """Whether at least one person can be moved in or out of `row`, from combinations that have somebody."""
    direction = free @ row
    furthest = np.abs(direction).max(initial=0.0)
    return bool(furthest > 1e-9 and 2 * row @ direction / furthest >= 0.5)


def _fixed(row: Row, left: npt.NDArray[np.float64], right: Row) -> bool:
    """Whether all numbers of people that satisfy the equations give `row` the same total."""
    low, high = (linprog(sign * row, A_eq=left, b_eq=right, method="highs").fun or 0.0 for sign in (1, -1))
    return abs(low + high) < 0.5
