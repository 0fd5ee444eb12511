"""From which answer to which: the people in both waves by what they said then and later, for disclosure control."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from survey.questionnaires.problems import N_, Reason
from survey.questionnaires.study import (
    CapabilityMeasure,
    ChoiceMeasure,
    FlowMeasure,
    GradeMeasure,
    LikelihoodMeasure,
    Measure,
    RecommendationMeasure,
    Results,
)

from ..breakdowns import Variable
from ..capability import CapabilitySet
from ..disclosure import Kind, RawFlow
from ..disclosure.flows import Standing
from ..disclosure.ladders import GRADES, LIKELIHOODS, Cells, bands_of
from ..measures import together_codes
from ..method import ASSOCIATION, Method, pairs, software
from ..scales import Floats, points
from .crossings import crossing
from .joined import Joined, Kept, counts_of, kept_pairs, without_small_rests

DEFINITION = N_("How many people went from each answer to each answer, among those who answered in both waves.")
FORMULA = N_("Counts; a percentage is of those who gave the same answer the first time, rounded half up.")

NUMBERED = GradeMeasure | LikelihoodMeasure | CapabilityMeasure


class NoStatesError(TypeError):
    """People cannot go from one answer to another of this measure."""


@dataclass(frozen=True, slots=True)
class States:
    """What people can go between: codes with the answers that each holds, and those that are taken together."""

    cells: Cells
    merged: tuple[str, ...]
    numbered: NUMBERED | None = None
    column: str = ""

    def of(self, *frames: pd.DataFrame) -> Cells:
        """The states; of a choice its answers in these frames, which may be of different questionnaires."""
        if self.numbered is not None:
            return self.cells
        codes = dict.fromkeys(str(code) for frame in frames for code in frame[self.column].cat.categories)
        return tuple((code, (code,)) for code in codes)

    def places(self, frame: pd.DataFrame, cells: Cells) -> Floats:
        """The place of every response's state among `cells`; NaN where it has none."""
        if self.numbered is None:
            known = [code for code, _ in cells]
            wanted = [float(known.index(str(code))) for code in frame[self.column].cat.categories]
            return np.array([*wanted, np.nan])[frame[self.column].cat.codes.to_numpy()]  # No answer is the last one.
        if isinstance(self.numbered, CapabilityMeasure):
            given = CapabilitySet.of(frame, self.numbered.cards).score()
        else:
            given = points(frame[self.column])
        by_number = {float(number): at for at, (_, numbers) in enumerate(cells) for number in numbers}
        return np.array([by_number.get(each, np.nan) for each in given.tolist()], dtype=np.float64)


def states_of(measure: Measure | None, variable: Variable | None) -> States:
    """The states of a measure, or else of a breakdown variable.

    Raises:
        NoStatesError: it has none.

    """
    if isinstance(measure, CapabilityMeasure):
        return _banded(measure, Kind.SCORE, tuple(str(score) for score in range(len(measure.cards) + 1)))
    if isinstance(measure, GradeMeasure):
        return _banded(measure, Kind.GRADE, GRADES)
    if isinstance(measure, LikelihoodMeasure):
        return _banded(measure, Kind.LIKELIHOOD, LIKELIHOODS)
    if isinstance(measure, ChoiceMeasure | RecommendationMeasure):
        return States((), together_codes(measure), column=measure.item)
    if variable is None:
        raise NoStatesError("Nobody can go from one answer to another here.")
    return States((), (), column=variable.column)


def _banded(measure: NUMBERED, kind: Kind, numbers: tuple[str, ...]) -> States:
    column = "" if isinstance(measure, CapabilityMeasure) else measure.item
    cells = bands_of(kind, numbers)
    return States(cells, (cells[-1][0],), measure, column)


def raw_flow(measure: FlowMeasure, results: Results, joined: Joined) -> RawFlow:
    """Everything about a flow, exact and not yet fit to be seen."""
    variable = next((each for each in joined.variables[0] if each.id == measure.of), None)
    states = states_of(results.measure(measure.of), variable)
    frames = joined.frame(0), joined.frame(1)
    cells = states.of(*frames)
    kept = kept_pairs(measure.of, (states.places(frames[0], cells), states.places(frames[1], cells)), joined)
    if results.measure(measure.of) is None:
        kept = without_small_rests(measure.of, kept, joined)
    before, after = (each.astype(np.int64) for each in kept.answers)
    counts = np.zeros((len(cells), len(cells)), dtype=np.int64)
    np.add.at(counts, (before, after), 1)
    codes = tuple(code for code, _ in cells)
    return RawFlow(
        measure=measure.id,
        of=measure.of,
        waves=measure.waves,
        codes=codes,
        held=tuple(answers for _, answers in cells),
        merged=states.merged,
        counts=tuple(tuple(row) for row in counts.tolist()),
        sides=(_side(kept, 0, joined, (measure.of, codes)), _side(kept, 1, joined, (measure.of, codes))),
        left_out=kept.left_out,
    )


def _side(kept: Kept, wave: int, joined: Joined, of: tuple[str, tuple[str, ...]]) -> Standing:
    """One wave: who is in it alone, by state, and its people in the pairs, by state and by each variable."""
    name, codes = of
    frame, values = joined.frame(wave), kept.given[wave]
    inside = kept.inside(frame)
    alone = counts_of(values[~inside & ~np.isnan(values)], np.arange(len(codes), dtype=np.float64))
    places = np.where(inside, values, len(codes)).astype(np.int64)
    crossings = tuple(crossing(name, codes, (frame, places), each) for each in joined.variables[wave])
    return Standing(alone, joined.published[wave].get(name), crossings)


def method_of_flow(number: int) -> Method:
    """How a flow came about; `number` pairs are in it."""
    return Method(Reason(DEFINITION), pairs(number), Reason(FORMULA), (ASSOCIATION,), software("numpy", "pandas"))
