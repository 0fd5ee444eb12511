"""Which groups of a variable may be seen together.

Whoever knows the total and the groups shown also knows, by subtraction, the rest: the hidden groups and the people
without a class together. So the rest is released whether we print it or not, and has to meet the same rules as a
group that is shown. The groups shown and the rest form the *released partition*; its parts are its members.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from .rules import Rules
from .tables import Kind, RawGroup, RawTable

Shown = tuple[str, ...]
"""The codes of the groups that may be seen, in the order of the variable."""


def rest(table: RawTable, shown: Shown) -> RawGroup:
    """Everybody outside the groups shown, as one group."""
    others = [group for group in table.groups if group.code not in shown]
    counts = tuple(sum(group.counts[place] for group in others) for place in range(len(table.codes)))
    return RawGroup(None, sum(group.n for group in others), sum(group.shown for group in others), counts)


def members(table: RawTable, shown: Shown) -> tuple[RawGroup, ...]:
    """The released partition: the groups shown, and the rest if anybody is in it."""
    remainder = rest(table, shown)
    visible = tuple(group for group in table.groups if group.code in shown)
    return (*visible, remainder) if remainder.n else visible


def without_smallest(sizes: Mapping[str, int], shown: Shown) -> Shown:
    """The groups shown, without the smallest of them (the last, of equally small ones)."""
    smallest = min(reversed(shown), key=lambda code: sizes[code])
    return tuple(code for code in shown if code != smallest)


def sizes_of(background: RawTable) -> dict[str, int]:
    """How many people each class of a variable has."""
    (group,) = background.groups
    return dict(zip(background.codes[:-1], group.counts[:-1], strict=True))


def by_size(background: RawTable, rules: Rules) -> Shown:
    """The classes of a variable that are large enough, together with what remains."""
    sizes, total = sizes_of(background), background.groups[0].n
    shown = tuple(code for code, n in sizes.items() if n >= rules.smallest_group)
    while shown:
        remainder = total - sum(sizes[code] for code in shown)
        parts = [sizes[code] for code in shown] + [remainder] * bool(remainder)
        if all(rules.allows_group(part, total) for part in parts):
            return shown
        shown = without_smallest(sizes, shown)
    return ()


def settle(tables: Iterable[RawTable], rules: Rules) -> dict[str, Shown]:
    """The classes shown of each breakdown variable, judged one by one and then in pairs, until every pair is safe.

    A pair whose crossing is not given cannot be judged: the second of the two is not shown.
    """
    given = [table for table in tables if table.kind is Kind.BACKGROUND]
    backgrounds = {table.item: table for table in given if table.breakdown is None}
    crossings = {(table.item, table.breakdown): table for table in given}
    shown = {item: by_size(table, rules) for item, table in backgrounds.items()}
    pairs = list(combinations(backgrounds, 2))
    while unsafe := [
        pair for pair in pairs if not is_safe_pair(crossings.get(pair), [shown[item] for item in pair], rules)
    ]:
        for _, second in unsafe:
            shown[second] = without_smallest(sizes_of(backgrounds[second]), shown[second]) if shown[second] else ()
    return shown


def is_safe_pair(crossing: RawTable | None, shown: Sequence[Shown], rules: Rules) -> bool:
    """Whether no population of one variable lies within one of the other but for fewer people than a group.

    Otherwise the difference between the two tells what those few answered. Populations are members, or unions of
    members; for a member it is enough to look at the smallest union around it and at the largest union within it.
    """
    if not all(shown):
        return True
    if crossing is None:
        return False
    rows = [group.counts for group in members(crossing, shown[1])]
    visible = [place for place, code in enumerate(crossing.codes) if code in shown[0]]
    merged = [[row[place] for place in visible] + [sum(row) - sum(row[place] for place in visible)] for row in rows]
    matrices = (merged, [list(column) for column in zip(*merged, strict=True)])
    return all(rules.allows_missing(gap) for matrix in matrices for gap in _gaps(matrix))


def _gaps(matrix: Sequence[Sequence[int]]) -> Iterable[int]:
    """For each row: how many people it falls short of the columns that it touches, and exceeds those inside it."""
    sizes = [sum(column) for column in zip(*matrix, strict=True)]
    for row in matrix:
        pairs = list(zip(row, sizes, strict=True))
        yield sum(size for part, size in pairs if part) - sum(row)
        yield sum(row) - sum(size for part, size in pairs if part == size)
