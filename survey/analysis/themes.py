"""Themes in people's own words: how far two coders agree on them, and how often they are mentioned. Pure.

A text may hold several themes, so that agreement is looked at theme by theme: each coder says of each text whether the
theme is in it. Over all themes together, what a coder found in a text, as a whole, counts as one code.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .agreement import Alpha, Kappa, alpha, kappa
from .disclosure import Kind, RawGroup, RawTable, Rules, protect
from .readings import Codes, Reading
from .scales import TooFewError


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two coders agree on one theme; `kappa` and `alpha` are None where neither has a meaning.

    `both`, `first`, `second`, `neither`: in how many texts both found it, only one of them did, or none.
    """

    theme: str
    both: int
    first: int
    second: int
    neither: int
    kappa: Kappa | None
    alpha: Alpha | None


def agreements(readings: Iterable[Reading], themes: Sequence[str]) -> tuple[Agreement, ...]:
    """The agreement on each theme over the texts that both coders read (`agreement.kappa`, `agreement.alpha`)."""
    pairs = _pairs(readings)
    return tuple(_agreement(theme, pairs) for theme in themes)


def overall(readings: Iterable[Reading]) -> tuple[int, int, Alpha | None]:
    """Of how many texts, how many were coded exactly alike, and Krippendorff's alpha with whole sets as codes."""
    pairs = _pairs(readings)
    known = {codes: float(place) for place, codes in enumerate(dict.fromkeys(each for pair in pairs for each in pair))}
    coders = [[known[pair[place]] for pair in pairs] for place in (0, 1)]
    return len(pairs), sum(one == other for one, other in pairs), _alpha(coders)


def table_of(measure: str, item: str, readings: Iterable[Reading], themes: Sequence[str], rules: Rules) -> RawTable:
    """The themes that are mentioned often enough to be published, of all texts; the others are not even named.

    `readings` are those with an outcome.
    """
    outcomes = [each.outcome or frozenset() for each in readings]
    counts = tuple(sum(theme in codes for codes in outcomes) for theme in themes)
    whole = _table(measure, item, dict(zip(themes, counts, strict=True)), len(outcomes))
    (seen,) = protect([whole], rules)
    shown = {cell.code: cell.count for group in seen.groups for cell in group.cells if cell.count is not None}
    return _table(measure, item, shown, len(outcomes))


def _table(measure: str, item: str, counts: Mapping[str, int], base: int) -> RawTable:
    group = RawGroup(None, base, base, tuple(counts.values()))
    return RawTable(measure, Kind.MENTIONS, item, None, tuple(counts), (group,))


def _pairs(readings: Iterable[Reading]) -> list[tuple[Codes, Codes]]:
    return [(each.first, each.second) for each in readings if each.first is not None and each.second is not None]


def _agreement(theme: str, pairs: Sequence[tuple[Codes, Codes]]) -> Agreement:
    found = [(theme in one, theme in other) for one, other in pairs]
    both, first, second, neither = (
        found.count(each) for each in ((True, True), (True, False), (False, True), (False, False))
    )
    coders = [[float(pair[place]) for pair in found] for place in (0, 1)]
    return Agreement(theme, both, first, second, neither, _kappa([[both, first], [second, neither]]), _alpha(coders))


def _kappa(counts: list[list[int]]) -> Kappa | None:
    try:
        return kappa(counts)
    except TooFewError:
        return None


def _alpha(coders: list[list[float]]) -> Alpha | None:
    try:
        return alpha(coders)
    except TooFewError:
        return None
