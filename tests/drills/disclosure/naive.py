"""What many dashboards do: hide groups of fewer than ten people, and show everything else."""

from collections.abc import Sequence

from survey.analysis.disclosure import Cell, Kind, ProtectedGroup, ProtectedTable, RawGroup, RawTable, Step
from survey.analysis.disclosure.ladders import cells, tally
from survey.analysis.disclosure.tables import _SEAL

SMALLEST = 10


def naively_protected(tables: Sequence[RawTable]) -> tuple[ProtectedTable, ...]:
    """The same tables as `protect` gives, in the same bands."""
    return tuple(_table(table) for table in tables if table.kind is not Kind.BACKGROUND or table.breakdown is None)


def _table(table: RawTable) -> ProtectedTable:
    groups = tuple(_group(table, group) for group in table.groups if table.breakdown is None or group.code)
    step = Step.FULL if any(group.base for group in groups) else Step.NOTHING
    return ProtectedTable(table.measure, table.kind, table.item, table.breakdown, step, groups, None, _SEAL)


def _group(table: RawTable, group: RawGroup) -> ProtectedGroup:
    if table.breakdown and group.n < SMALLEST:
        return ProtectedGroup(group.code, None)
    if table.kind is Kind.BACKGROUND:
        sizes = list(zip(table.codes, group.counts, strict=True))[:-1]
        shown = tuple(Cell(code, (code,), count if count >= SMALLEST else None) for code, count in sizes)
        return ProtectedGroup(None, group.n, shown)
    if table.kind is Kind.MENTIONS:
        columns = zip(table.codes, group.counts, strict=True)
        return ProtectedGroup(group.code, group.n, tuple(Cell(code, (code,), count) for code, count in columns))
    counted = tuple(Cell(code, codes, tally(table, group, codes)) for code, codes in cells(table, Step.FULL))
    return ProtectedGroup(group.code, sum(cell.count or 0 for cell in counted), counted)
