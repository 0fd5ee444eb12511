"""From responses to a data frame: one typed row per response."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Missing
from survey.questionnaires.study import Attribute

from .coding import ABSENT, Answered, Columns, columns

COMPLETE = "response:complete"
"""No item has a column like this, nor like those of the register."""


@dataclass(frozen=True, slots=True)
class Record:
    """A response as it is stored: the closed answers, and the coarse facts from the register that stand with them."""

    answers: Mapping[str, object]
    attributes: Mapping[str, str] = field(default_factory=dict)


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
    found: Columns = {}
    for item in (part for each in questionnaire.items() if each.closed_keys() for part in each.parts()):
        found |= columns(item, Answered.of(record.answers.get(item.id, ABSENT) for record in records))
    for attribute in attributes:
        known = Answered.of(record.attributes.get(attribute.id) for record in records)
        codes = [str(code) if code in attribute.codes() else None for code in known.distinct]
        found[register_column(attribute.id)] = known.categories(codes, attribute.codes(), ordered=True)
    table = pd.DataFrame(found, index=pd.RangeIndex(len(records)))
    table[COMPLETE] = _complete(questionnaire, table)
    return table


def _complete(questionnaire: Questionnaire, table: pd.DataFrame) -> "pd.Series[bool]":
    """Whether at least 80 % of the core items that were shown are answered; don't know is an answer."""
    shown = np.zeros(len(table), dtype=np.int64)
    answered = np.zeros(len(table), dtype=np.int64)
    for item in questionnaire.items():
        if item.core and item.closed_keys():
            statuses = table[[f"{key}.status" for key in item.closed_keys()]]
            seen = (statuses != Missing.NOT_SHOWN).any(axis=1).to_numpy()
            shown += seen
            answered += seen & (statuses != Missing.MISSING).all(axis=1).to_numpy()
    return pd.Series(answered * 5 >= shown * 4, index=table.index)
