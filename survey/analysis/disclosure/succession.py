"""A release beside the one before it: whether their difference tells about few people (differencing over time).

A breakdown is refreshed only if each of its groups changed by nobody or by a whole group; who came and who withdrew
count alike. Those who changed are a group of their own, that whoever has both releases can work out: each table is
refreshed only if they may be shown as it shows others. What may not be refreshed keeps its earlier release.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .audit import Finding, UnsafePublicationError
from .ladders import NUMBERS, REST, cells, graded, is_carried_by_one, tally
from .partitions import Shown, is_safe_pair
from .rules import Rules
from .tables import NO_ANSWER, Kind, ProtectedTable, RawGroup, RawTable, Step

Key = tuple[str, str | None]
"""A table by its measure and breakdown."""


@dataclass(frozen=True, slots=True)
class Predecessor:
    """A table of the release before, and the raw tables of those of its people who are still there.

    `complete`: of how many complete responses it was.
    """

    table: ProtectedTable
    then: Mapping[Key, RawTable]
    complete: int


@dataclass(frozen=True, slots=True)
class Succession:
    """Two releases of a wave: what is known of it now, and what was released before, by table."""

    raw: Mapping[Key, RawTable]
    tables: Mapping[Key, ProtectedTable]
    before: Mapping[Key, Predecessor]
    rules: Rules

    def refreshed(self) -> frozenset[Key]:
        """The tables that may be released as they are now. It fails closed: what cannot be judged is not."""
        fresh = frozenset(name for name in self._variables() if self._is_judged_safe(name))
        return frozenset(
            key for key in self.tables if (_variable(self.tables[key]) in (None, *fresh)) and self._table_safe(key)
        )

    def _variables(self) -> list[str]:
        return [table.item for table in self.tables.values() if table.kind is Kind.BACKGROUND]

    def _is_judged_safe(self, variable: str) -> bool:
        try:
            return self._variable_safe(variable)
        except Exception:  # noqa: BLE001 - failing closed: what cannot be judged is not refreshed.
            return False

    def _variable_safe(self, variable: str) -> bool:
        """Whether each group changed by nobody or by a whole group, and no union of groups by another few."""
        if (variable, None) not in self.before:
            return True
        changed = changed_sizes(self.before[variable, None], self.raw[variable, None])
        if not all(self.rules.allows_missing(number) for pair in changed.values() for number in pair):
            return False
        return all(self._crosses_safely(other, variable) for other in self._variables() if (other, None) in self.before)

    def _crosses_safely(self, earlier: str, variable: str) -> bool:
        """Whether no group by `earlier` in the release before is one by `variable` now, but for a few people."""
        before = self.before[earlier, None]
        shown = _shown(before.table), _shown(self.tables[variable, None])
        if not shown[0]:
            return True
        crossing = self._crossing(before, earlier, variable)
        return is_safe_pair(crossing, [(*shown[1], REST), (*shown[0], REST)], self.rules)

    def _crossing(self, before: Predecessor, earlier: str, variable: str) -> RawTable:
        """Groups then (who came since is the rest) by groups now."""
        now, then = self.raw[variable, None], before.then
        shown = _shown(before.table), _shown(self.tables[variable, None])
        rows = _counted(then, earlier, variable)
        people: dict[str | None, list[int]] = {code: [0] * (len(shown[1]) + 1) for code in (*shown[0], REST)}
        for code, counts in rows.items():
            row = people[code if code in shown[0] else REST]
            for place, number in enumerate(_members(counts, shown[1])):
                row[place] += number
        came = {code: count - sum(row.get(code, 0) for row in rows.values()) for code, count in _classes(now).items()}
        people[None] = _members(came, shown[1])
        groups = tuple(RawGroup(code, sum(row), sum(row), (*row, 0)) for code, row in people.items())
        return RawTable(variable, Kind.BACKGROUND, variable, earlier, (*shown[1], REST, NO_ANSWER), groups)

    def _table_safe(self, key: Key) -> bool:
        if key not in self.before or self.tables[key].kind is Kind.BACKGROUND:
            return True
        try:
            return all(self._part_safe(key, code) for code in self._parts(key))
        except Exception:  # noqa: BLE001 - failing closed: what cannot be judged is not refreshed.
            return False

    def _parts(self, key: Key) -> list[str | None]:
        """The groups that both releases show; the total, or at last everybody else (None)."""
        groups = [self.before[key].table.groups, self.tables[key].groups]
        shown = [{group.code for group in each if group.code is not None and group.base is not None} for each in groups]
        if not all(shown) and key[1] is not None:
            return []
        return [*(group.code for group in groups[1] if group.code in shown[0] & shown[1]), None]

    def _part_safe(self, key: Key, code: str | None) -> bool:
        """Whether those who came to a group or left it may be shown as the group is, together and as a difference."""
        rules, before, raw = self.rules, self.before[key], self.raw[key]
        known = [each for each in self._parts(key) if each is not None]
        now, then = _group(raw, code, known), _group(before.then[key], code, known)
        came = _less(raw, now, before.then[key], then)
        sets = _answers(before.table)
        shown = _counts(before.table, code)
        left = [max(0, shown[each] - tally(before.then[key], then, each)) if each in shown else 0 for each in sets]
        gained = [tally(raw, came, each) for each in sets]
        if not any(came.counts) and not any(left):
            return True
        many = min(came.shown - max(left, default=0), self._apart(key, code)) >= rules.exempt_total
        if key[1] is None and many:
            return True
        if not rules.allows_missing(self._apart(key, code)):
            return False
        if raw.kind is Kind.MENTIONS:
            return came.n >= rules.mentions_group and all(
                rules.allows_mentions(abs(one - other), came.n) for one, other in zip(gained, left, strict=True)
            )
        pairs = list(zip(gained, left, strict=True))
        told = [[one + other for one, other in pairs], [abs(one - other) for one, other in pairs]] if pairs else []
        told += self._as_now(key, raw, came)
        return all(rules.allows_distribution(each) for each in told) and self._mean_safe(key, raw, came)

    def _apart(self, key: Key, code: str | None) -> int:
        """By how many the bases differ that the two releases show of a group, or of the total."""
        tables = self.before[key].table, self.tables[key]
        bases = [next((group.base for group in table.groups if group.code == code), None) for table in tables]
        return 0 if None in bases else abs((bases[1] or 0) - (bases[0] or 0))

    def _as_now(self, key: Key, raw: RawTable, came: RawGroup) -> Iterator[list[int]]:
        step = self.tables[key].step
        if step not in (Step.MEAN, Step.NOTHING) and any(came.counts):
            yield [tally(raw, came, codes) for _, codes in cells(raw, step)]

    def _mean_safe(self, key: Key, raw: RawTable, came: RawGroup) -> bool:
        """The mean of who came follows from two means: nobody or enough people, and not all of one number."""
        known = graded(raw, came)
        if raw.kind not in NUMBERS or not any(known) or not any(group.mean for group in self.tables[key].groups):
            return True
        carried = raw.kind is Kind.AMOUNT and is_carried_by_one(raw, came)
        return sum(known) >= self.rules.smallest_group and not self.rules.dominated(known) and not carried


def _variable(table: ProtectedTable) -> str | None:
    return table.item if table.kind is Kind.BACKGROUND else table.breakdown


def _shown(table: ProtectedTable) -> Shown:
    return tuple(cell.code for cell in table.groups[0].cells if cell.count is not None)


def _classes(background: RawTable) -> dict[str, int]:
    """How many people have each class, and `NO_ANSWER`."""
    return dict(zip(background.codes, background.groups[0].counts, strict=True))


def _members(counts: Mapping[str, int], shown: Shown) -> list[int]:
    """The classes shown, and everybody else."""
    return [*(counts.get(code, 0) for code in shown), sum(n for code, n in counts.items() if code not in shown)]


def _counted(then: Mapping[Key, RawTable], earlier: str, variable: str) -> dict[str, dict[str, int]]:
    """People by the class of one variable (rows) and of another, from the crossing of the two."""
    if earlier == variable:
        return {code: {code: n} for code, n in _classes(then[variable, None]).items()}
    turned = (variable, earlier) not in then
    crossing = then[(earlier, variable) if turned else (variable, earlier)]
    found = {group.code or NO_ANSWER: dict(zip(crossing.codes, group.counts, strict=True)) for group in crossing.groups}
    if not turned:
        return found
    return {code: {row: counts[code] for row, counts in found.items()} for code in crossing.codes}


def changed_sizes(before: Predecessor, raw: RawTable) -> dict[str, tuple[int, int]]:
    """By class, `REST`, and "" for everybody: how many came or left, and by how many the two releases differ.

    Raises:
        ValueError: there were fewer people before than are left of them.

    """
    then, now = _classes(before.then[raw.measure, None]), _classes(raw)
    published = {cell.code: cell.count for cell in before.table.groups[0].cells if cell.count is not None}
    rest = before.complete - sum(published.values())
    others = [code for code in now if code not in published]
    pairs = {code: (now[code], then[code], count) for code, count in published.items()}
    pairs[REST] = sum(now[code] for code in others), sum(then[code] for code in others), rest
    pairs[""] = sum(now.values()), sum(then.values()), before.complete
    for today, left, known in pairs.values():
        if today < left or known < left:
            raise ValueError("There are more people of then than there were then.")
    return {code: ((today - left) + (known - left), abs(today - known)) for code, (today, left, known) in pairs.items()}


def _group(table: RawTable, code: str | None, known: Sequence[str]) -> RawGroup:
    """A group; the total, or everybody outside the groups that are known."""
    if table.breakdown is None:
        return table.groups[0]
    chosen = [group for group in table.groups if (group.code == code if code else group.code not in known)]
    counts = tuple(sum(column) for column in zip(*(group.counts for group in chosen), strict=True))
    return RawGroup(code, sum(group.n for group in chosen), sum(group.shown for group in chosen), counts)


def _less(raw: RawTable, now: RawGroup, then_table: RawTable, then: RawGroup) -> RawGroup:
    """Who came since: now less then, by code; numbers that only somebody gave now were given by nobody then."""
    earlier = dict(zip(then_table.codes, then.counts, strict=True))
    counts = tuple(count - earlier.get(code, 0) for code, count in zip(raw.codes, now.counts, strict=True))
    if min(counts, default=0) < 0:
        raise ValueError("There are more people of then than there were then.")
    return RawGroup(now.code, now.n - then.n, now.shown - then.shown, counts)


def _answers(table: ProtectedTable) -> list[tuple[str, ...]]:
    """The answers that a table shows, each with those that it holds together."""
    return list(dict.fromkeys(cell.codes for group in table.groups for cell in group.cells))


def _counts(table: ProtectedTable, code: str | None) -> dict[tuple[str, ...], int]:
    """What a table shows of a group, or of the total."""
    found = next((group for group in table.groups if group.code == code), None)
    return {} if found is None else {cell.codes: cell.count for cell in found.cells if cell.count is not None}


def audit_succession(before: Mapping[Key, ProtectedTable], after: Sequence[ProtectedTable], rules: Rules) -> None:
    """A second look, by plain arithmetic: what two releases show of the same group is the same, or far enough apart.

    Raises:
        UnsafePublicationError: the difference between the two is about too few people.

    """
    if found := [each for table in after for each in _differences(before.get(_key(table)), table, rules)]:
        raise UnsafePublicationError(found)


def _differences(before: ProtectedTable | None, after: ProtectedTable, rules: Rules) -> Iterator[Finding]:
    if before is None or before == after:
        return
    old = {group.code: group for group in before.groups}
    for group in after.groups:
        earlier = old.get(group.code)
        if earlier is None or group.base is None or earlier.base is None:
            continue
        people = abs(group.base - earlier.base)
        if after.breakdown is None and people >= rules.exempt_total:
            continue
        counts = {cell.codes: cell.count for cell in earlier.cells if cell.count is not None}
        apart = [abs(cell.count - counts[cell.codes]) for cell in group.cells
                 if cell.count is not None and cell.codes in counts]  # fmt: skip
        least = rules.smallest_group if after.kind is Kind.BACKGROUND else rules.smallest_cell
        if not rules.allows_missing(people):
            yield Finding(after.measure, after.breakdown, group.code, "", people)
        for number in (each for each in apart if 0 < each < least):
            yield Finding(after.measure, after.breakdown, group.code, "", number)


def _key(table: ProtectedTable) -> Key:
    return table.measure, table.breakdown
