"""An exhibit of what stands side by side: needs by role as a map, audiences as bars, work over time as areas."""

from collections.abc import Sequence

from survey.analysis.figures import Chart
from survey.analysis.figures.beside import Slices, areas, bars_beside, map_beside
from survey.analysis.figures.chart import percentages
from survey.questionnaires.problems import N_
from survey.questionnaires.study import NeedsMeasure, WorkMeasure

from ..beside import Matrix
from ..labels import wave_label
from ..published import Publication
from ..read import Row
from ..reader import Reader
from .exhibited import Exhibit, source
from .grid import Entry, Grid, Line, Record, number, percentage

MOST_COLUMNS = 6
PEOPLE, ANSWER = N_("People (n)"), N_("Answer")
NOT_OURS = N_("{title} (not from this survey)")


def together(published: Publication, measure: str, shown: Matrix, reader: Reader) -> Exhibit:
    """What is shown side by side. Rows of a register stand apart."""
    apart = (_grid(reader.says(NOT_OURS, title=shown.title), shown, shown.apart, reader),) if shown.apart else ()
    return Exhibit(
        measure=measure,
        breakdown=None,
        title=shown.title,
        wave=wave_label(published, reader),
        sentences=(*shown.sentences, *shown.sources),
        hidden=(),
        methods=shown.methods,
        source=source(published, reader),
        charts=tuple(_charts(published, measure, shown, reader)),
        grids=(*([_grid(shown.title, shown, shown.rows, reader)] if shown.rows else []), *apart),
        records=tuple(
            Record(row.label, share.label, share.count, share.percent, share.low, share.high, row.base, row.mean)
            for row in (*shown.rows, *shown.apart)
            for share in row.shares
        ),
    )


def _charts(published: Publication, measure: str, shown: Matrix, reader: Reader) -> list[Chart]:
    asked = published.measure(measure)
    axis = percentages(0, 100, reader.number)
    if isinstance(asked, WorkMeasure):
        found = [rows for rows in (shown.rows, shown.apart) if len(rows) > 1]
        return [areas([(float(row.label), _slices(row, reader)) for row in rows], axis) for rows in found]
    rows = [_slices(row, reader) for row in shown.rows]
    if not rows:
        return []
    return [map_beside(rows) if isinstance(asked, NeedsMeasure) else bars_beside(rows, axis)]


def _slices(row: Row, reader: Reader) -> Slices:
    label = row.label if row.base is None else f"{row.label} (n={reader.number(row.base)})"
    return Slices(
        label,
        tuple(
            (
                share.label,
                None if share.count is None or not row.base else 100 * share.count / row.base,
                percentage(share, reader).text or "",
            )
            for share in row.shares
        ),
    )


def _grid(title: str, shown: Matrix, rows: Sequence[Row], reader: Reader) -> Grid:
    """Answers below each other where there are too many of them to stand beside each other."""
    if len(shown.columns) > MOST_COLUMNS:
        lines = [
            Line(column, tuple(percentage(row.shares[place], reader) for row in rows))
            for place, column in enumerate(shown.columns)
        ]
        foot = Line(reader.says(PEOPLE), tuple(number(row.base, reader) for row in rows), strong=True)
        return Grid(title, (reader.says(ANSWER), *(row.label for row in rows)), tuple(lines), (foot,))
    head = (shown.corner, reader.says(PEOPLE), *shown.columns)
    filled = [Line(row.label, (number(row.base, reader), *_shares(row, reader))) for row in rows]
    return Grid(title, head, tuple(filled))


def _shares(row: Row, reader: Reader) -> tuple[Entry, ...]:
    return tuple(percentage(share, reader) for share in row.shares)
