"""How the answers to an item become columns: one function per kind of item.

An item `x` gives its value `x`, and `x.status`, which says why a value is absent: left open, not shown, don't know and
not applicable are four different things. A choice also gives `x.code`: every option, also those flagged as don't know
or not applicable. A multiple choice gives a yes or no per option, `x.<option>`, instead of `x`; a ranking the place of
each option. A value card gives the columns of a choice for each of its questions, `x__<question>`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import singledispatch
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray

from survey.questionnaires.kinds import (
    Answer,
    FixedChoice,
    Information,
    Item,
    Missing,
    MultipleChoice,
    OneOf,
    Ranking,
    SingleChoice,
    ValueCard,
)
from survey.questionnaires.kinds.amounts import Amount, worth
from survey.questionnaires.kinds.moments import Moment
from survey.questionnaires.kinds.steps import Steps
from survey.questionnaires.kinds.texts import Text

ANSWERED = "answered"
STATUSES = (ANSWERED, *(missing.value for missing in Missing))
ABSENT = ""
"""Stands for an answer that is not there. No code is empty."""

Columns = dict[str, ExtensionArray]


class UncodableAnswerError(ValueError):
    """A stored answer is none that its question can have: these responses answered another questionnaire."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers of all responses to one item: the distinct ones, and for each response which of them it gave.

    Only the distinct answers are looked at one by one; everything else is numpy.
    """

    distinct: tuple[object, ...]
    places: npt.NDArray[np.intp]

    @classmethod
    def of(cls, answers: Iterable[object]) -> "Answered":
        """Sort out `answers`; a list (JSON has no tuples) counts as a tuple."""
        given = list(answers)
        if list in set(map(type, given)):
            given = [tuple(answer) if isinstance(answer, list) else answer for answer in given]
        places, distinct = pd.factorize(pd.Series(given, dtype=object))
        return cls((*distinct, None), places)  # The place of None is -1, which is the last one.

    def given(self, item: Item) -> list[Answer]:
        """The distinct answers, with None where there is none.

        Raises:
            UncodableAnswerError: the question cannot have one of them.

        """
        answers = [None if answer == ABSENT else cast("Answer", answer) for answer in self.distinct]
        for answer in answers:
            if not item.accepts(item.id, answer):
                raise UncodableAnswerError(f"{answer!r} is no answer to {item.id}: another questionnaire was asked.")
        return answers

    def status(self, of: Callable[[Any], str]) -> pd.Categorical:
        """The status of every response; `of` tells it for an answer that was given."""
        special = {None: Missing.MISSING.value, ABSENT: Missing.NOT_SHOWN.value}
        known = [special[answer] if answer in (None, ABSENT) else of(answer) for answer in self.distinct]
        return self.categories(known, STATUSES)

    def categories(
        self, codes: Sequence[str | None], categories: Sequence[str], *, ordered: bool = False
    ) -> pd.Categorical:
        """One code per distinct answer (None: no value) as a categorical over all responses."""
        dtype = pd.CategoricalDtype(list(categories), ordered=ordered)
        places = np.array([-1 if c is None else categories.index(c) for c in codes], dtype=np.int16)
        return pd.Categorical.from_codes(places[self.places], dtype=dtype)

    def spread(self, values: Sequence[bool]) -> npt.NDArray[np.bool_]:
        """A yes or no per distinct answer, spread over all responses."""
        return np.array(values, dtype=np.bool_)[self.places]


@singledispatch
def columns(item: Item, _answers: Answered) -> Columns:
    """The columns of `item`, by name."""
    raise NotImplementedError(type(item).__name__)


@columns.register
def _steps(item: Steps, answers: Answered) -> Columns:
    """The grade or likelihood as a nullable whole number."""
    return _numbers(item, answers, "Int8")


@columns.register
def _amount(item: Amount, answers: Answered) -> Columns:
    """The amount as a nullable number: whole where the item has no decimals."""
    return _numbers(item, answers, "Float64" if item.places() else "Int64")


def _numbers(item: Item, answers: Answered, dtype: str) -> Columns:
    amounts = [worth(answer) for answer in answers.given(item)]
    number = float if dtype == "Float64" else int
    values = pd.Series(
        [pd.NA if amount is None else number(amount) for amount in amounts], dtype=pd.api.types.pandas_dtype(dtype)
    )
    return {
        item.id: values.array.take(answers.places % len(amounts)),
        f"{item.id}.status": answers.status(lambda answer: answer if answer in item.codes() else ANSWERED),
    }


@columns.register
def _moment(item: Moment, answers: Answered) -> Columns:
    """The day, or the first day of the month."""
    given = [None if answer in item.codes() else answer for answer in answers.given(item)]
    days = pd.array(np.array([answer or "NaT" for answer in given], dtype="datetime64[D]").astype("datetime64[s]"))
    return {
        item.id: days.take(answers.places % len(given)),
        f"{item.id}.status": answers.status(lambda answer: answer if answer in item.codes() else ANSWERED),
    }


@columns.register(OneOf)
@columns.register(FixedChoice)
@columns.register(SingleChoice)
def _single(item: Item, answers: Answered) -> Columns:
    """The choice as an ordered categorical of the options that are values, and as one of all options."""
    given = answers.given(item)
    reasons = {option.code: option.missing.value for option in item.choices(item.id) if option.missing}
    values = [code for code in item.codes() if code not in reasons]
    codes = [answer if isinstance(answer, str) else None for answer in given]
    return {
        item.id: answers.categories([None if code in reasons else code for code in codes], values, ordered=True),
        f"{item.id}.code": answers.categories(codes, item.codes()),
        f"{item.id}.status": answers.status(lambda answer: reasons.get(answer, ANSWERED)),
    }


@columns.register
def _card(_item: ValueCard, _answers: Answered) -> Columns:
    """None of its own: each of its questions is coded as a rating scale."""
    return {}


@columns.register
def _ranking(item: Ranking, answers: Answered) -> Columns:
    """The place of each option, counted from 1; no value where it got none."""
    given = answers.given(item)

    def place(code: str) -> ExtensionArray:
        places = [answer.index(code) + 1 if isinstance(answer, tuple) and code in answer else pd.NA for answer in given]
        return pd.array(places, dtype="Int16").take(answers.places % len(given))

    return {
        **{f"{item.id}.{code}": place(code) for code in item.codes()},
        f"{item.id}.status": answers.status(lambda _: ANSWERED),
    }


@columns.register
def _multiple(item: MultipleChoice, answers: Answered) -> Columns:
    """A nullable yes or no per option; one answer flagged as don't know or not applicable gives the status."""
    given = answers.given(item)
    reasons = {(option.code,): option.missing.value for option in item.options if option.missing}
    silent = answers.spread([answer is None for answer in given])

    def mentioned(code: str) -> ExtensionArray:
        chosen = [isinstance(answer, tuple) and code in answer for answer in given]
        return pd.arrays.BooleanArray(answers.spread(chosen), silent.copy())

    return {
        **{f"{item.id}.{code}": mentioned(code) for code in item.codes()},
        f"{item.id}.status": answers.status(lambda answer: reasons.get(answer, ANSWERED)),
    }


@columns.register
def _text(_item: Text, _answers: Answered) -> Columns:
    """None: the words are kept apart from the response."""
    return {}


@columns.register
def _nothing(_item: Information, _answers: Answered) -> Columns:
    """None: there is nothing to answer."""
    return {}
