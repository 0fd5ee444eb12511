"""Two waves of one audience as raw changes: every measure among the people in both, for disclosure control to judge."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from survey.questionnaires.study import CapabilityMeasure, ChangeMeasure, ItemMeasure, Measure, Results

from ..breakdowns import Variable
from ..capability import CapabilitySet
from ..coding import ANSWERED
from ..disclosure.changes import Evidence, RawChange, RawShift, RawStay, ShiftKind, Side, linked_crossing
from ..measures import together_codes
from ..reliability import is_pair_tested
from ..scales import Bools, Floats, points
from .flips import flips
from .paired import paired_change
from .results import DECIMALS
from .waves import Waves


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """Two waves with their breakdown variables, and how many each published per measure (None: nothing)."""

    waves: Waves
    variables: tuple[tuple[Variable, ...], tuple[Variable, ...]]
    published: tuple[Mapping[str, int], Mapping[str, int]]
    complete: tuple[int, int]
    smallest: int


def raw_change(measure: ChangeMeasure, results: Results, joined: Joined) -> RawChange:
    """Everything about a change measure, exact and not yet fit to be seen."""
    linkage = joined.waves.linkage()
    shifts = (_shift(other, joined) for name in measure.of if (other := results.measure(name)))
    stayed = joined.waves.stayed()
    stays = () if stayed.all() else tuple(_stay(joined.waves, each, stayed) for each in joined.variables[0])
    return RawChange(
        measure=measure.id,
        waves=measure.waves,
        earlier=joined.complete[0],
        later=joined.complete[1],
        linked=linkage.linked,
        withdrawn=joined.complete[0] - linkage.earlier,
        stays=stays,
        shifts=tuple(shifts),
    )


def numbers_of(measure: Measure, frame: pd.DataFrame) -> Floats:
    """A measure as a number per response: a grade, an amount, a score; of a choice 1 for its merged answers, else 0."""
    if isinstance(measure, CapabilityMeasure):
        return CapabilitySet.of(frame, measure.cards).score()
    if not isinstance(measure, ItemMeasure):
        raise TypeError(f"{measure.kind} is no number.")
    codes = together_codes(measure)
    if not codes:
        return points(frame[measure.item])
    known = (frame[f"{measure.item}.status"] == ANSWERED).to_numpy()
    yes = frame[f"{measure.item}.code"].isin(codes).to_numpy(dtype=np.float64)
    return np.where(known, yes, np.nan)


def _shift(measure: Measure, joined: Joined) -> RawShift:
    values = [numbers_of(measure, frame) for frame in (joined.waves.earlier, joined.waves.later)]
    columns = Waves(*(frame.index.to_frame().assign(**{measure.id: each}) for frame, each in _zipped(joined, values)))
    before, after = columns.pairs(measure.id)
    everybody = columns.earlier.index[columns.stayed()]
    kept = ~(np.isnan(before) | np.isnan(after))
    kept, left_out = _without_some(measure.id, kept, everybody, _alone(measure, joined, values, int(kept.sum())))
    people = everybody[kept]
    sides = [
        _side(frame, each, joined.variables[place], joined.published[place].get(measure.id), people)
        for place, (frame, each) in enumerate(_zipped(joined, values))
    ]
    share = bool(together_codes(measure))
    before, after = before[kept], after[kept]
    return RawShift(
        of=measure.id,
        kind=ShiftKind.SHARE if share else ShiftKind.MEAN,
        first=float(before.mean()) if len(before) else 0.0,
        last=float(after.mean()) if len(after) else 0.0,
        sides=(sides[0], sides[1]),
        differences=_counts(np.round(after - before, DECIMALS)),
        flow=_flow(before, after) if share else None,
        tested=_tested(before, after, share=share),
        left_out=left_out,
    )


def _alone(measure: Measure, joined: Joined, values: Sequence[Floats], pairs: int) -> int:
    """How many pairs are to be left out, so that nobody or a whole group is in one wave alone."""
    known = [int((~np.isnan(each)).sum()) for each in values]
    bases = [max(joined.published[place].get(measure.id, 0), known[place]) for place in (0, 1)]
    alone = [base - pairs for base in bases]
    if not any(0 < number < joined.smallest for number in alone):
        return 0
    return joined.smallest - min(number for number in alone if number < joined.smallest)


def _without_some(measure: str, kept: Bools, people: pd.Index, number: int) -> tuple[Bools, int]:
    """The pairs without `number` of them, drawn by a hash of measure and person: the same ones every time.

    The pairs and a wave then differ by a whole group, so that their difference tells nothing about single people.
    """
    if not number:
        return kept, 0
    order = sorted(
        np.flatnonzero(kept), key=lambda at: hashlib.sha256(measure.encode() + bytes(people[int(at)])).digest()
    )
    fewer = kept.copy()
    fewer[order[:number]] = False
    return fewer, min(number, len(order))


def _zipped(joined: Joined, values: Sequence[Floats]) -> list[tuple[pd.DataFrame, Floats]]:
    return list(zip((joined.waves.earlier, joined.waves.later), values, strict=True))


def _side(
    frame: pd.DataFrame, values: Floats, variables: Sequence[Variable], published: int | None, people: pd.Index
) -> Side:
    """One wave: who is among the pairs, and who answered in this wave alone."""
    inside = np.asarray(frame.index.isin(people), dtype=bool)
    known = ~np.isnan(values)
    order = np.unique(values[known])
    crossings = tuple(
        linked_crossing(each.id, each.classes, _per_class(frame, each, inside), _per_class(frame, each, ~inside))
        for each in variables
    )
    return Side(_counts(values[known & inside], order), _counts(values[known & ~inside], order), published, crossings)


def _per_class(frame: pd.DataFrame, variable: Variable, where: Bools) -> tuple[int, ...]:
    return tuple(variable.groups(frame).sizes(where).tolist())


def _counts(values: Floats, order: npt.NDArray[np.float64] | None = None) -> tuple[int, ...]:
    """How often each value occurs; shares (0 and 1) keep both places."""
    places = np.unique(values) if order is None else order
    return tuple(np.bincount(np.searchsorted(places, values), minlength=len(places)).tolist())


def _flow(before: Floats, after: Floats) -> tuple[tuple[int, int], tuple[int, int]]:
    """Yes and no at first, by yes and no later."""
    yes, later = before > 0, after > 0
    counts = [int((one & other).sum()) for one in (yes, ~yes) for other in (later, ~later)]
    return (counts[0], counts[1]), (counts[2], counts[3])


def _tested(before: Floats, after: Floats, *, share: bool) -> Evidence | None:
    """The test from 20 pairs; None for fewer, and where all changed by the same."""
    if not is_pair_tested(len(before)) or not (share or np.ptp(after - before)):
        return None
    if share:
        flipped = flips(before, after)
        ends = flipped.interval
        return Evidence(flipped.change, ends.low, ends.high, flipped.p, flipped.method)
    found = paired_change(before, after)
    effect = (found.d_z, found.d_interval.low, found.d_interval.high)
    return Evidence(found.change, found.interval.low, found.interval.high, found.p, found.method, effect)


def _stay(waves: Waves, variable: Variable, stayed: Bools) -> RawStay:
    """A variable at the start: its classes among stayers and leavers, and how far apart they are."""
    found = {each.name: each.standardised for each in waves.attrition([variable.column]).differences}
    return RawStay(
        variable=variable.id,
        classes=variable.classes,
        stayers=_per_class(waves.earlier, variable, stayed)[:-1],
        leavers=_per_class(waves.earlier, variable, ~stayed)[:-1],
        standardised=tuple(found.get(f"{variable.column}[{code}]") for code in variable.classes),
    )
