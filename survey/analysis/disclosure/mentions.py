"""Mentions: each option of a multiple choice is judged by itself, because one person may mention several."""

from collections.abc import Sequence

from .partitions import Shown, members, without_smallest
from .rules import Rules
from .tables import Cell, ProtectedGroup, RawGroup, RawTable


def total_mentions(table: RawTable, rules: Rules) -> tuple[ProtectedGroup, ...]:
    """The total of a wave: options from `smallest_cell` mentions on; () if nothing may be shown."""
    (group,) = table.groups
    if group.shown < rules.smallest_group:
        return ()
    allowed = [_in_total(count, group.shown, rules) for count in group.counts]
    return _released(table, group, allowed, group.shown) if any(allowed) else ()


def _in_total(count: int, base: int, rules: Rules) -> bool:
    if base >= rules.exempt_total:
        return count >= rules.smallest_cell
    if rules.small_totals_merged:
        return False
    return rules.allows_mentions(count, base)


def group_mentions(table: RawTable, total: Sequence[Cell], shown: Shown, rules: Rules) -> tuple[ProtectedGroup, ...]:
    """The groups of a variable: per option those that may be seen together; () if nothing may be shown."""
    seen = [
        _seen(table, place, shown, rules) if total[place].count is not None else () for place in range(len(table.codes))
    ]
    if not any(seen):
        return ()
    released: list[ProtectedGroup] = []
    for group in table.groups:
        if group.code in shown:
            released += _released(table, group, [group.code in codes for codes in seen], group.n)
        elif group.code is not None:
            released.append(ProtectedGroup(group.code, None))
    return tuple(released)


def _seen(table: RawTable, place: int, shown: Shown, rules: Rules) -> Shown:
    """The groups that may be seen for the option at `place`, so that the rest exposes nobody either."""
    sizes = {group.code: group.n for group in table.groups if group.code is not None}
    shown = tuple(code for code in shown if _allowed(_group(table, code), place, rules))
    while shown:
        parts = members(table, shown)
        if len(parts) > 1 and all(_allowed(part, place, rules) for part in parts):
            return shown
        shown = without_smallest(sizes, shown)
    return ()


def _group(table: RawTable, code: str) -> RawGroup:
    return next(group for group in table.groups if group.code == code)


def _allowed(group: RawGroup, place: int, rules: Rules) -> bool:
    return group.n >= rules.mentions_group and rules.allows_mentions(group.counts[place], group.n)


def _released(table: RawTable, group: RawGroup, allowed: Sequence[bool], base: int) -> tuple[ProtectedGroup, ...]:
    columns = zip(table.codes, group.counts, allowed, strict=True)
    cells = tuple(Cell(code, (code,), count if may else None) for code, count, may in columns)
    return (ProtectedGroup(group.code, base, cells),)
