"""A second look at a protected set, by plain arithmetic on what it shows and on nothing else.

The audit does not know how the tables were protected. It subtracts what is shown from the total, as a reader can, and
looks for fewer people than the rules allow. A publication in which it finds anything is refused.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from .rules import Rules
from .tables import Kind, ProtectedGroup, ProtectedTable

Codes = frozenset[str]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a reader could work out: in which table, of which group (None: total or rest), and for how many people."""

    measure: str
    breakdown: str | None
    group: str | None
    answers: str
    people: int


class UnsafePublicationError(Exception):
    """Nothing was published, because small numbers could be worked out from the tables; `findings` says which."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(
            f"Nothing was published: small numbers could be worked out from {', '.join(self.tables())}. "
            "Merge classes, or leave that out."
        )

    def tables(self) -> list[str]:
        """The tables concerned, by the codes of measure and breakdown."""
        return sorted({each.measure + (f" by {each.breakdown}" if each.breakdown else "") for each in self.findings})


def audit(tables: Sequence[ProtectedTable], rules: Rules) -> None:
    """Check the whole set.

    Raises:
        UnsafePublicationError: a group, an answer, or what is left out of a mean can be worked out for too few people.

    """
    if findings := list(findings_in(tables, rules)):
        raise UnsafePublicationError(findings)


def findings_in(tables: Sequence[ProtectedTable], rules: Rules) -> Iterator[Finding]:
    """Everything in the set that is too small: shown, left over by subtraction, or different between two tables."""
    totals = {table.measure: table.groups[0] for table in tables if table.breakdown is None}
    backgrounds = {table.item: table.groups[0] for table in tables if table.kind is Kind.BACKGROUND}
    for table in tables:
        if table.kind is Kind.BACKGROUND:
            yield from _classes(table, rules)
        elif table.breakdown is None:
            yield from _small_total(table, rules)
        elif any(group.base is not None for group in table.groups):
            everybody = backgrounds[table.breakdown].base or 0
            yield from _sizes(table, everybody, rules)
            yield from _answers(table, totals[table.measure], everybody, rules)
            yield from _means(table, totals[table.measure], everybody, rules)
    yield from _bases(tables)
    yield from _nested(tables, rules)


def _too_small(people: int, everybody: int, rules: Rules) -> bool:
    return min(people, everybody - people) < rules.smallest_group


def _unfair(count: int, base: int, rules: Rules, *, nobody: bool) -> bool:
    """Some, but too few, gave the answer or did not; or (almost) everybody gave it. `nobody`: a count of 0 is fine."""
    if count == 0:
        return not nobody
    return min(count, base - count) < rules.smallest_cell or count > rules.dominance * base


def _classes(table: ProtectedTable, rules: Rules) -> Iterator[Finding]:
    (group,) = table.groups
    sizes = [(cell.code, cell.count) for cell in group.cells if cell.count is not None]
    if group.base is None or not sizes:
        return
    rest = group.base - sum(n for _, n in sizes)
    for code, n in [*sizes, *([("", rest)] if rest else [])]:
        if _too_small(n, group.base, rules):
            yield Finding(table.measure, table.item, code, "", n)


def _small_total(table: ProtectedTable, rules: Rules) -> Iterator[Finding]:
    (group,) = table.groups
    if group.base is None or group.base >= rules.exempt_total:
        return
    if group.base < rules.smallest_group:
        yield Finding(table.measure, None, None, "", group.base)
    for cell in group.cells:
        nobody = table.kind is not Kind.MENTIONS
        if cell.count is not None and _unfair(cell.count, group.base, rules, nobody=nobody):
            yield Finding(table.measure, None, None, cell.code, cell.count)


def _sizes(table: ProtectedTable, everybody: int, rules: Rules) -> Iterator[Finding]:
    for group in table.groups:
        if group.base is not None and _too_small(group.base, everybody, rules):
            yield Finding(table.measure, table.breakdown, group.code, "", group.base)


def _answers(table: ProtectedTable, total: ProtectedGroup, everybody: int, rules: Rules) -> Iterator[Finding]:
    """Each answer: of the groups that show it, and of all others together, who are the total without them."""
    shown: dict[Codes, list[tuple[str | None, int, int]]] = defaultdict(list)
    for group in table.groups:
        for cell in group.cells:
            if cell.count is not None and group.base is not None:
                shown[frozenset(cell.codes)].append((group.code, cell.count, group.base))
    universe = frozenset[str]().union(*shown)
    mentions = table.kind is Kind.MENTIONS
    for codes, known in shown.items():
        people = list(known)
        left = everybody - sum(base for _, _, base in known)
        if (whole := _in_total(total, codes, universe, everybody)) is not None and left:
            people.append((None, whole - sum(count for _, count, _ in known), left))
        nobody = not mentions and not any(count for _, count, _ in people)
        for code, count, base in people:
            small = mentions and base < rules.mentions_group
            if small or _unfair(count, base, rules, nobody=nobody):
                yield Finding(table.measure, table.breakdown, code, "/".join(sorted(codes)), count)


def _in_total(total: ProtectedGroup, codes: Codes, universe: Codes, everybody: int) -> int | None:
    """How many gave one of `codes` in the whole wave, from the total's cells or from what they leave of everybody."""
    direct = _added(total, codes)
    if direct is not None:
        return direct
    others = _added(total, universe - codes)
    return None if others is None else everybody - others


