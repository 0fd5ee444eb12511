"""Two releases of a growing wave: their difference is a group of its own, and is attacked as one."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.analysis.disclosure import Kind, ProtectedTable, RawTable, Step, UnsafePublicationError, protect
from survey.analysis.disclosure.succession import Key, Predecessor, Succession, audit_succession, changed_sizes
from tests.unit.analysis.disclosure.attack import AXES, Found, Wave, given_away
from tests.unit.analysis.disclosure.sets import RULES
from tests.unit.analysis.disclosure.test_attack import MERGED, random_wave

Cells = tuple[tuple[int, frozenset[str]], ...]
KINDS = [Kind.CHOICE, Kind.GRADE]


@dataclass(frozen=True)
class Grown:
    """A wave then and now: who answered before, who of them withdrew, and who came since."""

    kind: Kind
    before: Wave
    stayed: Wave
    now: Wave
    came: Wave

    @classmethod
    def of(cls, seed: int, kind: Kind, sizes: tuple[int, int, int]) -> "Grown":
        """So many people before, of whom so many withdrew, and so many who came."""
        before, withdrew, came = sizes
        whole = random_wave(seed, kind, before + came)
        people = list(whole.people)
        random.Random(seed).shuffle(people)
        waves = [people[:before], people[withdrew:before], people[withdrew:], people[before:]]
        return cls(kind, *(Wave(whole.axes, tuple(each)) for each in waves))

    def raw(self, wave: Wave) -> dict[Key, RawTable]:
        return by_key(wave.tables(self.kind, MERGED[self.kind]))

    def protected(self, wave: Wave) -> dict[Key, ProtectedTable]:
        return {(table.measure, table.breakdown): table for table in protect(tuple(self.raw(wave).values()), RULES)}

    def succession(self) -> Succession:
        then, complete = self.raw(self.stayed), len(self.before.people)
        before = {key: Predecessor(table, then, complete) for key, table in self.protected(self.before).items()}
        return Succession(self.raw(self.now), self.protected(self.now), before, RULES)

    def released(self) -> list[ProtectedTable]:
        """The second release: what is refreshed, and what is kept."""
        before, now, fresh = self.protected(self.before), self.protected(self.now), self.succession().refreshed()
        return [now[key] if key in fresh else before[key] for key in now]

    def attacked(self, second: Sequence[ProtectedTable]) -> list[Found]:
        """What the difference of the two releases gives away of those who came; nobody withdrew."""
        first = numbers(list(self.protected(self.before).values()))
        known = {cell: count - first[cell] for cell, count in numbers(second).items() if cell in first}
        known = {cell: count for cell, count in known.items() if count}
        size = len(self.came.people)
        rows = [self.came.row({}), *(self.came.row(dict(cell)) for cell in known)]
        counts = np.array([size, *known.values()], dtype=float)
        return list(given_away(self.came, (np.stack(rows), counts), MERGED[self.kind]))


def by_key(tables: Sequence[RawTable]) -> dict[Key, RawTable]:
    return {(table.measure, table.breakdown): table for table in tables}


def numbers(tables: Sequence[ProtectedTable]) -> dict[Cells, int]:
    """Every number that is shown, by what it is of."""
    found: dict[Cells, int] = {}
    for table in tables:
        for group in table.groups:
            inside = ((AXES[table.breakdown], frozenset({group.code or ""})),) if table.breakdown else ()
            if inside and group.base is not None:
                found[inside] = group.base
            axis = AXES[table.item] if table.kind is Kind.BACKGROUND else 2
            found |= {(*inside, (axis, frozenset(c.codes))): c.count for c in group.cells if c.count is not None}
    return found


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 2**32), st.sampled_from(KINDS), st.sampled_from([30, 60, 137]), st.integers(1, 90))
def test_the_difference_of_two_releases_gives_nobody_away(seed: int, kind: Kind, before: int, came: int) -> None:
    grown = Grown.of(seed, kind, (before, 0, came))
    if came >= RULES.smallest_group:
        assert grown.attacked(grown.released()) == []


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.integers(0, 2**32), st.sampled_from(KINDS), st.integers(12, 200), st.integers(0, 12), st.integers(0, 120))
def test_every_group_that_both_releases_show_changed_by_nobody_or_by_a_group(
    seed: int, kind: Kind, before: int, withdrew: int, came: int
) -> None:
    grown = Grown.of(seed, kind, (before, withdrew, came))
    first, second = grown.protected(grown.before), grown.released()
    audit_succession(first, second, RULES)
    for table in second:
        old = {group.code: group.base for group in first[table.measure, table.breakdown].groups}
        for group in table.groups if table.breakdown else ():
            known = old.get(group.code)
            if known is not None and group.base is not None:
                assert abs(group.base - known) == 0 or abs(group.base - known) >= RULES.smallest_group


def test_a_build_that_does_not_compare_loses_to_the_same_attack() -> None:
    lost = 0
    for seed in range(12):
        grown = Grown.of(seed, Kind.CHOICE, (137, 0, 25))
        naive = list(grown.protected(grown.now).values())
        lost += bool(grown.attacked(naive))
        assert not grown.attacked(grown.released())
    assert lost >= 6


def test_a_wave_that_grew_a_lot_is_refreshed_by_background_too() -> None:
    refreshed = 0
    for seed in range(20):
        grown = Grown.of(seed, Kind.CHOICE, (137, 0, 263))
        fresh = grown.succession().refreshed()
        refreshed += any(
            breakdown for _, breakdown in fresh if grown.protected(grown.now)["m", breakdown].step is not Step.NOTHING
        )
    assert refreshed >= 5


@pytest.mark.parametrize("kind", KINDS)
def test_what_did_not_change_is_the_same_release(kind: Kind) -> None:
    grown = Grown.of(3, kind, (137, 0, 0))
    assert grown.succession().refreshed() == grown.protected(grown.now).keys()
    assert grown.released() == list(grown.protected(grown.before).values())


def test_one_withdrawal_keeps_every_breakdown() -> None:
    grown = Grown.of(5, Kind.CHOICE, (137, 1, 0))
    shown = {key for key, table in grown.protected(grown.before).items() if table.step is not Step.NOTHING}
    assert shown
    assert not {key for key in grown.succession().refreshed() & shown if key[0] == "m"}


def test_more_people_of_then_than_there_were_cannot_be_judged() -> None:
    grown = Grown.of(7, Kind.CHOICE, (137, 0, 60))
    before = grown.protected(grown.before)["v", None]
    wrong = Predecessor(before, grown.raw(grown.now), 137)
    with pytest.raises(ValueError, match="more people of then"):
        changed_sizes(wrong, grown.raw(grown.now)["v", None])
    succession = grown.succession()
    spoiled: Mapping[Key, Predecessor] = {
        key: replace(each, then=grown.raw(grown.now)) for key, each in succession.before.items()
    }
    assert not {key for key in replace(succession, before=spoiled).refreshed() if key[1] or key[0] in ("v", "w")}


def test_the_audit_of_a_succession_sees_small_differences() -> None:
    grown = Grown.of(1, Kind.CHOICE, (137, 0, 25))
    first, second = grown.protected(grown.before), grown.protected(grown.now)
    with pytest.raises(UnsafePublicationError, match="m"):
        audit_succession(first, list(second.values()), RULES)
