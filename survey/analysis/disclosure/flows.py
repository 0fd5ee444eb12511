"""Flows between two waves under disclosure control: how many people went from which answer to which.

Every answer at first is a group of the people in both waves, and so is every answer later: both meet the rules of a
group in a breakdown. Who is in one wave alone is the rest of that wave, and meets them too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import InitVar, dataclass
from itertools import product

from ..method import Method
from .audit import Finding, UnsafePublicationError
from .evidence import Counts
from .ladders import MERGED, REST
from .partitions import Shown, is_safe_pair
from .rules import Rules
from .tables import _SEAL, NO_ANSWER, NotProtectedError, RawGroup, RawTable, Step

Partition = tuple[tuple[str, tuple[str, ...]], ...]
"""States by code, each with the answers that it holds together."""

Matrix = tuple[Counts, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """One wave: who is in it alone, by answer; how many it published; its people by answer (who is in no pair: the
    rest), crossed with each of its variables."""

    alone: Counts
    published: int | None
    crossings: tuple[RawTable, ...]


@dataclass(frozen=True, slots=True)
class RawFlow:
    """`counts`: of the people in both waves, who was in the one of `codes` (rows) at first and in the other later.

    `held` are the answers that make up each of `codes`; `merged` are those of `codes` that the measure takes together;
    `left_out` pairs were drawn and left out.
    """

    measure: str
    of: str
    waves: tuple[str, str]
    codes: tuple[str, ...]
    held: tuple[tuple[str, ...], ...]
    merged: tuple[str, ...]
    counts: Matrix
    sides: tuple[Standing, Standing]
    left_out: int = 0

    @property
    def pairs(self) -> int:
        """How many answered in both waves."""
        return sum(map(sum, self.counts))


@dataclass(frozen=True, slots=True)
class ProtectedFlow:
    """A flow that went through disclosure control. `counts` has a row per state at first and a column per state later.

    `codes` names the states; `answers` says which answers each holds together (`rest`: those of no other state).
    Without `counts` nothing of it is shown. `bases` are how many answered in each wave, as these waves publish it.
    """

    measure: str
    of: str
    waves: tuple[str, str]
    step: Step
    codes: tuple[str, ...]
    answers: tuple[tuple[str, ...], ...]
    counts: Matrix | None
    left_out: int
    bases: tuple[int, int] | None
    method: Method | None
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise NotProtectedError("A protected flow comes from disclosure control only: call protect_flow.")

    @property
    def pairs(self) -> int | None:
        """How many people are in it; None where it is not shown."""
        return None if self.counts is None else sum(map(sum, self.counts))


def protect_flow(raw: RawFlow, method: Method, shown: Sequence[Mapping[str, Shown]], rules: Rules) -> ProtectedFlow:
    """What may be seen of a flow. `shown`: for both waves, which classes of each variable are published.

    It fails closed: what cannot be judged is not shown.
    """
    try:
        steps = ((step, states) for step, states in ladder(raw) if _allowed(raw, states, shown, rules))
        step, states = next(steps, (Step.NOTHING, ()))
    except Exception:  # noqa: BLE001 - failing closed: a flow that cannot be judged is not shown.
        step, states = Step.NOTHING, ()
    names = raw.measure, raw.of, raw.waves
    if step is Step.NOTHING:
        return ProtectedFlow(*names, step, (), (), None, 0, None, None, _SEAL)
    held = dict(zip(raw.codes, raw.held, strict=True))
    answers = tuple(tuple(answer for code in codes for answer in held[code]) for _, codes in states)
    codes, bases = _codes(states), (_base(raw, 0), _base(raw, 1))
    return ProtectedFlow(
        *names, step, codes, answers, added(raw.codes, raw.counts, states), raw.left_out, bases, method, _SEAL
    )


def _base(raw: RawFlow, wave: int) -> int:
    side = raw.sides[wave]
    return raw.pairs + sum(side.alone) if side.published is None else side.published


def ladder(raw: RawFlow) -> Iterator[tuple[Step, Partition]]:
    """Every answer by itself; the smallest ones together, more and more of them; what the measure takes together."""
    sizes = {
        code: sum(raw.counts[at]) + sum(row[at] for row in raw.counts)
        for at, code in enumerate(raw.codes)
        if sum(raw.counts[at]) + sum(row[at] for row in raw.counts)
    }
    yield Step.FULL, tuple((code, (code,)) for code in sizes)
    smallest_first = sorted(sizes, key=lambda code: (sizes[code], -raw.codes.index(code)))
    for number in range(2, len(sizes)):
        others = smallest_first[:number]
        kept = tuple((code, (code,)) for code in sizes if code not in others)
        if {code for code, _ in kept} == set(raw.merged):
            continue  # The measure has words of its own for these two.
        yield Step.FULL, (*kept, (REST, tuple(code for code in sizes if code in others)))
    if raw.merged and set(raw.codes) - set(raw.merged):
        yield Step.MERGED, ((MERGED, raw.merged), (REST, tuple(code for code in raw.codes if code not in raw.merged)))


def added(codes: Sequence[str], counts: Sequence[Sequence[int]], states: Partition) -> Matrix:
    """`counts` with the answers of each state taken together, in rows and in columns."""
    places = [[codes.index(code) for code in answers if code in codes] for _, answers in states]
    return tuple(tuple(sum(counts[a][b] for a, b in product(one, other)) for other in places) for one in places)


def _allowed(raw: RawFlow, states: Partition, shown: Sequence[Mapping[str, Shown]], rules: Rules) -> bool:
    table = added(raw.codes, raw.counts, states)
    later = tuple(zip(*table, strict=True))
    return (
        sum(map(sum, table)) >= rules.smallest_group
        and all(_groups_allowed(rows, rules) for rows in (table, later))
        and all(_side_allowed(raw, wave, states, shown[wave], rules) for wave in (0, 1))
    )


def _groups_allowed(rows: Matrix, rules: Rules) -> bool:
    """Whether who gave each answer may be known as a group, with what they answered in the other wave.

    An answer that nobody of one group gave is given by nobody in the others, as in a breakdown.
    """
    groups = [row for row in rows if any(row)]
    everybody = sum(map(sum, groups))
    return all(
        rules.allows_group(sum(row), everybody) and rules.allows_distribution([n for n in row if n]) for row in groups
    ) and all(all(column) or not any(column) for column in zip(*groups, strict=True))


def _side_allowed(raw: RawFlow, wave: int, states: Partition, shown: Mapping[str, Shown], rules: Rules) -> bool:
    """Whether the pairs may be known in one wave by answer, and so may those who are in it alone."""
    side = raw.sides[wave]
    counts = raw.counts if wave == 0 else tuple(zip(*raw.counts, strict=True))
    pairs = tuple(sum(row) for row in counts)
    left = sum(side.alone) if side.published is None else side.published - sum(pairs)
    if not rules.allows_missing(left) or not rules.allows_missing(sum(side.alone)):
        return False
    whole = not left and not any(side.alone) and sum(pairs) >= rules.exempt_total
    fine = _finest(raw, states)
    parts = [[_of(raw.codes, each, cell) for cell in fine] for each in (pairs, side.alone)]
    told = whole or all(rules.allows_distribution(part) for part in parts if any(part))
    return told and all(
        is_safe_pair(_merged(crossing, states), [_codes(states), shown.get(crossing.breakdown or "", ())], rules)
        for crossing in side.crossings
    )


def _finest(raw: RawFlow, states: Partition) -> list[frozenset[str]]:
    """The answers that can be told apart where the share of the merged answers is published as well."""
    sets = [frozenset(answers) for _, answers in states]
    merged = frozenset(raw.merged)
    return [part for each in sets for part in (each & merged, each - merged) if part]


def _of(codes: Sequence[str], counts: Sequence[int], cell: frozenset[str]) -> int:
    return sum(count for code, count in zip(codes, counts, strict=True) if code in cell)


def _codes(states: Partition) -> Shown:
    return tuple(code for code, _ in states)


def _merged(crossing: RawTable, states: Partition) -> RawTable:
    """A crossing by state; who is in no pair stays the rest."""
    groups = tuple(
        RawGroup(group.code, group.n, group.shown, _by_state(crossing.codes, group.counts, states))
        for group in crossing.groups
    )
    codes = (*_codes(states), NO_ANSWER)
    return RawTable(crossing.measure, crossing.kind, crossing.item, crossing.breakdown, codes, groups)


def _by_state(codes: Sequence[str], counts: Counts, states: Partition) -> Counts:
    known = dict(zip(codes, counts, strict=True))
    by_state = tuple(sum(known.get(code, 0) for code in answers) for _, answers in states)
    return (*by_state, sum(counts) - sum(by_state))


def audit_flows(flows: Sequence[ProtectedFlow], rules: Rules) -> None:
    """A second look, by plain arithmetic on what is shown.

    Raises:
        UnsafePublicationError: too few people went one way, or are in one wave alone.

    """
    if found := [finding for flow in flows for finding in _findings(flow, rules)]:
        raise UnsafePublicationError(found)


def _findings(flow: ProtectedFlow, rules: Rules) -> Iterator[Finding]:
    if flow.counts is None:
        return
    pairs = flow.pairs or 0
    for row in (*flow.counts, *zip(*flow.counts, strict=True)):
        if any(row) and not rules.allows_group(sum(row), pairs):
            yield Finding(flow.measure, flow.of, None, "", sum(row))
        if any(row) and max(row) > rules.dominance * sum(row):
            yield Finding(flow.measure, flow.of, None, "", sum(row) - max(row))
    for number in (n for row in flow.counts for n in row if not rules.allows_cell(n)):
        yield Finding(flow.measure, flow.of, None, "", number)
    for alone in (base - pairs for base in flow.bases or () if not rules.allows_missing(base - pairs)):
        yield Finding(flow.measure, flow.of, "", "", alone)
