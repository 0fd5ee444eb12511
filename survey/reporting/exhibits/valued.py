"""An exhibit of the values behind a capability score: importance against achievement, and where each value stands."""

from survey.analysis.figures.beside import Level, Slices, bars_beside, dumbbells
from survey.analysis.figures.chart import Axis, percentages
from survey.questionnaires.problems import N_

from ..labels import measure_label, wave_label
from ..published import Publication
from ..reader import Reader
from ..values import Value, Values
from .exhibited import Exhibit, source
from .grid import Entry, Grid, Line, Record, number, percentage

VALUES = ".values"
"""What the values of a capability measure are called in addresses: no card has this name with a point before it."""

TITLE = N_("{title}: value by value")
MEANS, STANDING = N_("{title}: means from 1 to 5"), N_("{title}: where it stands")
VALUE, IMPORTANT, POSSIBLE, ACHIEVED = N_("Value"), N_("Importance"), N_("Possibility"), N_("Achievement")
GAP, PEOPLE = N_("Gap"), N_("People (n)")
SCALE = (1, 5)


def valued(published: Publication, measure: str, shown: Values, reader: Reader) -> Exhibit:
    """What is shown of the values."""
    whole = measure_label(published, measure.removesuffix(VALUES), reader)
    key = (("earlier", reader.says(IMPORTANT)), ("later", reader.says(ACHIEVED)))
    axis = Axis(*SCALE, tuple((float(at), reader.number(at)) for at in range(SCALE[0], SCALE[1] + 1)))
    bars = [_slices(row, reader) for row in shown.rows if row.shares]
    return Exhibit(
        measure=measure,
        breakdown=None,
        title=reader.says(TITLE, title=whole),
        wave=wave_label(published, reader),
        sentences=shown.sentences,
        hidden=(),
        methods=(),
        source=source(published, reader),
        charts=(
            dumbbells([_level(row, reader) for row in shown.rows], axis, key),
            *([bars_beside(bars, percentages(0, 100, reader.number))] if bars else []),
        ),
        grids=_grids(whole, shown, reader),
        records=tuple(record for row in shown.rows for record in _records(row)),
    )


def _level(row: Value, reader: Reader) -> Level:
    known = (("earlier", row.important), ("later", row.achieved))
    return Level(
        row.label,
        tuple(
            (tone, None if mean is None else float(mean), "" if mean is None else reader.number(mean))
            for tone, mean in known
        ),
    )


def _slices(row: Value, reader: Reader) -> Slices:
    return Slices(
        row.label,
        tuple(
            (
                share.label,
                None if share.count is None or not row.base else 100 * share.count / row.base,
                percentage(share, reader).text or "",
            )
            for share in row.shares
        ),
    )


def _grids(title: str, shown: Values, reader: Reader) -> tuple[Grid, Grid]:
    """Where each value stands, and its means with the gap between them: side by side they would not fit a page."""
    value, people = reader.says(VALUE), reader.says(PEOPLE)
    known = [{share.label: share for share in row.shares} for row in shown.rows]
    shares = [
        Line(
            row.label,
            (
                number(row.base, reader),
                *(Entry(percentage(of.get(column), reader).text) for column in shown.columns),
            ),
        )
        for row, of in zip(shown.rows, known, strict=True)
    ]
    means = [
        Line(row.label, tuple(number(each, reader) for each in (row.important, row.possible, row.achieved, row.gap)))
        for row in shown.rows
    ]
    words = tuple(reader.says(each) for each in (IMPORTANT, POSSIBLE, ACHIEVED, GAP))
    return (
        Grid(reader.says(MEANS, title=title), (value, *words), tuple(means)),
        Grid(reader.says(STANDING, title=title), (value, people, *shown.columns), tuple(shares)),
    )


def _records(row: Value) -> list[Record]:
    shares = [
        Record(row.label, share.label, share.count, share.percent, share.low, share.high, row.base, None)
        for share in row.shares
    ]
    means = ((IMPORTANT, row.important), (POSSIBLE, row.possible), (ACHIEVED, row.achieved))
    return shares + [Record(row.label, name, None, None, None, None, None, mean) for name, mean in means]
