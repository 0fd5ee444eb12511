"""Fields of the kinds that are typed in: numbers, hours, months and dates, each with "weet ik niet" beside it.

All parts of one answer carry the same name and arrive in the order of the page, so that one field holds them together.
"""

from collections.abc import Callable, Sequence

from babel.dates import get_month_names
from babel.numbers import format_decimal
from wtforms import Field

from survey.questionnaires.kinds import Answer, CalendarDate, HoursPerMonth, Missing, Month, Number
from survey.questionnaires.kinds.amounts import Amount
from survey.questionnaires.kinds.moments import Moment
from survey.questionnaires.kinds.texts import clean
from survey.questionnaires.piping import base, moment_in_words

from ..words import _, language
from .fields import Fields, accepted, answer, fields


class Typed(Field):
    """A line to type in, and perhaps a box to tick for "weet ik niet"; who does both is asked to choose."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """What was typed and ticked, one after the other."""
        self.data = " ".join(value.strip() for value in valuelist if value.strip())

    @property
    def unsure(self) -> bool:
        """Whether the box is ticked."""
        return Missing.DONT_KNOW.value in str(self.data or "").split()

    @property
    def typed(self) -> str:
        """What stands on the line."""
        return " ".join(word for word in str(self.data or "").split() if word != Missing.DONT_KNOW)


class InParts(Typed):
    """A day, the number of a month, and a year; or without the day."""

    days = True

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """The parts as a date is stored, so far as they are there."""
        values = [value.strip() for value in valuelist if value.strip() != Missing.DONT_KNOW]
        ticked = [Missing.DONT_KNOW.value] if len(values) < len(valuelist) else []
        parts = [part.rjust(2, "0") if part.isdecimal() else part for part in reversed(values)]
        self.data = " ".join(["-".join(parts) if any(parts) else "", *ticked]).strip()

    @property
    def parts(self) -> list[str]:
        """Year, month and day as they were typed."""
        return [part.lstrip("0") for part in self.typed.split("-")] + [""] * 3


class YearAndMonth(InParts):
    """A month and a year."""

    days = False


def months() -> list[tuple[int, str]]:
    """The months of the year by number, in the language of this page."""
    return list(get_month_names("wide", "stand-alone", locale=base(language())).items())


@answer.register(Amount)
def _amount(item: Amount, data: object) -> Answer:
    """The amount as it is stored; what cannot be one stays a text, which the item refuses."""
    return item.understood(clean(str(data or "")))


@fields.register(Number)
@fields.register(HoursPerMonth)
def _number(item: Number | HoursPerMonth, _language: str) -> Fields:
    return {item.id: Typed(validators=[accepted(item, item.id, _out_of_bounds(item))])}


def _out_of_bounds(item: Amount) -> Callable[[Answer], str]:
    def complain(given: Answer) -> str:
        if str(given).endswith(Missing.DONT_KNOW):
            return _("You filled in something, and also ticked a box. Please choose one of the two.")
        low, high = (format_decimal(bound, locale=base(language())) for bound in item.bounds())
        if isinstance(item, HoursPerMonth):
            return _("Fill in whole or half hours, from {low} to {high}.", low=low, high=high)
        if item.places():
            decimals = item.places()
            told = _("Fill in a number from {low} to {high}, with at most {decimals} decimals.")
            return told.format(low=low, high=high, decimals=decimals)
        return _("Fill in a whole number from {low} to {high}.", low=low, high=high)

    return complain


@fields.register(Month)
def _month(item: Month, _language: str) -> Fields:
    return {item.id: YearAndMonth(validators=[accepted(item, item.id, _no_moment(item))])}


@fields.register(CalendarDate)
def _date(item: CalendarDate, _language: str) -> Fields:
    return {item.id: InParts(validators=[accepted(item, item.id, _no_moment(item))])}


def _no_moment(item: Moment) -> Callable[[Answer], str]:
    def complain(given: Answer) -> str:
        text = str(given)
        if text.endswith(Missing.DONT_KNOW):
            return _("You filled in something, and also ticked a box. Please choose one of the two.")
        if item.is_moment(text):
            return _outside(item)
        if isinstance(item, Month):
            return _("Fill in the month, and the year in four digits.")
        return _("Fill in the day, the month, and the year in four digits.")

    return complain


def _outside(item: Moment) -> str:
    earliest, latest = (moment_in_words(each, language()) for each in (item.earliest, item.latest))
    return _("Fill in something from {earliest} to {latest}.", earliest=earliest, latest=latest)
