"""Distributions of a grade or a single choice: how far down its ladder a table has to go to be safe."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..estimates import half_up
from .ladders import (
    MERGED,
    NUMBERS,
    base_codes,
    cells,
    graded,
    is_carried_by_one,
    ladder,
    merged_codes,
    middle_of,
    sum_of,
    tallies,
    tally,
)
from .partitions import Shown, members, without_smallest
from .rules import Rules
from .tables import Cell, Kind, ProtectedGroup, RawGroup, RawTable, Step


@dataclass(frozen=True, slots=True)
class Release:
    """What is decided for a table: the step for all its groups alike, whether means are shown, and which groups."""

    step: Step
    means: bool = False
    shown: Shown = ()


def judge_total(table: RawTable, rules: Rules) -> Release:
    """The total of a wave. From `exempt_total` people on it shows everything; a smaller one as far as a group may."""
    (group,) = table.groups
    base = tally(table, group, base_codes(table))
    steps = ladder(table.kind)
    even = not (table.kind is Kind.AMOUNT and is_carried_by_one(table, group))
    if base >= rules.exempt_total:
        return Release(steps[0], means=table.kind in NUMBERS) if even else Release(Step.NOTHING)
    if base < rules.smallest_group:
        return Release(Step.NOTHING)
    means = table.kind in NUMBERS and not rules.small_totals_merged and not rules.dominated(graded(table, group))
    for step in steps:
        small = rules.small_totals_merged and step is Step.FULL
        if step is not Step.MEAN and not small and rules.allows_distribution(tallies(table, group, step)):
            return Release(step, means)
    return Release(Step.MEAN, means) if means and even else Release(Step.NOTHING)


def judge_groups(table: RawTable, total: Release, shown: Shown, rules: Rules) -> Release:
    """A breakdown: the first step of the ladder that is safe for every member of the released partition.

    If none is, a group that stands in the way joins the rest, and the ladder is tried again. A breakdown is never
    finer than its total.
    """
    steps = ladder(table.kind)
    if total.step not in steps:
        return Release(Step.NOTHING)
    sizes = {group.code: group.n for group in table.groups if group.code is not None}
    steps = steps[steps.index(total.step) :]
    while shown:
        parts = members(table, shown)
        means = total.means and all(_mean_allowed(table, part, rules) for part in parts)
        for step in steps:
            if means if step is Step.MEAN else _step_allowed(table, parts, step, rules):
                return Release(step, means, shown)
        unsafe = [part.code for part in parts if not _part_allowed(table, part, rules)]
        visible = tuple(code for code in unsafe if code is not None) or shown
        shown = tuple(code for code in shown if code not in visible or code in without_smallest(sizes, visible))
    return Release(Step.NOTHING)


def _step_allowed(table: RawTable, parts: Sequence[RawGroup], step: Step, rules: Rules) -> bool:
    """Whether every part may be shown so, and an answer that nobody gave in one part is given nowhere.

    Where all who gave an answer are known to be in one group of each of two variables, they are known in both.
    """
    counts = [tallies(table, part, step) for part in parts]
    return all(rules.allows_distribution(row) for row in counts) and all(
        all(column) or not any(column) for column in zip(*counts, strict=True)
    )


def _part_allowed(table: RawTable, part: RawGroup, rules: Rules) -> bool:
    if Step.MERGED not in ladder(table.kind):
        return _mean_allowed(table, part, rules)
    return rules.allows_distribution(tallies(table, part, Step.MERGED))


def _mean_allowed(table: RawTable, group: RawGroup, rules: Rules) -> bool:
    """A mean of enough people, with nobody or a whole group left out, and not of (almost) one and the same number.

    No single amount makes up almost all of the sum.
    """
    known = graded(table, group)
    base = sum(known)
    if table.kind is Kind.AMOUNT and is_carried_by_one(table, group):
        return False
    return base >= rules.smallest_group and rules.allows_missing(group.n - base) and not rules.dominated(known)


def released_groups(table: RawTable, release: Release) -> tuple[ProtectedGroup, ...]:
    """The groups as they may be seen; those that are not shown keep their code and nothing else."""
    if release.step is Step.NOTHING:
        return ()
    in_total = table.breakdown is None
    return tuple(
        _released(table, group, release)
        if in_total or group.code in release.shown
        else ProtectedGroup(group.code, None)
        for group in table.groups
        if in_total or group.code is not None
    )


def _released(table: RawTable, group: RawGroup, release: Release) -> ProtectedGroup:
    base = tally(table, group, base_codes(table))
    shown = () if release.step is Step.MEAN else cells(table, release.step)
    counted = tuple(Cell(code, codes, tally(table, group, codes)) for code, codes in shown)
    mean_base = sum(graded(table, group)) if release.means else None
    return ProtectedGroup(
        group.code,
        base,
        counted,
        _merged(table, counted),
        half_up(sum_of(table, group) / mean_base, 1) if mean_base else None,
        mean_base,
        half_up(middle_of(table, group), 1) if mean_base and table.kind is Kind.AMOUNT else None,
    )


def _merged(table: RawTable, counted: tuple[Cell, ...]) -> Cell | None:
    """The merged cell, if it is a sum of cells that are shown: it must tell nothing that they do not."""
    codes = merged_codes(table)
    parts = [cell for cell in counted if set(cell.codes) <= set(codes)]
    if not parts or {code for cell in parts for code in cell.codes} != set(codes):
        return None
    return Cell(MERGED, codes, sum(cell.count or 0 for cell in parts))
