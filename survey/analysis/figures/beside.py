"""Rows of results side by side: levels on one scale, and answers of different people, in bars, in a map or over time.

What stands here was released table by table already; these rows hold nothing that their own tables do not show.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .bars import THICK
from .chart import HIDDEN, Axis, Box, Chart, Dot, Line, Mark, Shape, Side, Word, hidden_row, in_rows
from .tones import heat, parts

PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class Level:
    """A row with numbers on one scale: for each a tone, its place and how it is written. None is not shown."""

    label: str
    values: tuple[tuple[str, float | None, str], ...]


@dataclass(frozen=True, slots=True)
class Slices:
    """A row of answers: for each its words, its share in percent (None: not shown), and how that is written."""

    label: str
    answers: tuple[tuple[str, float | None, str], ...]


def dumbbells(levels: Sequence[Level], axis: Axis, key: tuple[tuple[str, str], ...]) -> Chart:
    """A row for each, with a line between its numbers. `key`: each tone with what it stands for."""
    named = dict(key)
    marks: list[Mark] = []
    for place, level in enumerate(levels):
        known = [(tone, value, said) for tone, value, said in level.values if value is not None]
        if not known:
            marks.append(hidden_row(place))
            continue
        ends = sorted((value, tone) for tone, value, _ in known)
        marks.append(Line(((ends[0][0], float(place)), (ends[-1][0], float(place))), "apart"))
        for tone, value, said in known:
            side = Side.LEFT if (value, tone) == ends[0] and len(ends) > 1 else Side.RIGHT
            marks.append(Dot((value, float(place)), tone, said, f"{level.label}, {named[tone]}: {said}", side))
    return Chart(axis, in_rows([level.label for level in levels]), tuple(marks), key)


def bars_beside(rows: Sequence[Slices], axis: Axis) -> Chart:
    """A bar of a hundred percent for each row; a dot where one of its answers is not shown."""
    answers = [answer for answer, _, _ in rows[0].answers]
    tones = parts(len(answers))
    marks: list[Mark] = []
    for place, row in enumerate(rows):
        shares = [share for _, share, _ in row.answers]
        if None in shares:
            marks.append(hidden_row(place))
            continue
        at = 0.0
        for (answer, share, said), tone in zip(row.answers, tones, strict=True):
            ends = at, at + (share or 0)
            marks.append(Box(ends, (place - THICK, place + THICK), tone, said, f"{row.label}, {answer}: {said}"))
            at = ends[1]
    return Chart(axis, in_rows([row.label for row in rows]), tuple(marks), tuple(zip(tones, answers, strict=True)))


def map_beside(rows: Sequence[Slices]) -> Chart:
    """Answers below each other, rows as columns: darker for more."""
    answers = [answer for answer, _, _ in rows[0].answers]
    marks: list[Mark] = []
    for column, row in enumerate(rows):
        for place, (answer, share, said) in enumerate(row.answers):
            if share is None:
                marks.append(Word((column + 0.5, float(place)), HIDDEN, Side.ABOVE))
                continue
            square = (float(column), column + 1.0), (place - 0.49, place + 0.49)
            marks.append(Box(*square, heat(share), said, f"{answer}, {row.label}: {said}"))
    across = Axis(0, len(rows), tuple((at + 0.5, row.label) for at, row in enumerate(rows)))
    return Chart(across, in_rows(answers), tuple(marks), columns=True)


def areas(rows: Sequence[tuple[float, Slices]], axis: Axis) -> Chart:
    """Shares of a hundred percent over time: `rows` with the time of each. `axis` is the one of shares."""
    known = [(time, row) for time, row in rows if all(share is not None for _, share, _ in row.answers)]
    answers = [answer for answer, _, _ in rows[0][1].answers]
    tones = parts(len(answers))
    below = [0.0 for _ in known]
    marks: list[Mark] = []
    for place, (answer, tone) in enumerate(zip(answers, tones, strict=True)):
        above = [under + (row.answers[place][1] or 0) for under, (_, row) in zip(below, known, strict=True)]
        there = [(time, under) for under, (time, _) in zip(below, known, strict=True)]
        back = [(time, over) for over, (time, _) in zip(above, known, strict=True)]
        told = ", ".join(f"{row.label}: {row.answers[place][2]}" for _, row in known)
        marks.append(Shape((*there, *reversed(back)), tone, f"{answer} ({told})"))
        below = above
    times = [time for time, _ in known]
    across = Axis(min(times), max(times), tuple((time, row.label) for time, row in known))
    return Chart(across, axis, tuple(marks), tuple(zip(tones, answers, strict=True)), rows=False)
