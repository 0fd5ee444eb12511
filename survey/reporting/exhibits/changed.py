"""An exhibit of a change: the same people then and later, on one scale for numbers and one for shares."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from survey.analysis.figures import Chart
from survey.analysis.figures.beside import Level, dumbbells
from survey.analysis.figures.chart import Axis, percentages
from survey.questionnaires.problems import N_

from ..labels import wave_label
from ..published import Publication
from ..reader import Reader
from ..shifts import Change, ShiftRow, StayRow
from .exhibited import Exhibit, source
from .grid import GROUP, Entry, Grid, Line, Record, number

MEASURE, PAIRS, DIFFERENCE = N_("Result"), N_("People (n)"), N_("Change")
MARGIN, P, EFFECT = N_("95% margin"), N_("p"), N_("Effect size (d)")
STAYED, WHO, STAYERS, LEAVERS = N_("Who stayed"), N_("Group"), N_("Answered twice"), N_("Answered once")
APART = N_("Standardised difference")
SPLIT = N_("{of}, by {by}")
ENDS, BELOW = N_("{low} to {high}"), N_("< {least}")
LARGEST_GRADE = 10


def changed(published: Publication, measure: str, shown: Change, reader: Reader) -> Exhibit:
    """What is shown of a change."""
    return Exhibit(
        measure=measure,
        breakdown=None,
        title=shown.title,
        wave=wave_label(published, reader),
        sentences=shown.sentences,
        hidden=(),
        methods=shown.methods,
        source=source(published, reader),
        charts=tuple(_charts(shown, reader)),
        grids=(_grid(shown, reader), *_by_background(shown, reader), *_stayed(shown, reader)),
        records=tuple(record for row in _named(shown, reader) for record in _records(row, shown.waves)),
    )


def _charts(shown: Change, reader: Reader) -> list[Chart]:
    numbers = [row for row in shown.rows if not row.is_share]
    shares = [row for row in shown.rows if row.is_share]
    most = max([LARGEST_GRADE, *(int(each) + 1 for row in numbers for each in (row.first, row.last) if each)])
    steps = range(0, most + 1, 1 if most == LARGEST_GRADE else 5)
    scale = Axis(0, most, tuple((float(at), reader.number(at)) for at in steps))
    found = []
    for rows, axis in ((numbers, scale), (shares, percentages(0, 100, reader.number))):
        if any(row.first is not None for row in rows):
            key = (("earlier", shown.waves[0]), ("later", shown.waves[1]))
            found.append(dumbbells([_level(row, reader) for row in rows], axis, key))
    return found


def _level(row: ShiftRow, reader: Reader) -> Level:
    known = (("earlier", row.first), ("later", row.last))
    label = row.label if row.pairs is None else f"{row.label} (n={reader.number(row.pairs)})"
    return Level(
        label,
        tuple((tone, None if value is None else float(value), _written(row, value, reader)) for tone, value in known),
    )


def _written(row: ShiftRow, value: Decimal | None, reader: Reader) -> str:
    return "" if value is None else reader.number(value) + ("%" if row.is_share else "")


def _grid(shown: Change, reader: Reader) -> Grid:
    return _rows(shown.title, (reader.says(MEASURE), shown.waves), shown.rows, reader)


def _rows(caption: str, head: tuple[str, tuple[str, str]], rows: Sequence[ShiftRow], reader: Reader) -> Grid:
    """A line for each row; `head`: what a row is, and the names of the waves."""
    first, waves = head
    words = (reader.says(each) for each in (DIFFERENCE, MARGIN, P, EFFECT))
    lines = tuple(Line(row.label, _entries(row, reader)) for row in rows)
    return Grid(caption, (first, reader.says(PAIRS), *waves, *words), lines)


def _by_background(shown: Change, reader: Reader) -> list[Grid]:
    """A table for each measure and characteristic."""
    return [
        _rows(reader.says(SPLIT, of=split.of, by=split.by), (reader.says(GROUP), shown.waves), split.rows, reader)
        for split in shown.splits
    ]


def _entries(row: ShiftRow, reader: Reader) -> tuple[Entry, ...]:
    levels = [Entry(_written(row, value, reader) or None) for value in (row.first, row.last)]
    if row.change is None or row.low is None or row.high is None or row.p is None:
        untested = Entry(None if row.first is None else "")
        return (number(row.pairs, reader), *levels, untested, untested, untested, untested)
    ends = reader.says(ENDS, low=reader.number(row.low), high=reader.number(row.high))
    p = reader.says(BELOW, least=reader.number(row.least_p)) if row.p < row.least_p else reader.number(row.p)
    effect = "" if row.effect is None else reader.number(row.effect)
    return (number(row.pairs, reader), *levels, Entry(reader.number(row.change)), Entry(ends), Entry(p), Entry(effect))


def _stayed(shown: Change, reader: Reader) -> tuple[Grid, ...]:
    if not shown.stays:
        return ()
    head = tuple(reader.says(each) for each in (WHO, STAYERS, LEAVERS, APART))
    return (Grid(reader.says(STAYED), head, tuple(_stay(row, reader) for row in shown.stays)),)


def _stay(row: StayRow, reader: Reader) -> Line:
    shares = [Entry(None if each is None else f"{reader.number(each)}%") for each in (row.stayers, row.leavers)]
    return Line(f"{row.variable}: {row.label}", (*shares, number(row.apart, reader)))


def _named(shown: Change, reader: Reader) -> list[ShiftRow]:
    """The rows of the whole, and those of every class under the name of its measure and characteristic."""
    parts = [
        replace(row, label=f"{reader.says(SPLIT, of=split.of, by=split.by)}: {row.label}")
        for split in shown.splits
        for row in split.rows
    ]
    return [*shown.rows, *parts]


def _records(row: ShiftRow, waves: Sequence[str]) -> list[Record]:
    """A row for each wave, with the number as a mean or as a percentage."""
    return [
        Record(
            row.label,
            wave,
            None,
            value if row.is_share else None,
            None,
            None,
            row.pairs,
            None if row.is_share else value,
        )
        for wave, value in zip(waves, (row.first, row.last), strict=True)
    ]
