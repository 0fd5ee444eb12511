"""Date: a day of the calendar."""

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from .domain import Sort
from .moments import FIRST_YEAR, LAST_YEAR, Moment, is_date


def _of_the_calendar(text: str) -> str:
    if not is_date(text):
        raise PydanticCustomError("no_date", "not a date")
    return text


Day = Annotated[str, AfterValidator(_of_the_calendar)]


class CalendarDate(Moment):
    """A day from `earliest` to `latest`. Stored as "2026-03-31"."""

    sort: ClassVar[Sort] = Sort.DATE

    kind: Literal["date"]
    earliest: Day = f"{FIRST_YEAR}-01-01"
    latest: Day = f"{LAST_YEAR}-12-31"
