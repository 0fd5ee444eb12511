"""Change by background: a shift among the pairs of each class of a variable at first, for disclosure control."""

from collections.abc import Iterator

import numpy as np

from ..breakdowns import Variable
from ..disclosure import RawTable, ShiftKind
from ..disclosure.splits import RawPart, RawSplit
from ..measures import Grouping, Places
from ..reliability import is_tested
from ..scales import Bools
from .crossings import crossing
from .joined import Joined, Kept, counts_of
from .results import DECIMALS
from .tested import flow_of, tested


def raw_splits(measure: str, kind: ShiftKind, kept: Kept, joined: Joined) -> tuple[RawSplit, ...]:
    """The shift of a measure by every variable of the earlier wave."""
    return tuple(_split(measure, kind, (kept, joined), each) for each in joined.variables[0])


def _split(measure: str, kind: ShiftKind, pairs: tuple[Kept, Joined], variable: Variable) -> RawSplit:
    kept, joined = pairs
    first = joined.frame(0).loc[kept.people]
    groups = variable.groups(first)
    others = joined.variables[0][: joined.variables[0].index(variable)]
    return RawSplit(
        of=measure,
        kind=kind,
        variable=variable.id,
        parts=tuple(_parts(kind, groups, pairs, variable)),
        crossings=(_crossings(0, groups, pairs, variable), _crossings(1, groups, pairs, variable)),
        beside=tuple(crossing(variable.id, variable.classes, (first, groups.places), each) for each in others),
    )


def _parts(kind: ShiftKind, groups: Grouping, pairs: tuple[Kept, Joined], variable: Variable) -> Iterator[RawPart]:
    kept, _ = pairs
    before, after = kept.answers
    orders = [np.unique(each[~np.isnan(each)]) for each in kept.given]
    alone = [_alone(wave, groups, pairs, variable) for wave in (0, 1)]
    share = kind is ShiftKind.SHARE
    for place, code in enumerate(groups.codes):
        here: Bools = groups.places == place
        one, other = before[here], after[here]
        outside = [
            None if each is None else counts_of(kept.given[wave][each[place]], orders[wave])
            for wave, each in enumerate(alone)
        ]
        yield RawPart(
            code=code,
            first=float(one.mean()) if len(one) else 0.0,
            last=float(other.mean()) if len(other) else 0.0,
            levels=(counts_of(one, orders[0]), counts_of(other, orders[1])),
            alone=(outside[0], outside[1]),
            differences=counts_of(np.round(other - one, DECIMALS)),
            flow=flow_of(one, other) if share else None,
            tested=tested(one, other, share=share) if is_tested(len(one)) else None,
        )


def _alone(wave: int, groups: Grouping, pairs: tuple[Kept, Joined], variable: Variable) -> list[Bools] | None:
    """For every class, who is in it in this wave, answered, and is in no pair; None where people change class."""
    kept, joined = pairs
    frame = joined.frame(wave)
    same = next((each for each in joined.variables[wave] if each.id == variable.id), None)
    if same is None or same.classes != variable.classes:
        return None
    if not np.array_equal(same.groups(frame.loc[kept.people]).places, groups.places):
        return None
    answered = ~np.isnan(kept.given[wave]) & ~kept.inside(frame)
    places = same.groups(frame).places
    return [answered & (places == place) for place in range(len(groups.codes))]


def _crossings(wave: int, groups: Grouping, pairs: tuple[Kept, Joined], variable: Variable) -> tuple[RawTable, ...]:
    """The classes of the pairs, and everybody else in a wave, by each variable of that wave."""
    kept, joined = pairs
    frame = joined.frame(wave)
    places: Places = np.full(len(frame), len(variable.classes), dtype=np.int64)
    at = kept.people.get_indexer(frame.index)
    places[at >= 0] = groups.places[at[at >= 0]]
    return tuple(crossing(variable.id, variable.classes, (frame, places), each) for each in joined.variables[wave])
