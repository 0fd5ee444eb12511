"""The kinds of items, one small module each, and the one table that names them.

Adding a kind: its definition here and its name in `names.py`, its field in `web/participate` (`fields`, `scales`,
`quantities` or `rankings`), its partial in `web/templates/participate/items/`, its coding in `analysis/coding.py`.
A test asserts that each kind has all five.
"""

from typing import Annotated

from pydantic import Field

from .base import Holds, Item, Place
from .calculated import Calculated
from .choice import ChoiceItem, MultipleChoice, SingleChoice, other_key
from .consent import Consent
from .date import CalendarDate
from .domain import Answer, Answers, Domain, Missing, Sort
from .hours_per_month import HoursPerMonth
from .information import Information
from .likelihood import Likelihood
from .month import Month
from .number import Number
from .open_text import OpenText
from .options import FixedChoice, OneOf, Option, Options, OptionsItem
from .ranking import Ranking
from .rating_scale import RatingScale
from .recommendation import Recommendation
from .report_grade import ReportGrade
from .short_text import ShortText
from .value_card import CardQuestion, ValueCard, part_key

AnyItem = Annotated[
    ReportGrade
    | SingleChoice
    | MultipleChoice
    | RatingScale
    | ValueCard
    | Recommendation
    | Likelihood
    | Number
    | HoursPerMonth
    | Month
    | CalendarDate
    | ShortText
    | OpenText
    | Ranking
    | Information
    | Consent
    | Calculated,
    Field(discriminator="kind"),
]

ONE_CHOICE = (SingleChoice, RatingScale, Recommendation, Consent)
"""The kinds that are answered with one of a few codes: a table can show them, and split others by them."""

KINDS: dict[str, type[Item]] = {
    "report_grade": ReportGrade,
    "single_choice": SingleChoice,
    "multiple_choice": MultipleChoice,
    "rating_scale": RatingScale,
    "value_card": ValueCard,
    "recommendation": Recommendation,
    "likelihood": Likelihood,
    "number": Number,
    "hours_per_month": HoursPerMonth,
    "month": Month,
    "date": CalendarDate,
    "short_text": ShortText,
    "open_text": OpenText,
    "ranking": Ranking,
    "information": Information,
    "consent": Consent,
    "calculated": Calculated,
}

__all__ = [
    "KINDS",
    "ONE_CHOICE",
    "Answer",
    "Answers",
    "AnyItem",
    "Calculated",
    "CalendarDate",
    "CardQuestion",
    "ChoiceItem",
    "Consent",
    "Domain",
    "FixedChoice",
    "Holds",
    "HoursPerMonth",
    "Information",
    "Item",
    "Likelihood",
    "Missing",
    "Month",
    "MultipleChoice",
    "Number",
    "OneOf",
    "OpenText",
    "Option",
    "Options",
    "OptionsItem",
    "Place",
    "Ranking",
    "RatingScale",
    "Recommendation",
    "ReportGrade",
    "ShortText",
    "SingleChoice",
    "Sort",
    "ValueCard",
    "other_key",
    "part_key",
]
