"""What a publication would hide, and what merging neighbouring classes would buy: for researchers, before it is made.

Nothing is stored, and nothing is told but what the publication itself would tell: which groups and answers have a dot.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from survey.analysis.disclosure import Kind, ProtectedTable, RawGroup, RawTable, Rules, Step, protect

from .publish import raw_tables, rules_of
from .wave_frames import Answers


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would be seen of a table by a variable: how far down the ladder, how many cells, and the hidden groups."""

    measure: str
    breakdown: str
    step: Step
    cells: int
    hidden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merger:
    """Two neighbouring classes of a variable, and how many cells are shown by it now and if they were one."""

    variable: str
    first: str
    second: str
    cells: int
    merged: int


@dataclass(frozen=True, slots=True)
class Preview:
    """Every table by a variable, and the mergers that show more, the best first."""

    tables: tuple[Outlook, ...]
    mergers: tuple[Merger, ...]


def preview(answers: Answers) -> Preview:
    """Compute and protect as `publish` would; `TooFewResponsesError` as there."""
    rules = rules_of(answers)
    raw = raw_tables(answers, rules)
    tables = protect(raw, rules)
    outlooks = tuple(_outlook(table) for table in tables if table.breakdown)
    found = sorted(_mergers(raw, tables, rules), key=lambda each: each.cells - each.merged)
    return Preview(outlooks, tuple(found))


def _outlook(table: ProtectedTable) -> Outlook:
    hidden = tuple(group.code or "" for group in table.groups if group.base is None)
    return Outlook(table.measure, table.breakdown or "", table.step, _cells(table), hidden)


def _cells(table: ProtectedTable) -> int:
    """How many numbers are shown."""
    return sum(sum(cell.count is not None for cell in group.cells) + (group.mean is not None) for group in table.groups)


def _mergers(raw: Sequence[RawTable], tables: Sequence[ProtectedTable], rules: Rules) -> Iterator[Merger]:
    for variable in (table for table in raw if table.kind is Kind.BACKGROUND and table.breakdown is None):
        own = [table for table in raw if _concerns(table, variable.item)]
        now = sum(_cells(table) for table in tables if table.breakdown == variable.item)
        classes = variable.codes[:-1]
        for first, second in pairwise(classes):
            then = protect([merged(table, variable.item, first, second) for table in own], rules)
            cells = sum(_cells(table) for table in then if table.breakdown == variable.item)
            if cells > now:
                yield Merger(variable.item, first, second, now, cells)


def _concerns(table: RawTable, variable: str) -> bool:
    """Totals, tables by the variable, and all that judges them together."""
    return table.breakdown in (None, variable) or table.kind is Kind.BACKGROUND


def merged(table: RawTable, variable: str, first: str, second: str) -> RawTable:
    """A table as if two classes of a variable were one, under the code of the first."""
    if table.kind is Kind.BACKGROUND and table.item == variable:
        places = [table.codes.index(code) for code in (first, second)]
        codes = tuple(code for code in table.codes if code != second)
        groups = tuple(replace(group, counts=_added(group.counts, *places)) for group in table.groups)
        return replace(table, codes=codes, groups=groups)
    if table.breakdown != variable:
        return table
    one, other = (next(group for group in table.groups if group.code == code) for code in (first, second))
    both = RawGroup(
        first,
        one.n + other.n,
        one.shown + other.shown,
        tuple(a + b for a, b in zip(one.counts, other.counts, strict=True)),
    )
    groups = tuple(both if group is one else group for group in table.groups if group is not other)
    return replace(table, groups=groups)


def _added(counts: tuple[int, ...], first: int, second: int) -> tuple[int, ...]:
    together = [n + counts[second] if place == first else n for place, n in enumerate(counts)]
    return tuple(n for place, n in enumerate(together) if place != second)
