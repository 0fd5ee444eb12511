"""Measures: for every response, which code of a measure it gave. Counting these per group gives raw tables, exact."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import singledispatch

import numpy as np
import numpy.typing as npt
import pandas as pd

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Missing
from survey.questionnaires.study import (
    AmountMeasure,
    CapabilityMeasure,
    ChoiceMeasure,
    GradeMeasure,
    ItemMeasure,
    LikelihoodMeasure,
    Measure,
    MentionsMeasure,
    RecommendationMeasure,
)

from .capability import STATUSES, CapabilitySet, Status
from .disclosure import NO_ANSWER, Kind
from .disclosure.ladders import GRADES, LIKELIHOODS, NO_WORK
from .scales import Bools, Floats, points

Places = npt.NDArray[np.int64]
NOT_SHOWN = -1
"""The place of a response that was not shown the question: it counts nowhere."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """The groups that responses are split into, and for every response the place of its group."""

    codes: tuple[str | None, ...]
    places: Places

    def sizes(self, where: Bools | None = None) -> Places:
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


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """What one table counts. `places`: for every response the place of its code in `codes`; None for mentions, where
    `mentioned` has a column per code. `split`: whether there are tables by background variables too."""

    measure: str
    kind: Kind
    item: str
    codes: tuple[str, ...]
    shown: Bools
    places: Places | None = None
    mentioned: tuple[Bools, ...] = ()
    dont_know: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    split: bool = True

    def count(self, groups: Grouping) -> Places:
        """Groups by codes: how many responses gave each code."""
        if self.places is None:
            return np.stack([groups.sizes(column) for column in self.mentioned], axis=1)
        return groups.crossed(self.places, len(self.codes))


@singledispatch
def counted(_measure: Measure, _frame: pd.DataFrame, _questionnaire: Questionnaire) -> Iterator[Counted]:
    """What the tables of `measure` count, from the columns that `coding` makes; nothing for what stands side by side
    in several publications."""
    yield from ()


@counted.register
def _grades(measure: GradeMeasure, frame: pd.DataFrame, _questionnaire: Questionnaire) -> Iterator[Counted]:
    yield _steps(measure, Kind.GRADE, GRADES, frame)


@counted.register
def _likelihoods(measure: LikelihoodMeasure, frame: pd.DataFrame, _questionnaire: Questionnaire) -> Iterator[Counted]:
    yield _steps(measure, Kind.LIKELIHOOD, LIKELIHOODS, frame)


@counted.register(ChoiceMeasure)
@counted.register(RecommendationMeasure)
def _options(
    measure: ChoiceMeasure | RecommendationMeasure, frame: pd.DataFrame, questionnaire: Questionnaire
) -> Iterator[Counted]:
    options = frame[f"{measure.item}.code"].cat
    codes = tuple(str(code) for code in options.categories)
    open_left = (frame[f"{measure.item}.status"] == Missing.MISSING).to_numpy()
    yield Counted(
        measure=measure.id,
        kind=Kind.CHOICE,
        item=measure.item,
        codes=(*codes, NO_ANSWER),
        shown=shown(measure, frame),
        places=np.where(open_left, len(codes), options.codes.to_numpy(dtype=np.int64)),
        dont_know=_dont_know(measure, questionnaire),
        merged=together_codes(measure),
    )


@counted.register
def _mentions(measure: MentionsMeasure, frame: pd.DataFrame, questionnaire: Questionnaire) -> Iterator[Counted]:
    codes = questionnaire.item(measure.item).codes()
    columns = (frame[f"{measure.item}.{code}"] for code in codes)
    yield Counted(
        measure=measure.id,
        kind=Kind.MENTIONS,
        item=measure.item,
        codes=codes,
        shown=shown(measure, frame),
        mentioned=tuple(column.fillna(value=False).to_numpy(dtype=bool) for column in columns),
        dont_know=_dont_know(measure, questionnaire),
    )


@counted.register
def _amounts(measure: AmountMeasure, frame: pd.DataFrame, _questionnaire: Questionnaire) -> Iterator[Counted]:
    """Every amount that was given is a code."""
    amounts = points(frame[measure.item])
    known = np.unique(amounts[~np.isnan(amounts)])
    yield _numbers(measure, Kind.AMOUNT, tuple(f"{each:g}" for each in known), (amounts, known), frame)


@counted.register
def _capability(measure: CapabilityMeasure, frame: pd.DataFrame, _questionnaire: Questionnaire) -> Iterator[Counted]:
    """The score, the realised share, and for every value its statuses and the means of its three questions."""
    found = CapabilitySet.of(frame, measure.cards)
    everybody = np.ones(len(frame), dtype=bool)
    scores = tuple(str(score) for score in range(len(measure.cards) + 1))
    place = _placed(found.score(), np.arange(len(scores), dtype=np.float64))
    yield Counted(measure.id, Kind.SCORE, measure.id, (*scores, NO_ANSWER), everybody, place)
    yield _realised(measure.id, found)
    statuses = found.statuses().astype(np.int64)
    codes = (*(status.value for status in STATUSES if status is not Status.UNDETERMINED), NO_WORK, NO_ANSWER)
    for at, card in enumerate(measure.cards):
        unknown = statuses[:, at] == STATUSES.index(Status.UNDETERMINED)
        places = np.where(unknown, codes.index(NO_ANSWER), statuses[:, at])
        places = np.where(found.works, places, codes.index(NO_WORK))
        name = f"{measure.id}.{card}"
        yield Counted(
            name, Kind.STATUS, name, codes, everybody, places, dont_know=(NO_WORK,), merged=(Status.IN_SET.value,)
        )
        yield from _ratings(name, found, at)


def _realised(name: str, found: CapabilitySet) -> Counted:
    """The realised share in percent: of the important values, those in the set."""
    valued, share = found.valued(), found.realised_share()
    percents = np.where(np.isnan(share), np.nan, 100 * share)
    known, first = np.unique(percents[~np.isnan(percents)], return_index=True)
    scores, bases = (each[~np.isnan(percents)][first] for each in (found.score(), valued))
    codes = [str(Fraction(100 * int(score), int(base))) for score, base in zip(scores, bases, strict=True)]
    everybody = np.ones(len(valued), dtype=bool)
    return Counted(
        f"{name}.realised", Kind.RATING, f"{name}.realised", (*codes, NO_ANSWER), everybody, _placed(percents, known)
    )


def _ratings(name: str, found: CapabilitySet, at: int) -> Iterator[Counted]:
    """A, B and C of one value, of those who answered all three: their distances are the gaps."""
    parts = {"a": found.a[:, at], "b": found.b[:, at], "c": found.c[:, at]}
    whole = ~np.isnan(sum(parts.values()))
    points_ = np.arange(1.0, 6.0)
    codes = (*(f"{point:g}" for point in points_), NO_ANSWER)
    for question, answers in parts.items():
        places = _placed(np.where(whole, answers, np.nan), points_)
        item = f"{name}.{question}"
        yield Counted(item, Kind.RATING, item, codes, np.ones(len(answers), dtype=bool), places, split=False)


def together_codes(measure: Measure) -> tuple[str, ...]:
    """The answers to a choice that its last step takes together."""
    if isinstance(measure, RecommendationMeasure):
        return ("yes",)
    return measure.merged.codes if isinstance(measure, ChoiceMeasure) else ()


def shown(measure: ItemMeasure, frame: pd.DataFrame) -> Bools:
    """Which responses were shown the question of `measure`."""
    found: Bools = (frame[f"{measure.item}.status"] != Missing.NOT_SHOWN).to_numpy()
    return found


def _dont_know(measure: ItemMeasure, questionnaire: Questionnaire) -> tuple[str, ...]:
    """The codes of `measure` that mean don't know."""
    item = questionnaire.item(measure.item)
    if options := item.choices(item.id):
        return tuple(option.code for option in options if option.missing is Missing.DONT_KNOW)
    return (Missing.DONT_KNOW.value,)


