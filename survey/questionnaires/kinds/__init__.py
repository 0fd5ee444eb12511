"""The kinds of items, one small module each, and the one table that names them.

Adding a kind: its definition here, its field in `web/participate/fields.py`, its partial in
`web/templates/participate/items/`, its coding in `analysis/coding.py`. A test asserts that each kind has all four.
"""

from typing import Annotated

from pydantic import Field

from .base import Answer, Answers, Item, Missing, Place
from .choice import ChoiceItem, MultipleChoice, Option, SingleChoice, other_key
from .information import Information
from .open_text import OpenText
from .report_grade import ReportGrade

AnyItem = Annotated[
    ReportGrade | SingleChoice | MultipleChoice | OpenText | Information,
    Field(discriminator="kind"),
]

KINDS: dict[str, type[Item]] = {
    "report_grade": ReportGrade,
    "single_choice": SingleChoice,
    "multiple_choice": MultipleChoice,
    "open_text": OpenText,
    "information": Information,
}

__all__ = [
    "KINDS",
    "Answer",
    "Answers",
    "AnyItem",
    "ChoiceItem",
    "Information",
    "Item",
    "Missing",
    "MultipleChoice",
    "OpenText",
    "Option",
    "Place",
    "ReportGrade",
    "SingleChoice",
    "other_key",
]