def _added(total: ProtectedGroup, codes: Codes) -> int | None:
    cells = [*total.cells, *([total.merged] if total.merged and not total.cells else [])]
    parts = [cell for cell in cells if cell.count is not None and codes >= set(cell.codes)]
    covered = {code for cell in parts for code in cell.codes}
    return sum(cell.count or 0 for cell in parts) if covered == codes else None


def _means(table: ProtectedTable, total: ProtectedGroup, everybody: int, rules: Rules) -> Iterator[Finding]:
    """Who is left out of a mean is nobody or a whole group, and the rest's mean rests on a whole group too."""
    people: list[tuple[str | None, int, int]] = [
        (group.code, group.base or 0, group.mean_base) for group in table.groups if group.mean_base is not None
    ]
    left = everybody - sum(base for _, base, _ in people)
    if people and left:
        people.append((None, left, (total.mean_base or 0) - sum(graded for _, _, graded in people)))
    for code, base, graded in people:
        if graded < rules.smallest_group or 0 < base - graded < rules.smallest_group:
            yield Finding(table.measure, table.breakdown, code, "mean", base - graded)


def _bases(tables: Sequence[ProtectedTable]) -> Iterator[Finding]:
    """A group has one base, whatever is asked about it."""
    bases: dict[tuple[str, str], int] = {}
    for table in tables:
        for variable, code, base in _groups(table):
            first = bases.setdefault((variable, code), base)
            if first != base:
                yield Finding(table.measure, variable, code, "", abs(first - base))


def _groups(table: ProtectedTable) -> Iterator[tuple[str, str, int]]:
    if table.kind is Kind.BACKGROUND:
        known: Iterable[tuple[str | None, int | None]] = ((cell.code, cell.count) for cell in table.groups[0].cells)
    else:
        known = ((group.code, group.base) for group in table.groups)
    variable = table.item if table.kind is Kind.BACKGROUND else table.breakdown
    for code, base in known:
        if variable is not None and code is not None and base is not None:
            yield variable, code, base


def _nested(tables: Sequence[ProtectedTable], rules: Rules) -> Iterator[Finding]:
    """Two cells of the same people, from any tables about the same item, of which one lies within the other."""
    cells: dict[tuple[str, str | None, str | None], dict[Codes, int]] = defaultdict(dict)
    for table in tables:
        for group in table.groups:
            exempt = table.breakdown is None and (group.base or 0) >= rules.exempt_total
            if table.kind not in (Kind.MENTIONS, Kind.BACKGROUND) and not exempt:
                known = {frozenset(cell.codes): cell.count for cell in group.cells if cell.count is not None}
                cells[table.item, table.breakdown, group.code] |= known
    for (item, breakdown, code), counts in cells.items():
        for inner, outer in permutations(counts, 2):
            people = counts[outer] - counts[inner]
            if inner < outer and 0 < people < rules.smallest_cell:
                yield Finding(item, breakdown, code, "/".join(sorted(outer - inner)), people)
