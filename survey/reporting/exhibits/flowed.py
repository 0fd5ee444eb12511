"""An exhibit of a flow: from which answer to which people went, as bars and as a table."""

from survey.analysis.figures.beside import Slices, bars_beside
from survey.analysis.figures.chart import Chart, percentages
from survey.analysis.figures.flowing import Flow, bands
from survey.questionnaires.problems import N_

from ..flows import Flows
from ..labels import wave_label
from ..published import Publication
from ..reader import Reader
from .exhibited import Exhibit, source
from .grid import BASE, Entry, Grid, Line, Record

FROM_TO = N_("{first} → {last}")


def flowed(published: Publication, shown: Flows, reader: Reader) -> Exhibit:
    """What is shown of a flow."""
    return Exhibit(
        measure=shown.measure,
        breakdown=None,
        title=shown.title,
        wave=wave_label(published, reader),
        sentences=shown.sentences,
        hidden=(),
        methods=shown.methods,
        source=source(published, reader),
        charts=(_bands(shown, reader), _chart(shown, reader)),
        grids=(_grid(shown, reader),),
        records=_records(shown),
    )


def _bands(shown: Flows, reader: Reader) -> Chart:
    """Two stacks of people, with a band for every way between them."""
    counts = tuple(tuple(each.count for each in row) for row in shown.passages)
    return bands(Flow(shown.waves, shown.states, counts), reader.number)


def _chart(shown: Flows, reader: Reader) -> Chart:
    """A bar for each answer at first, in parts by the answer later."""
    rows = [
        Slices(
            f"{state} (n={reader.number(base)})",
            tuple(
                (later, 100 * each.count / base, reader.number(each.count))
                for later, each in zip(shown.states, row, strict=True)
            ),
        )
        for state, row, base in zip(shown.states, shown.passages, shown.first(), strict=True)
        if base
    ]
    return bars_beside(rows, percentages(0, 100, reader.number))


def _grid(shown: Flows, reader: Reader) -> Grid:
    corner = reader.says(FROM_TO, first=shown.waves[0], last=shown.waves[1])
    lines = tuple(
        Line(state, (*(_entry(each.count, each.percent, reader) for each in row), Entry(reader.number(base))))
        for state, row, base in zip(shown.states, shown.passages, shown.first(), strict=True)
    )
    foot = Line(reader.says(BASE), tuple(Entry(reader.number(n)) for n in (*shown.last(), shown.pairs)), strong=True)
    return Grid(shown.title, (corner, *shown.states, reader.says(BASE)), lines, (foot,))


def _entry(count: int, share: int | None, reader: Reader) -> Entry:
    return Entry(reader.number(count), "" if share is None else f"{reader.number(share)}%")


def _records(shown: Flows) -> tuple[Record, ...]:
    """A row for each way: the answer at first as the group, the answer later as the answer."""
    return tuple(
        Record(state, later, each.count, each.percent, None, None, base, None)
        for state, row, base in zip(shown.states, shown.passages, shown.first(), strict=True)
        for later, each in zip(shown.states, row, strict=True)
    )
