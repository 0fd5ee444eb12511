"""From responses to a data frame: one typed row per response."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import numpy as np
import pandas as pd

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Missing
from survey.questionnaires.study import Attribute

from .coding import ABSENT, Answered, Columns, columns

COMPLETE = "complete"


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
    return frame_of(questionnaire, answers, [dict(record.attributes) for record in records], attributes)


def frame_of(
    questionnaire: Questionnaire,
    answers: Sequence[dict[str, Any]],
    registered: Sequence[dict[str, Any]],
    attributes: Sequence[Attribute] = (),
) -> pd.DataFrame:
    """The same from the answers and the attributes of each response, as they come from the database.

    Nothing here runs once per response: `dict.get` is mapped over a column, and only distinct answers are looked at.
    """
    found: Columns = {}
    for item in (part for each in questionnaire.items() if each.closed_keys() for part in each.parts()):
        found |= columns(item, Answered.of(map(dict.get, answers, repeat(item.id), repeat(ABSENT))))
    for attribute in attributes:
        known = Answered.of(map(dict.get, registered, repeat(attribute.id)))
        codes = [str(code) if code in attribute.codes() else None for code in known.distinct]
        found[register_column(attribute.id)] = known.categories(codes, attribute.codes(), ordered=True)
    table = pd.DataFrame(found, index=pd.RangeIndex(len(answers)))
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
