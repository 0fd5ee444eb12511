"""Change between two waves under disclosure control: the people in both are a group of each wave, and judged as one.

Whoever knows a wave and the pairs in it also knows, by subtraction, those who are in it alone. So both meet the rules
of a group. Means and shares of the pairs come first to be shown and last to go; tests fall away before them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import InitVar, dataclass

from .audit import Finding, UnsafePublicationError
from .evidence import Counts, Evidence, ShiftKind
from .partitions import Shown, is_safe_pair
from .rules import Rules
from .splits import RawSplit, Split, protect_splits, split_findings
from .tables import _SEAL, NO_ANSWER, Kind, NotProtectedError, RawGroup, RawTable, Step

Flow = tuple[Counts, Counts]

LINKED = "linked"
"""The class of those who are in both waves; the others have none."""


@dataclass(frozen=True, slots=True)
class Side:
    """One wave: the distribution over the pairs and over those in this wave alone, and how many were published."""

    pairs: Counts
    alone: Counts
    published: int | None
    crossings: tuple[RawTable, ...]


@dataclass(frozen=True, slots=True)
class RawShift:
    """One measure in two waves. `differences`: how many changed by the same; `flow`: yes and no, then the same later.

    `first` and `last` are means or shares of the pairs.
    """

    of: str
    kind: ShiftKind
    first: float
    last: float
    sides: tuple[Side, Side]
    differences: Counts
    flow: Flow | None
    tested: Evidence | None
    left_out: int = 0
    """Pairs that were drawn and left out, so that no fewer than a group is in one wave alone."""
    splits: tuple[RawSplit, ...] = ()

    @property
    def pairs(self) -> int:
        """How many answered in both waves."""
        return sum(self.sides[0].pairs)


@dataclass(frozen=True, slots=True)
class RawStay:
    """How a class of a variable at the start was spread over those who stayed and those who left."""

    variable: str
    classes: tuple[str, ...]
    stayers: Counts
    leavers: Counts
    standardised: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class RawChange:
    """A change measure: how many are in each wave and in both, who stayed, and every shift."""

    measure: str
    waves: tuple[str, str]
    earlier: int
    later: int
    linked: int
    withdrawn: int
    stays: tuple[RawStay, ...]
    shifts: tuple[RawShift, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """What may be known of a shift. `first` and `last` are None where it is hidden, `tested` where the test is."""

    of: str
    kind: ShiftKind
    pairs: int | None = None
    first: float | None = None
    last: float | None = None
    tested: Evidence | None = None
    left_out: int = 0
    bases: tuple[int, int] | None = None
    """How many answered in each wave, as these waves publish it."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Of those who stayed and of those who left: how many in each class at the start, and the standardised difference.

    Classes are None where one of them is too small.
    """

    variable: str
    classes: tuple[str, ...]
    stayers: Counts | None
    leavers: Counts | None
    standardised: tuple[float | None, ...] | None


@dataclass(frozen=True, slots=True)
class ProtectedChange:
    """A change that went through disclosure control. Without `linked` nothing of it is shown.

    `splits` are the shifts by background of which something is shown.
    """

    measure: str
    waves: tuple[str, str]
    earlier: int | None
    later: int | None
    linked: int | None
    stays: tuple[Stay, ...]
    shifts: tuple[Shift, ...]
    seal: InitVar[object]
    splits: tuple[Split, ...] = ()

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise NotProtectedError("A protected change comes from disclosure control only: call protect_change.")

    @property
    def step(self) -> Step:
        """Whether anything of it is shown."""
        return Step.NOTHING if self.linked is None else Step.FULL


def protect_change(raw: RawChange, shown: Sequence[Mapping[str, Shown]], rules: Rules) -> ProtectedChange:
    """What may be seen of a change. `shown`: for both waves, which classes of each variable are published.

    It fails closed: what cannot be judged is not shown.
    """
    try:
        shifts = tuple(_shift(each, shown, rules) for each in raw.shifts)
        stays = tuple(_stay(each, raw, shown[0], rules) for each in raw.stays)
    except Exception:  # noqa: BLE001 - failing closed: a change that cannot be judged is not shown.
        shifts, stays = (), ()
    if not any(shift.first is not None for shift in shifts):
        hidden = tuple(Shift(each.of, each.kind) for each in raw.shifts)
        return ProtectedChange(raw.measure, raw.waves, None, None, None, (), hidden, _SEAL)
    splits = tuple(
        split
        for each, told in zip(raw.shifts, shifts, strict=True)
        if told.first is not None
        for split in protect_splits(each.splits, shown, rules)
        if split.is_shown
    )
    return ProtectedChange(raw.measure, raw.waves, raw.earlier, raw.later, raw.linked, stays, shifts, _SEAL, splits)


def _shift(raw: RawShift, shown: Sequence[Mapping[str, Shown]], rules: Rules) -> Shift:
    allowed = raw.pairs >= rules.smallest_group and all(
        _side_allowed(side, raw.kind, visible, rules) for side, visible in zip(raw.sides, shown, strict=True)
    )
    if not allowed:
        return Shift(raw.of, raw.kind)
    tested = raw.tested if _test_allowed(raw, rules) else None
    bases = [sum(side.pairs) + sum(side.alone) if side.published is None else side.published for side in raw.sides]
    return Shift(raw.of, raw.kind, raw.pairs, raw.first, raw.last, tested, raw.left_out, (bases[0], bases[1]))


def _side_allowed(side: Side, kind: ShiftKind, shown: Mapping[str, Shown], rules: Rules) -> bool:
    """Whether the pairs may be known in one wave, and so may those who are in it alone."""
    pairs, alone = sum(side.pairs), sum(side.alone)
    left = alone if side.published is None else side.published - pairs
    if not rules.allows_missing(left) or not rules.allows_missing(alone):
        return False
    safe = all(
        is_safe_pair(crossing, [(LINKED,), shown.get(crossing.breakdown or "", ())], rules)
        for crossing in side.crossings
    )
    whole = not left and not alone and pairs >= rules.exempt_total
    return safe and (whole or all(_part_allowed(part, kind, rules) for part in (side.pairs, side.alone) if any(part)))


def _part_allowed(counts: Counts, kind: ShiftKind, rules: Rules) -> bool:
    return rules.allows_distribution(counts) if kind is ShiftKind.SHARE else not rules.dominated(counts)


def _test_allowed(raw: RawShift, rules: Rules) -> bool:
    """A test tells how many changed, and which way: nobody or enough people in each direction, and not all alike."""
    if raw.flow is not None:
        return all(rules.allows_cell(count) for row in raw.flow for count in row)
    return not rules.dominated(raw.differences)


def _stay(raw: RawStay, change: RawChange, shown: Mapping[str, Shown], rules: Rules) -> Stay:
    """Who left is known only where nobody withdrew since the earlier wave was published, or enough people."""
    enough = rules.allows_missing(change.withdrawn) and min(sum(raw.stayers), sum(raw.leavers)) >= rules.smallest_group
    whole = all(code in shown.get(raw.variable, ()) for code in raw.classes)
    cells = all(rules.allows_cell(count) for count in (*raw.stayers, *raw.leavers))
    if not (enough and whole and cells):
        return Stay(raw.variable, raw.classes, None, None, None)
    return Stay(raw.variable, raw.classes, raw.stayers, raw.leavers, raw.standardised)


def audit_changes(changes: Sequence[ProtectedChange], rules: Rules) -> None:
    """A second look, by plain arithmetic on what is shown.

    Raises:
        UnsafePublicationError: too few people are in both waves, or in one alone.

    """
    found = [finding for change in changes for finding in _findings(change, rules)]
    if found:
        raise UnsafePublicationError(found)


def _findings(change: ProtectedChange, rules: Rules) -> Iterator[Finding]:
    if change.linked is None:
        return
    pairs = [(shift.of, shift.pairs) for shift in change.shifts if shift.pairs is not None]
    alone = [base - (shift.pairs or 0) for shift in change.shifts for base in shift.bases or ()]
    cells = [(stay.variable, n) for stay in change.stays for n in (*(stay.stayers or ()), *(stay.leavers or ()))]
    small = [(None, of, n) for of, n in pairs if not rules.smallest_group <= n <= change.linked]
    small += [(None, LINKED, n) for n in alone if not rules.allows_missing(n)]
    found = [*small, *((variable, LINKED, n) for variable, n in cells if not rules.allows_cell(n))]
    for variable, group, number in found:
        yield Finding(change.measure, variable, group, "", number)
    yield from split_findings(change.measure, change.splits, {of: n or 0 for of, n in pairs}, rules)


def linked_crossing(variable: str, classes: Sequence[str], inside: Counts, outside: Counts) -> RawTable:
    """The crossing of being in both waves with a variable. `inside` and `outside`: counts per class, then without."""
    groups = tuple(
        RawGroup(code, one + other, one + other, (one, other))
        for code, one, other in zip((*classes, None), inside, outside, strict=True)
    )
    return RawTable(LINKED, Kind.BACKGROUND, LINKED, variable, (LINKED, NO_ANSWER), groups)
