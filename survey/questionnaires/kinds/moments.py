"""What month and date share: a moment between two others, stored as a text that sorts by time."""

import re
from datetime import date
from typing import ClassVar

from .base import Answer
from .domain import Domain, Sort
from .dont_know import MayNotKnow

MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_YEAR, LAST_YEAR = 1900, 2099


def is_month(text: str) -> bool:
    """Whether `text` is a month such as 2026-03."""
    return MONTH.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Whether `text` is a day of the calendar such as 2026-03-31."""
    if DATE.fullmatch(text) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


class Moment(MayNotKnow):
    """A moment from `earliest` to `latest`, or `dont_know` where that is offered. Stored as ISO 8601 text."""

    sort: ClassVar[Sort]

    earliest: str
    latest: str

    def is_moment(self, text: str) -> bool:
        """Whether `text` is one of these moments at all."""
        return is_month(text) if self.sort is Sort.MONTH else is_date(text)

    def accepts(self, key: str, answer: Answer) -> bool:
        """A moment within the bounds, or `dont_know` where it is offered."""
        if not isinstance(answer, str) or answer in self.codes():
            return answer is None or isinstance(answer, str)
        return self.is_moment(answer) and self.earliest <= answer <= self.latest

    def domain(self, key: str) -> Domain:
        """Moments; there are too many to list."""
        codes = super().domain(key).codes
        return Domain(self.sort, codes, codes)
