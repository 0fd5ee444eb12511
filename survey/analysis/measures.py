"""Measures: how often each code of a measure was given, in each group. Raw counts, exact."""

from dataclasses import dataclass
from functools import singledispatch

import numpy as np
import numpy.typing as npt
import pandas as pd

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Missing
from survey.questionnaires.study import ChoiceMeasure, GradeMeasure, Measure, MentionsMeasure

from .disclosure import NO_ANSWER
from .disclosure.ladders import GRADES

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Grouping:
    """The groups that responses are split into, and for every response the place of its group."""

    codes: tuple[str | None, ...]
    places: Places

    def sizes(self, where: npt.NDArray[np.bool_] | None = None) -> Places:
        """How many responses each group has, all of them or those `where` something holds."""
        places = self.places if where is None else self.places[where]
        return np.bincount(places, minlength=len(self.codes))

    def crossed(self, columns: Places, width: int) -> Places:
        """Groups by columns: how many responses are in each column (-1: in none)."""
        inside = columns >= 0
        flat = np.bincount(self.places[inside] * width + columns[inside], minlength=len(self.codes) * width)
        return flat.reshape(len(self.codes), width)


def together(frame: pd.DataFrame) -> Grouping:
    """Everybody in one group."""
    return Grouping((None,), np.zeros(len(frame), dtype=np.int64))


@singledispatch
def codes(measure: Measure, _questionnaire: Questionnaire) -> tuple[str, ...]:
    """The codes that `measure` counts, in order; `NO_ANSWER` is the last where a response has one code."""
    raise NotImplementedError(type(measure).__name__)


@codes.register
def _grades(_measure: GradeMeasure, _questionnaire: Questionnaire) -> tuple[str, ...]:
    return (*GRADES, Missing.DONT_KNOW.value, NO_ANSWER)


@codes.register
def _options(measure: ChoiceMeasure, questionnaire: Questionnaire) -> tuple[str, ...]:
    return (*questionnaire.item(measure.item).codes(), NO_ANSWER)


@codes.register
def _mentionable(measure: MentionsMeasure, questionnaire: Questionnaire) -> tuple[str, ...]:
    return questionnaire.item(measure.item).codes()


def dont_know(measure: Measure, questionnaire: Questionnaire) -> tuple[str, ...]:
    """The codes of `measure` that mean don't know."""
    item = questionnaire.item(measure.item)
    if options := item.choices(item.id):
        return tuple(option.code for option in options if option.missing is Missing.DONT_KNOW)
    return (Missing.DONT_KNOW.value,)


def shown(measure: Measure, frame: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Which responses were shown the question of `measure`."""
    return (frame[f"{measure.item}.status"] != Missing.NOT_SHOWN).to_numpy()


@singledispatch
def count(measure: Measure, frame: pd.DataFrame, _groups: Grouping) -> Places:
    """Groups by codes of `measure`: how many responses gave each code, from the columns that `coding` makes.

    A response that was not shown the question counts nowhere.
    """
    raise NotImplementedError(f"{type(measure).__name__} over {len(frame)} responses")


@count.register
def _count_grades(measure: GradeMeasure, frame: pd.DataFrame, groups: Grouping) -> Places:
    grade = frame[measure.item].fillna(0).to_numpy(dtype=np.int64)
    status = frame[f"{measure.item}.status"]
    silent = [(status == reason).to_numpy() for reason in (Missing.DONT_KNOW, Missing.MISSING)]
    places = np.select([grade > 0, *silent], [grade - 1, len(GRADES), len(GRADES) + 1], default=-1)
    return groups.crossed(places, len(GRADES) + len(silent))


@count.register
def _count_options(measure: ChoiceMeasure, frame: pd.DataFrame, groups: Grouping) -> Places:
    options = frame[f"{measure.item}.code"].cat
    width = len(options.categories)
    open_left = (frame[f"{measure.item}.status"] == Missing.MISSING).to_numpy()
    return groups.crossed(np.where(open_left, width, options.codes.to_numpy(dtype=np.int64)), width + 1)


@count.register
def _count_mentions(measure: MentionsMeasure, frame: pd.DataFrame, groups: Grouping) -> Places:
    prefix = f"{measure.item}."
    columns = [name for name in frame.columns if name.startswith(prefix) and name != f"{prefix}status"]
    return np.stack([groups.sizes(frame[name].fillna(value=False).to_numpy(dtype=bool)) for name in columns], axis=1)
