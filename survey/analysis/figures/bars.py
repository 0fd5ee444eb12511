"""Bars of a hundred percent: side by side, or to both sides of what is neither good nor bad."""

from collections.abc import Sequence

from ..disclosure import Cell, ProtectedGroup, ProtectedTable
from ..estimates import percent
from .chart import Axis, Box, Chart, Mark, Wordings, hidden_row, in_rows, percentages
from .tones import parts

THICK = 0.3
LEAST_OF_A_SCALE = 4
MOST_TO_A_SIDE = 4


def row_label(group: ProtectedGroup, words: Wordings) -> str:
    """`rapportcijfer (n=137)`; a hidden group has no n."""
    label = words.groups[group.code]
    return label if group.base is None else f"{label} (n={words.number(group.base)})"


def share(cell: Cell, base: int | None) -> float:
    """A cell in percent of its base, unrounded: where it is drawn."""
    return 100 * (cell.count or 0) / (base or 1)


def written(cell: Cell, base: int | None, words: Wordings) -> str:
    """A cell in percent of its base as people read it."""
    return f"{words.number(percent(cell.count or 0, base or 1))}%"


def beside(place: int) -> tuple[float, float]:
    """Where the bar of a row begins and ends."""
    return place - THICK, place + THICK


def stacked(table: ProtectedTable, words: Wordings) -> Chart:
    """One bar of 100 % per group, with the whole percentage in each part."""
    first = next(group for group in table.groups if group.base)
    tones = parts(len(first.cells))
    marks: list[Mark] = []
    for place, group in enumerate(table.groups):
        if not group.base:
            marks.append(hidden_row(place))
            continue
        at = 0.0
        for cell, tone in zip(group.cells, tones, strict=True):
            marks.append(_part(cell, group, (at, at + share(cell, group.base)), (place, tone), words))
            at += share(cell, group.base)
    labels = [row_label(group, words) for group in table.groups]
    key = tuple((tone, words.cells[cell.code]) for cell, tone in zip(first.cells, tones, strict=True))
    return Chart(percentages(0, 100, words.number), in_rows(labels), tuple(marks), key)


def _part(cell: Cell, group: ProtectedGroup, ends: tuple[float, float], where: tuple[int, str], words: Wordings) -> Box:
    place, tone = where
    said = written(cell, group.base, words)
    told = f"{row_label(group, words)}, {words.cells[cell.code]}: {said}"
    return Box(ends, beside(place), tone, said, told)


def sides(table: ProtectedTable, words: Wordings) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The answers to the left of the middle and to the right, both from the middle outwards; None without a scale.

    A scale is a choice of at least four answers of which the study takes the last ones, or the first ones, together.
    """
    group = next((group for group in table.groups if group.base and group.cells), None)
    if group is None or group.merged is None:
        return None
    scale = [cell.code for cell in group.cells if cell.code not in words.apart and cell.code in cell.codes]
    good = set(group.merged.codes)
    if scale and scale[0] in good:
        scale.reverse()
    left = tuple(reversed([code for code in scale if code not in good]))
    right = tuple(code for code in scale if code in good)
    ordered = tuple(scale) == (*reversed(left), *right)
    fits = len(scale) >= LEAST_OF_A_SCALE and left and right and max(len(left), len(right)) <= MOST_TO_A_SIDE
    return (left, right) if ordered and fits else None


def diverging(table: ProtectedTable, both: tuple[Sequence[str], Sequence[str]], words: Wordings) -> Chart:
    """What is good to the right of the middle, what is less good to the left; what is neither stands in the table."""
    marks: list[Mark] = []
    for place, group in enumerate(table.groups):
        if not group.base:
            marks.append(hidden_row(place))
            continue
        cells = {cell.code: cell for cell in group.cells}
        for codes, direction, name in ((both[0], -1, "minus"), (both[1], 1, "plus")):
            at, drawn = 0.0, []
            for step, code in enumerate(codes, start=1):
                ends = at, at + share(cells[code], group.base)
                at = ends[1]
                x = tuple(sorted(direction * end for end in ends))
                drawn.append(_part(cells[code], group, (x[0], x[1]), (place, _strength(name, step, len(codes))), words))
            marks += drawn if direction > 0 else reversed(drawn)
    labels = [row_label(group, words) for group in table.groups]
    left, right = (
        [(_strength(name, step, len(codes)), words.cells[code]) for step, code in enumerate(codes, start=1)]
        for codes, name in zip(both, ("minus", "plus"), strict=True)
    )
    key = (*reversed(left), *right)
    return Chart(_reach(marks, words), in_rows(labels), tuple(marks), key)


def _strength(name: str, step: int, steps: int) -> str:
    """The tone of a step away from the middle: the last one is the strongest."""
    return f"{name}-{MOST_TO_A_SIDE - steps + step}"


def _reach(marks: Sequence[Mark], words: Wordings) -> Axis:
    ends = [end for mark in marks if isinstance(mark, Box) for end in mark.x]
    low, high = 20 * (min(ends, default=0) // 20), -20 * (-max(ends, default=0) // 20)
    return percentages(int(low), int(high), words.number)
