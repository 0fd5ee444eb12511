"""Whether a raw table makes sense. What does not add up is not shown."""

from collections.abc import Sequence

from .partitions import sizes_of
from .tables import NO_ANSWER, Kind, RawGroup, RawTable


def is_sound(table: RawTable, tables: Sequence[RawTable]) -> bool:
    """Whether the counts of `table` agree with themselves, and a breakdown also with its total and its variable."""
    if len(set(table.codes)) != len(table.codes) or not all(_adds_up(table, group) for group in table.groups):
        return False
    if table.breakdown is None:
        return [group.code for group in table.groups] == [None] and not _is_breakdown_variable(table, tables)
    return _agrees_with_total(table, tables) and _agrees_with_variable(table, tables)


def repeats(table: RawTable, tables: Sequence[RawTable]) -> bool:
    """Whether an earlier table already splits the same item by the same variable: two ladders tell more than one."""
    earlier = tables[: [each is table for each in tables].index(True)]
    return any((each.item, each.breakdown) == (table.item, table.breakdown) for each in earlier)


def _adds_up(table: RawTable, group: RawGroup) -> bool:
    counts = group.counts
    if len(counts) != len(table.codes) or min((group.n, group.shown, *counts)) < 0 or group.shown > group.n:
        return False
    if table.kind is Kind.MENTIONS:
        return max(counts, default=0) <= group.shown
    return table.codes[-1] == NO_ANSWER and sum(counts) == group.shown


def _is_breakdown_variable(table: RawTable, tables: Sequence[RawTable]) -> bool:
    """Its exact distribution would give away the classes that its background table hides."""
    return table.kind is not Kind.BACKGROUND and any(
        each.kind is Kind.BACKGROUND and each.item == table.item for each in tables
    )


def _agrees_with_total(table: RawTable, tables: Sequence[RawTable]) -> bool:
    """The groups add up to the total, and everybody was shown the question: a group has one base."""
    (total,) = (each for each in tables if each.measure == table.measure and _is_total(each, table.kind))
    sums = [sum(group.counts[place] for group in table.groups) for place in range(len(table.codes))]
    whole = total.groups[0]
    return (
        (total.codes, total.item, total.merged) == (table.codes, table.item, table.merged)
        and (tuple(sums), sum(group.n for group in table.groups)) == (whole.counts, whole.n)
        and all(group.shown == group.n for group in table.groups)
    )


def _is_total(table: RawTable, kind: Kind) -> bool:
    return table.breakdown is None and table.kind is kind


def _agrees_with_variable(table: RawTable, tables: Sequence[RawTable]) -> bool:
    (variable,) = (each for each in tables if _is_total(each, Kind.BACKGROUND) and each.item == table.breakdown)
    sizes = [*sizes_of(variable).items(), (None, variable.groups[0].counts[-1])]
    return [(group.code, group.n) for group in table.groups] == sizes
