"""Breakdowns: every measure in total and by every background variable, as raw tables for disclosure control."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import ONE_CHOICE
from survey.questionnaires.study import ChoiceMeasure, Measure, Study

from .disclosure import NO_ANSWER, Kind, RawGroup, RawTable
from .frames import COMPLETE, register_column
from .measures import Grouping, Places, codes, count, dont_know, shown, together


@dataclass(frozen=True, slots=True)
class Variable:
    """A background variable: its classes, and the column of the frame that holds them."""

    id: str
    classes: tuple[str, ...]
    column: str

    def groups(self, frame: pd.DataFrame) -> Grouping:
        """Its classes as groups; the people without a class are the last group."""
        places = frame[self.column].cat.codes.to_numpy(dtype=np.int64)
        return Grouping((*self.classes, None), np.where(places < 0, len(self.classes), places))


def variables(study: Study, questionnaire: Questionnaire) -> tuple[Variable, ...]:
    """The breakdowns of the study that this questionnaire or the register knows. Don't know is no class."""
    known = {each.id: Variable(each.id, each.codes(), register_column(each.id)) for each in study.attributes}
    for item in questionnaire.items():
        if isinstance(item, ONE_CHOICE) and item.id not in known:
            classes = tuple(option.code for option in item.options if option.missing is None)
            known[item.id] = Variable(item.id, classes, item.id)
    return tuple(known[breakdown] for breakdown in study.results.breakdowns if breakdown in known)


def measures(study: Study, questionnaire: Questionnaire) -> tuple[Measure, ...]:
    """The measures of the study whose question is in this questionnaire. A background variable has its own table."""
    asked = {item.id for item in questionnaire.items()} - set(study.results.breakdowns)
    return tuple(
        measure
        for measure in study.results.measures
        if measure.item in asked and measure.id not in study.results.breakdowns
    )


def tabulate(
    frame: pd.DataFrame, study: Study, questionnaire: Questionnaire, population: int | None = None
) -> tuple[RawTable, ...]:
    """Every table of the study over the complete responses in `frame`, exact and not yet fit to be seen.

    `population` is how many people were invited.
    """
    complete = frame[frame[COMPLETE]]
    known = variables(study, questionnaire)
    tables = [_background(complete, variable, population) for variable in known]
    tables += [_crossing(complete, first, second) for first, second in combinations(known, 2)]
    for measure in measures(study, questionnaire):
        tables.append(_table(complete, measure, questionnaire, population))
        tables += [_table(complete, measure, questionnaire, population, variable) for variable in known]
    return tuple(tables)


def _groups(groups: Grouping, sizes: Places, seen: Places, counts: Places) -> tuple[RawGroup, ...]:
    rows = zip(groups.codes, sizes.tolist(), seen.tolist(), counts.tolist(), strict=True)
    return tuple(RawGroup(code, n, shown_to, tuple(row)) for code, n, shown_to, row in rows)


def _crossed(frame: pd.DataFrame, groups: Grouping, variable: Variable) -> tuple[RawGroup, ...]:
    sizes = groups.sizes()
    return _groups(groups, sizes, sizes, groups.crossed(variable.groups(frame).places, len(variable.classes) + 1))


def _background(frame: pd.DataFrame, variable: Variable, population: int | None) -> RawTable:
    return RawTable(
        measure=variable.id,
        kind=Kind.BACKGROUND,
        item=variable.id,
        breakdown=None,
        codes=(*variable.classes, NO_ANSWER),
        groups=_crossed(frame, together(frame), variable),
        population=population,
    )


def _crossing(frame: pd.DataFrame, first: Variable, second: Variable) -> RawTable:
    return RawTable(
        measure=first.id,
        kind=Kind.BACKGROUND,
        item=first.id,
        breakdown=second.id,
        codes=(*first.classes, NO_ANSWER),
        groups=_crossed(frame, second.groups(frame), first),
    )


def _table(
    frame: pd.DataFrame,
    measure: Measure,
    questionnaire: Questionnaire,
    population: int | None,
    variable: Variable | None = None,
) -> RawTable:
    groups = variable.groups(frame) if variable else together(frame)
    return RawTable(
        measure=measure.id,
        kind=Kind(measure.kind),
        item=measure.item,
        breakdown=variable.id if variable else None,
        codes=codes(measure, questionnaire),
        groups=_groups(groups, groups.sizes(), groups.sizes(shown(measure, frame)), count(measure, frame, groups)),
        dont_know=dont_know(measure, questionnaire),
        merged=measure.merged.codes if isinstance(measure, ChoiceMeasure) else (),
        population=population,
    )
