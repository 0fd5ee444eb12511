"""Change by background under disclosure control: the pairs of each class are a group, of both waves and of the pairs.

Who is in a class and in one wave alone is the difference between a published group and its pairs; so is who is in the
pairs and in no class that is shown. All of them meet the rules of a group.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from survey.questionnaires.problems import N_, Reason

from .audit import Finding
from .evidence import Counts, Evidence, ShiftKind
from .partitions import Shown, is_safe_pair, without_smallest
from .rules import Rules
from .tables import RawTable

HOLM = N_("The p-values of the groups of one characteristic were corrected by Holm's method.")


@dataclass(frozen=True, slots=True)
class RawPart:
    """The pairs in a class of a variable at first (None: in no class), as a shift is told of all of them.

    `levels`: how they answered in both waves. `alone`: how those answered who are in the class and in one wave alone;
    None where people of the class are in other ones in that wave. `differences`: how many changed by the same;
    `flow`: yes and no, then the same later.
    """

    code: str | None
    first: float
    last: float
    levels: tuple[Counts, Counts]
    alone: tuple[Counts | None, Counts | None]
    differences: Counts
    flow: tuple[Counts, Counts] | None
    tested: Evidence | None

    @property
    def pairs(self) -> int:
        """How many they are."""
        return sum(self.levels[0])


@dataclass(frozen=True, slots=True)
class RawSplit:
    """A shift by a variable. `crossings`: of the classes of the pairs (everybody else is the rest) with each variable
    of each wave; `beside`: with the other variables that the shift is split by, among the pairs."""

    of: str
    kind: ShiftKind
    variable: str
    parts: tuple[RawPart, ...]
    crossings: tuple[tuple[RawTable, ...], tuple[RawTable, ...]]
    beside: tuple[RawTable, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What may be known of the pairs in a class: None where it is hidden, `tested` where the test is."""

    code: str
    pairs: int | None = None
    first: float | None = None
    last: float | None = None
    tested: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """A shift of the measure `of` by a variable, as it may be seen."""

    of: str
    kind: ShiftKind
    variable: str
    parts: tuple[Part, ...]

    @property
    def is_shown(self) -> bool:
        """Whether anything of it is shown."""
        return any(part.first is not None for part in self.parts)


def protect_splits(raw: Sequence[RawSplit], shown: Sequence[Mapping[str, Shown]], rules: Rules) -> Iterator[Split]:
    """The splits of one shift that may be seen, each judged beside those before it. The shift itself may be seen.

    `shown`: for both waves, which classes of each variable are published. What cannot be judged is not shown.
    """
    settled: dict[str, Shown] = {}
    for split in raw:
        try:
            settled[split.variable] = _settled(split, [*shown, settled], rules)
        except Exception:  # noqa: BLE001 - failing closed: a split that cannot be judged is not shown.
            settled[split.variable] = ()
        visible = settled[split.variable]
        parts = tuple(
            _part(part, rules) if part.code in visible else Part(part.code)
            for part in split.parts
            if part.code is not None
        )
        yield Split(split.of, split.kind, split.variable, _corrected(parts))


def _part(raw: RawPart, rules: Rules) -> Part:
    tested = raw.tested if is_test_allowed(raw, rules) else None
    return Part(raw.code or "", raw.pairs, raw.first, raw.last, tested)


def _corrected(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The tests that are shown as one family: hidden ones must not be told by the others."""
    from ..comparison.families import holm  # noqa: PLC0415 - loads NumPy, which a page of a dashboard does without

    known = [part.tested.p for part in parts if part.tested]
    adjusted = iter(holm(known).p)
    return tuple(replace(part, tested=_with(part.tested, next(adjusted))) if part.tested else part for part in parts)


def _with(evidence: Evidence, p: float) -> Evidence:
    method = replace(evidence.method, options=(*evidence.method.options, Reason(HOLM)))
    return replace(evidence, p=p, method=method)


def is_test_allowed(raw: RawPart, rules: Rules) -> bool:
    """A test tells how many changed, and which way: nobody or enough people in each direction, and not all alike."""
    if raw.flow is not None:
        return all(rules.allows_cell(count) for row in raw.flow for count in row)
    return not rules.dominated(raw.differences)


def _settled(split: RawSplit, shown: Sequence[Mapping[str, Shown]], rules: Rules) -> Shown:
    """The classes that may be seen together; the one that stands in the way, or else the smallest, joins the rest."""
    sizes = {part.code: part.pairs for part in split.parts if part.code is not None}
    total = sum(part.pairs for part in split.parts)
    visible = tuple(code for code, number in sizes.items() if rules.allows_group(number, total))
    while visible:
        members = _members(split, visible)
        unsafe = tuple(code for code, group in members if code and not _is_allowed(group, split.kind, rules))
        rest_unsafe = any(not code and not _is_allowed(group, split.kind, rules) for code, group in members)
        if not unsafe and not rest_unsafe and _crosses_safely(split, visible, shown, rules):
            return visible
        visible = tuple(code for code in visible if code not in unsafe) if unsafe else without_smallest(sizes, visible)
    return ()


def _members(split: RawSplit, visible: Shown) -> list[tuple[str, list[RawPart]]]:
    """The classes that are shown, and all others together under no name."""
    known = {part.code: part for part in split.parts}
    others = [part for part in split.parts if part.code not in visible]
    return [*((code, [known[code]]) for code in visible), *([("", others)] if others else [])]


def _is_allowed(group: Sequence[RawPart], kind: ShiftKind, rules: Rules) -> bool:
    """Whether some pairs may be known as one group in both waves, and those beside them who are in one alone."""
    pairs = sum(part.pairs for part in group)
    if 0 < pairs < rules.smallest_group:
        return False
    levels = [_added([part.levels[wave] for part in group]) for wave in (0, 1)]
    alone = [_added_known([part.alone[wave] for part in group]) for wave in (0, 1)]
    told = [each for each in (*levels, *(each for each in alone if each is not None)) if sum(each)]
    return all(rules.allows_missing(sum(each)) for each in alone if each is not None) and all(
        rules.allows_distribution(each) if kind is ShiftKind.SHARE else not rules.dominated(each) for each in told
    )


def _added(rows: Sequence[Counts]) -> Counts:
    return tuple(sum(column) for column in zip(*rows, strict=True))


def _added_known(rows: Sequence[Counts | None]) -> Counts | None:
    known = [row for row in rows if row is not None]
    return _added(known) if len(known) == len(rows) else None


def _crosses_safely(split: RawSplit, visible: Shown, shown: Sequence[Mapping[str, Shown]], rules: Rules) -> bool:
    crossings = (*split.crossings, split.beside)
    return all(
        is_safe_pair(crossing, [visible, published.get(crossing.breakdown or "", ())], rules)
        for published, among in zip(shown, crossings, strict=True)
        for crossing in among
    )


def split_findings(measure: str, splits: Sequence[Split], pairs: Mapping[str, int], rules: Rules) -> Iterator[Finding]:
    """A second look, by plain arithmetic: groups that are too small, or leave too few of the pairs.

    `pairs`: of how many people each measure is shown.
    """
    for split in splits:
        known = [(part.code, part.pairs) for part in split.parts if part.pairs is not None]
        total = pairs.get(split.of, 0)
        rest = total - sum(number for _, number in known)
        for code, number in [*known, *([("", rest)] if rest and known else [])]:
            if not rules.allows_group(number, total):
                yield Finding(measure, split.variable, code, split.of, number)