def _steps(measure: ItemMeasure, kind: Kind, codes: tuple[str, ...], frame: pd.DataFrame) -> Counted:
    known = np.array([float(code) for code in codes])
    return _numbers(measure, kind, codes, (points(frame[measure.item]), known), frame)


def _numbers(
    measure: ItemMeasure, kind: Kind, codes: tuple[str, ...], values: tuple[Floats, Floats], frame: pd.DataFrame
) -> Counted:
    """Numbers, then don't know, then left open. `values`: of every response, and of every code."""
    places = _placed(*values)
    status = frame[f"{measure.item}.status"]
    places[(status == Missing.DONT_KNOW).to_numpy()] = len(codes)
    places[(status == Missing.MISSING).to_numpy()] = len(codes) + 1
    was_shown = shown(measure, frame)
    places[~was_shown] = NOT_SHOWN
    return Counted(
        measure.id,
        kind,
        measure.item,
        (*codes, Missing.DONT_KNOW.value, NO_ANSWER),
        was_shown,
        places,
        dont_know=(Missing.DONT_KNOW.value,),
    )


def _placed(values: Floats, known: Floats) -> Places:
    """The place of every value among `known`, which are sorted; one behind the last for NaN."""
    unknown = np.isnan(values)
    places = np.searchsorted(known, np.where(unknown, 0.0, values)).astype(np.int64)
    places[unknown] = len(known)
    return places
