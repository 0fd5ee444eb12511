"""Two waves of one audience as raw changes: every measure among the people in both, for disclosure control to judge."""

import numpy as np
import pandas as pd

from survey.questionnaires.study import CapabilityMeasure, ChangeMeasure, ItemMeasure, Measure, Results

from ..breakdowns import Variable
from ..capability import CapabilitySet
from ..coding import ANSWERED
from ..disclosure import RawChange, ShiftKind
from ..disclosure.changes import RawShift, RawStay, Side, linked_crossing
from ..measures import together_codes
from ..scales import Bools, Floats, points
from .joined import Joined, Kept, counts_of, kept_pairs, per_class
from .results import DECIMALS
from .splits import raw_splits
from .tested import flow_of, tested
from .waves import Waves


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
    values = numbers_of(measure, joined.waves.earlier), numbers_of(measure, joined.waves.later)
    kept = kept_pairs(measure.id, values, joined)
    before, after = kept.answers
    share = bool(together_codes(measure))
    kind = ShiftKind.SHARE if share else ShiftKind.MEAN
    return RawShift(
        of=measure.id,
        kind=kind,
        first=float(before.mean()) if len(before) else 0.0,
        last=float(after.mean()) if len(after) else 0.0,
        sides=(_side(kept, 0, joined, measure.id), _side(kept, 1, joined, measure.id)),
        differences=counts_of(np.round(after - before, DECIMALS)),
        flow=flow_of(before, after) if share else None,
        tested=tested(before, after, share=share),
        left_out=kept.left_out,
        splits=raw_splits(measure.id, kind, kept, joined),
    )


def _side(kept: Kept, wave: int, joined: Joined, measure: str) -> Side:
    """One wave: who is among the pairs, and who answered in this wave alone."""
    frame, values = joined.frame(wave), kept.given[wave]
    inside = kept.inside(frame)
    known = ~np.isnan(values)
    order = np.unique(values[known])
    crossings = tuple(
        linked_crossing(each.id, each.classes, per_class(frame, each, inside), per_class(frame, each, ~inside))
        for each in joined.variables[wave]
    )
    pairs, alone = (counts_of(values[known & where], order) for where in (inside, ~inside))
    return Side(pairs, alone, joined.published[wave].get(measure), crossings)


def _stay(waves: Waves, variable: Variable, stayed: Bools) -> RawStay:
    """A variable at the start: its classes among stayers and leavers, and how far apart they are."""
    found = {each.name: each.standardised for each in waves.attrition([variable.column]).differences}
    return RawStay(
        variable=variable.id,
        classes=variable.classes,
        stayers=per_class(waves.earlier, variable, stayed)[:-1],
        leavers=per_class(waves.earlier, variable, ~stayed)[:-1],
        standardised=tuple(found.get(f"{variable.column}[{code}]") for code in variable.classes),
    )
