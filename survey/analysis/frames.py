"""From responses to a data frame: one typed row per response."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat

import numpy as np
import pandas as pd

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Item, Missing
from survey.questionnaires.study import Attribute

from .coding import ABSENT, Answered, Columns, columns
from .documents import UnreadableError, answered

COMPLETE = "response:complete"
"""No item has a column like this, nor like those of the register."""


@dataclass(frozen=True, slots=True)
class Record:
    """A response as it is stored: the closed answers, and the coarse facts from the register that stand with them.

    `person` joins the responses of one person about one trajectory; None in unlinked studies.
    """

    answers: Mapping[str, object]
    attributes: Mapping[str, str] = field(default_factory=dict)
    person: bytes | None = None


def register_column(attribute: str) -> str:
    """The column of an attribute. No item has a column like this."""
    return f"register:{attribute}"


def frame(
    questionnaire: Questionnaire, records: Sequence[Record], attributes: Sequence[Attribute] = ()
) -> pd.DataFrame:
    """One row per response, in the order given: the columns of every item, the attributes, and `complete`.

    Raises:
        UncodableAnswerError: an answer is none that its question can have.

    """
    answers = [dict(record.answers) for record in records]
    registered = [dict(record.attributes) for record in records]
    given = {
        item.id: Answered.of(map(dict.get, answers, repeat(item.id), repeat(ABSENT))) for item in _parts(questionnaire)
    }
    known = {each.id: Answered.of(map(dict.get, registered, repeat(each.id))) for each in attributes}
    return _framed(questionnaire, given, known, attributes, len(records))


def frame_of(
    questionnaire: Questionnaire,
    answers: Sequence[str],
    registered: Sequence[str],
    attributes: Sequence[Attribute] = (),
) -> pd.DataFrame:
    """The same from the answers and the attributes of each response as JSON texts, as they come from the database.

    Nothing here runs once per response: columns are read at once, and only distinct answers are looked at.
    """
    items = _parts(questionnaire)
    try:
        given = answered(answers, items) if len(answers) else {item.id: Answered.of(()) for item in items}
    except UnreadableError:
        parsed = [json.loads(text) for text in answers]
        given = {item.id: Answered.of(map(dict.get, parsed, repeat(item.id), repeat(ABSENT))) for item in items}
    places, distinct = pd.factorize(pd.Series(list(registered), dtype=object))
    facts = [json.loads(text) for text in distinct]
    known = {each.id: Answered((*(fact.get(each.id) for fact in facts), None), places) for each in attributes}
    return _framed(questionnaire, given, known, attributes, len(registered))


def _parts(questionnaire: Questionnaire) -> list[Item]:
    """What is asked and answered with codes or numbers: every question of a card by itself."""
    return [part for each in questionnaire.items() if each.closed_keys() for part in each.parts()]


def _framed(
    questionnaire: Questionnaire,
    given: Mapping[str, Answered],
    known: Mapping[str, Answered],
    attributes: Sequence[Attribute],
    number: int,
) -> pd.DataFrame:
    found: Columns = {}
    for item in _parts(questionnaire):
        found |= columns(item, given[item.id])
    for attribute in attributes:
        codes = [str(code) if code in attribute.codes() else None for code in known[attribute.id].distinct]
        found[register_column(attribute.id)] = known[attribute.id].categories(codes, attribute.codes(), ordered=True)
    table = pd.DataFrame(found, index=pd.RangeIndex(number))
    table[COMPLETE] = _complete(questionnaire, table)
    return table


def _complete(questionnaire: Questionnaire, table: pd.DataFrame) -> "pd.Series[bool]":
    """Whether at least 80 % of the core items that were shown are answered; don't know is an answer."""
    shown = np.zeros(len(table), dtype=np.int64)
    answered = np.zeros(len(table), dtype=np.int64)
    for item in questionnaire.items():
        if item.core and item.closed_keys():
            statuses = [table[f"{key}.status"] for key in item.closed_keys()]
            seen = np.logical_or.reduce([(status != Missing.NOT_SHOWN).to_numpy() for status in statuses])
            shown += seen
            answered += seen & np.logical_and.reduce([(status != Missing.MISSING).to_numpy() for status in statuses])
    return pd.Series(answered * 5 >= shown * 4, index=table.index)
