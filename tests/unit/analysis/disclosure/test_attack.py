"""Random waves are protected and attacked. What withstands is compared with a naive build that does not."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.analysis.disclosure import (
    NO_ANSWER,
    Cell,
    Kind,
    ProtectedGroup,
    ProtectedTable,
    RawTable,
    Rules,
    Step,
    UnsafePublicationError,
    audit,
    findings_in,
    protect,
)
from survey.analysis.disclosure.ladders import GRADES
from survey.analysis.disclosure.tables import _SEAL
from tests.unit.analysis.disclosure.attack import Wave, attack
from tests.unit.analysis.disclosure.sets import RULES, breakdown, mention_set

MERGED = {Kind.CHOICE: ("yes",), Kind.GRADE: ("8", "9", "10")}
CODES = {Kind.CHOICE: ("yes", "no", "maybe", "dont_know", NO_ANSWER), Kind.GRADE: (*GRADES, "dont_know", NO_ANSWER)}


def random_wave(seed: int, kind: Kind, people: int) -> Wave:
    """People with skewed margins: now and then a rare class, people without a class, answers left open."""
    chance = random.Random(seed)
    first = (*"abcd"[: chance.randint(2, 4)], NO_ANSWER)
    second = (*"xyz"[: chance.randint(2, 3)], NO_ANSWER)

    def weights(number: int, last: float) -> list[float]:
        found = [chance.random() + 0.05 for _ in range(number - 1)]
        found[0] *= chance.choice([0.1, 1, 1])
        return [*found, last * sum(found)]

    drawn = [
        chance.choices(first, weights(len(first), chance.choice([0, 0, 0.05])), k=people),
        chance.choices(second, weights(len(second), chance.choice([0, 0, 0.05])), k=people),
        chance.choices(CODES[kind], weights(len(CODES[kind]), chance.choice([0, 0.03])), k=people),
    ]
    return Wave((first, second, CODES[kind]), tuple(zip(*drawn, strict=True)))


def naively_protected(tables: tuple[RawTable, ...]) -> tuple[ProtectedTable, ...]:
    """What many dashboards do: hide groups of fewer than ten people, and show everything else."""

    def group(table: RawTable, code: str | None, n: int, counts: tuple[int, ...]) -> ProtectedGroup:
        if table.breakdown and n < RULES.smallest_group:
            return ProtectedGroup(code, None)
        shown = [None if table.kind is Kind.BACKGROUND and count < RULES.smallest_group else count for count in counts]
        return ProtectedGroup(code, n, tuple(Cell(c, (c,), s) for c, s in zip(table.codes, shown, strict=True)))

    return tuple(
        ProtectedTable(
            table.measure,
            table.kind,
            table.item,
            table.breakdown,
            Step.FULL,
            tuple(
                group(table, g.code or (NO_ANSWER if table.breakdown else None), g.n, g.counts) for g in table.groups
            ),
            None,
            _SEAL,
        )
        for table in tables
        if not (table.kind is Kind.BACKGROUND and table.breakdown)
    )


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.integers(0, 2**32), st.sampled_from([Kind.CHOICE, Kind.GRADE]), st.sampled_from([30, 60, 137]))
def test_nothing_small_can_be_worked_out_from_a_protected_set(seed: int, kind: Kind, people: int) -> None:
    wave = random_wave(seed, kind, people)
    protected = protect(wave.tables(kind, MERGED[kind]), RULES)
    assert attack(wave, protected, MERGED[kind]) == []


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.integers(0, 2**32), st.sampled_from([Kind.CHOICE, Kind.GRADE]), st.integers(8, 400), st.sampled_from([5, 10]))
def test_the_audit_finds_nothing_in_a_protected_set(seed: int, kind: Kind, people: int, smallest: int) -> None:
    rules = Rules(smallest_group=smallest)
    audit(protect(random_wave(seed, kind, people).tables(kind, MERGED[kind]), rules), rules)


def test_most_waves_of_137_still_show_breakdowns() -> None:
    shown = 0
    for seed in range(50):
        protected = protect(random_wave(seed, Kind.CHOICE, 137).tables(Kind.CHOICE, ("yes",)), RULES)
        shown += any(table.breakdown and table.step is not Step.NOTHING for table in protected)
    assert shown > 25


@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.GRADE])
def test_the_attack_and_the_audit_break_a_build_that_only_hides_small_groups(kind: Kind) -> None:
    broken = 0
    for seed in range(5):
        wave = random_wave(seed, kind, 60)
        naive = naively_protected(wave.tables(kind, MERGED[kind]))
        broken += bool(attack(wave, naive, MERGED[kind]))
        with pytest.raises(UnsafePublicationError, match="Nothing was published"):
            audit(naive, RULES)
    assert broken == 5


GROUPS = st.lists(
    st.integers(0, 90).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), min_size=2, max_size=5
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(GROUPS)
def test_mentions_leave_no_small_rest(groups: list[tuple[int, int]]) -> None:
    tables = mention_set(dict(zip("abcde", groups, strict=False)))
    shown = [group for group in breakdown(tables).groups if group.cells and group.cells[0].count is not None]
    assert list(findings_in(protect(tables, RULES), RULES)) == []
    if shown:
        rest = sum(n for n, _ in groups) - sum(group.base or 0 for group in shown)
        mentions = sum(count for _, count in groups) - sum(group.cells[0].count or 0 for group in shown)
        assert rest == 0 or (rest >= 30 and 5 <= mentions <= rest - 5)
