"""Groups or audiences side by side: each with its base and margin, tested only where the bases allow it.

Audiences are compared like groups: other people answered, so nothing is joined. Each has its own smallest size.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from ..estimates import Estimate, Interval, wilson
from ..grades import mean_estimate
from ..reliability import Display, display
from ..scales import Floats, TooFewError, Values, known
from .families import holm
from .levels import LevelTest, compare_means, compare_ranks, difference
from .shares import ShareComparison, compare_shares

SMALLEST = {"participant": 10, "employer": 5, "job_coach": 5, "municipality": 5}
"""The smallest size that may be shown, for each audience."""


@dataclass(frozen=True, slots=True)
class GroupMean:
    """One group: its base and mean, both None when it is hidden."""

    group: str
    display: Display
    base: int | None
    mean: Estimate | None


@dataclass(frozen=True, slots=True)
class Pairwise:
    """Two groups: the second mean less the first, and its p-value corrected by Holm over all pairs."""

    first: str
    second: str
    difference: float
    interval: Interval
    p: float


@dataclass(frozen=True, slots=True)
class GroupMeans:
    """Means of groups; `means`, `ranks` and `pairs` over `tested`, the groups of 30 or more, if there are two."""

    groups: tuple[GroupMean, ...]
    tested: tuple[str, ...]
    means: LevelTest | None
    ranks: LevelTest | None
    pairs: tuple[Pairwise, ...]


@dataclass(frozen=True, slots=True)
class GroupShare:
    """One group: base, share and its Wilson interval, None when it is hidden."""

    group: str
    display: Display
    base: int | None
    share: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class GroupShares:
    """Shares of groups; `comparison` over `tested`, the groups of 30 or more, if there are two."""

    groups: tuple[GroupShare, ...]
    tested: tuple[str, ...]
    comparison: ShareComparison | None


def group_means(answers: Mapping[str, Values], smallest: Mapping[str, int] | int) -> GroupMeans:
    """Means of `answers` by group; `smallest` is k, one for all or one for each group."""
    samples = {group: known(values) for group, values in answers.items()}
    shown = {group: display(len(sample), _least(smallest, group)) for group, sample in samples.items()}
    groups = tuple(_mean(group, shown[group], sample) for group, sample in samples.items())
    tested = tuple(group for group in samples if shown[group] is Display.NORMAL)
    chosen = [samples[group] for group in tested]
    if len(chosen) < 2:  # noqa: PLR2004 - a comparison needs two
        return GroupMeans(groups, tested, None, None, ())
    try:
        return GroupMeans(
            groups, tested, compare_means(chosen), compare_ranks(chosen), _pairs({g: samples[g] for g in tested})
        )
    except TooFewError:
        return GroupMeans(groups, tested, None, None, ())


def group_shares(counts: Mapping[str, tuple[int, int]], smallest: Mapping[str, int] | int) -> GroupShares:
    """Shares by group from (count, base); `smallest` as in `group_means`."""
    shown = {group: display(base, _least(smallest, group)) for group, (_, base) in counts.items()}
    groups = tuple(_share(group, shown[group], *counted) for group, counted in counts.items())
    tested = tuple(group for group in counts if shown[group] is Display.NORMAL)
    table = [(count, base - count) for count, base in (counts[group] for group in tested)]
    try:
        comparison = compare_shares(table) if table else None
    except TooFewError:
        comparison = None
    return GroupShares(groups, tested, comparison)


def _least(smallest: Mapping[str, int] | int, group: str) -> int:
    return smallest if isinstance(smallest, int) else smallest[group]


def _mean(group: str, shown: Display, sample: Floats) -> GroupMean:
    if shown is Display.HIDDEN:
        return GroupMean(group, shown, None, None)
    return GroupMean(group, shown, len(sample), mean_estimate(sample))


def _share(group: str, shown: Display, count: int, base: int) -> GroupShare:
    if shown is Display.HIDDEN:
        return GroupShare(group, shown, None, None, None)
    return GroupShare(group, shown, base, count / base, wilson(count, base))


def _pairs(samples: Mapping[str, Floats]) -> tuple[Pairwise, ...]:
    both = list(combinations(samples, 2))
    found = [difference(samples[first], samples[second]) for first, second in both]
    corrected = holm([each.p for each in found]).p
    return tuple(
        Pairwise(first, second, each.value, each.interval, p)
        for (first, second), each, p in zip(both, found, corrected, strict=True)
    )
