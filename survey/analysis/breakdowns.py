"""Breakdowns: every measure in total and by every background variable, as raw tables for disclosure control."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import ONE_CHOICE
from survey.questionnaires.study import CapabilityMeasure, ItemMeasure, Measure, Study

from .disclosure import NO_ANSWER, Kind, RawGroup, RawTable
from .frames import COMPLETE, register_column
from .measures import Counted, Grouping, Places, counted, together


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
        if measure.id not in study.results.breakdowns and (needed := items_of(measure)) and needed <= asked
    )


def items_of(measure: Measure) -> frozenset[str]:
    """The items that the tables of `measure` are counted from; none for what stands side by side."""
    if isinstance(measure, CapabilityMeasure):
        return frozenset(measure.cards)
    return frozenset({measure.item}) if isinstance(measure, ItemMeasure) else frozenset()


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
        for each in counted(measure, complete, questionnaire):
            tables.append(_table(each, complete, population))
            tables += [_table(each, complete, population, variable) for variable in known if each.split]
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


def _table(counts: Counted, frame: pd.DataFrame, population: int | None, variable: Variable | None = None) -> RawTable:
    groups = variable.groups(frame) if variable else together(frame)
    return RawTable(
        measure=counts.measure,
        kind=counts.kind,
        item=counts.item,
        breakdown=variable.id if variable else None,
        codes=counts.codes,
        groups=_groups(groups, groups.sizes(), groups.sizes(counts.shown), counts.count(groups)),
        dont_know=counts.dont_know,
        merged=counts.merged,
        population=population,
    )
