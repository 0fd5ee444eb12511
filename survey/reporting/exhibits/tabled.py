"""An exhibit of a table: grades, choices, mentions, amounts and scores, in total or by a breakdown."""

from survey.analysis.disclosure import Cell, ProtectedTable
from survey.analysis.figures import Wordings, draw
from survey.questionnaires.kinds import MultipleChoice
from survey.questionnaires.problems import N_

from ..labels import NOT_SHOWN_GROUPS, cell_label, class_label, item_of, measure_label, wave_label
from ..published import Publication
from ..read import Result, result
from ..reader import Reader
from .exhibited import Exhibit, source
from .grid import grid, records

RANGE = N_("{answer}: from {least} ({lowest}) to {most} ({highest}).")


def tabled(published: Publication, measure: str, breakdown: str | None, reader: Reader) -> Exhibit | None:
    """What is shown of a table; None if the publication has no such table or nothing of it is shown."""
    table, told = published.table(measure, breakdown), result(published, measure, breakdown, reader)
    if table is None or told is None or not told.rows:
        return None
    chart = draw(table, wordings(published, table, reader), published.study.results.norm)
    return Exhibit(
        measure=measure,
        breakdown=breakdown,
        title=f"{told.title} – {told.breakdown}" if told.breakdown else told.title,  # noqa: RUF001 - a dash
        wave=wave_label(published, reader),
        sentences=(*told.sentences, *_range(told, reader)),
        hidden=_hidden(published, table, told, reader),
        methods=told.methods,
        source=source(published, reader),
        charts=(chart,) if chart else (),
        grids=(grid(told, reader),),
        records=records(told),
        quotes=published.quotes.get(measure, ()) if breakdown is None else (),
    )


def wordings(published: Publication, table: ProtectedTable, reader: Reader) -> Wordings:
    """The words of the figure of a table."""
    groups: dict[str | None, str] = {None: measure_label(published, table.measure, reader)}
    if table.breakdown is not None:
        groups = {
            group.code: class_label(published, table.breakdown, group.code or "", reader) for group in table.groups
        }
    found = [cell for group in table.groups for cell in _cells(group.cells, group.merged)]
    cells = {cell.code: cell_label(published, table, cell, reader) for cell in found}
    return Wordings(groups, cells, reader.number, reader.separators, _apart(published, table))


def _cells(cells: tuple[Cell, ...], merged: Cell | None) -> tuple[Cell, ...]:
    return cells if merged is None or any(cell.code == merged.code for cell in cells) else (*cells, merged)


def _apart(published: Publication, table: ProtectedTable) -> frozenset[str]:
    """Answers beside a scale or a ranking: nothing, don't know, and what does not apply."""
    item = item_of(published, table.item)
    if item is None:
        return frozenset()
    exclusive = item.exclusive_codes() if isinstance(item, MultipleChoice) else frozenset()
    return frozenset({*exclusive, *item.missing_codes(), "-"})


def _hidden(published: Publication, table: ProtectedTable, told: Result, reader: Reader) -> tuple[str, ...]:
    """Which groups or answers are not shown, and why: for one reason alone, so that none can be told from another."""
    groups = [row.label for row in told.rows if row.base is None]
    answers = [share.label for share in (told.rows[0].shares if table.breakdown is None else ()) if share.count is None]
    names = groups or answers
    if not names:
        return ()
    smallest = published.study.smallest_group(published.audience)
    return (reader.says(NOT_SHOWN_GROUPS, names=", ".join(names), smallest=reader.number(smallest)),)


def _range(told: Result, reader: Reader) -> tuple[str, ...]:
    """From the lowest to the highest group, of the answers that the study takes together."""
    merged = [(row.merged, row.label) for row in told.rows if row.merged and row.merged.percent is not None]
    if told.breakdown is None or len(merged) < 2:  # noqa: PLR2004 - two ends
        return ()
    least, most = (pick(merged, key=lambda each: each[0].percent or 0) for pick in (min, max))
    ends = {"least": f"{least[0].percent}%", "lowest": least[1], "most": f"{most[0].percent}%", "highest": most[1]}
    return (reader.says(RANGE, answer=least[0].label, **ends),)
