"""Waves: who is asked what when, how often people are reminded, and on which days and hours mails leave."""

from datetime import time, timedelta
from typing import Annotated, Final, Literal, get_args

from pydantic import ConfigDict, Field, StringConstraints

from ..definition import Audience
from ..wording import Identifier, Model, Slug, Wording
from .letters import Letters

OFFSET = r"^(0|[1-9][0-9]?) months?$"
PAUSE = r"^[1-9][0-9]{0,2} (day|week)s?$"
TIME_OF_DAY = r"^([01]?[0-9]|2[0-3]):[0-5][0-9]$"

MOST_REMINDERS = 2

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: Final[tuple[Day, ...]] = get_args(Day)
"""The days of the week in the order of `date.weekday()`."""

Offset = Annotated[str, StringConstraints(pattern=OFFSET)]
Pause = Annotated[str, StringConstraints(pattern=PAUSE)]
TimeOfDay = Annotated[str, StringConstraints(pattern=TIME_OF_DAY)]


class Sending(Model):
    """When mails leave, in Amsterdam: on these days, from `from` until `until`, and not on Dutch public holidays unless
    `holidays` is true."""

    model_config = ConfigDict(serialize_by_alias=True)

    days: Annotated[tuple[Day, ...], Field(min_length=1)] = DAYS[:5]
    begin: TimeOfDay = Field(default="9:00", alias="from")
    until: TimeOfDay = "17:00"
    holidays: bool = False

    def hours(self) -> tuple[time, time]:
        """The first moment of a day on which a mail may leave, and the first on which none may any more."""
        return _time(self.begin), _time(self.until)


OFFICE_HOURS = Sending()


class Reminders(Model):
    """Follow-ups of an invitation, each so long after it."""

    after: Annotated[tuple[Pause, ...], Field(min_length=1, max_length=MOST_REMINDERS)]

    def days(self) -> tuple[int, ...]:
        """The pauses in days."""
        return tuple(_days(pause) for pause in self.after)


class Wave(Letters):
    """One round of fieldwork for an audience. Links work for `open_days` days.

    A wave with an `offset` opens by itself, so many months after the month in which a trajectory starts, for each
    cohort in its turn. A wave without one is opened by hand, for everybody who waits. `declared_changes` are items
    that, on purpose, ask something else here than in an earlier wave of the audience.
    """

    id: Identifier
    audience: Audience
    questionnaire: Slug
    text: Wording
    declared_changes: tuple[Identifier, ...] = ()
    offset: Offset | None = None
    open_days: Annotated[int, Field(ge=1, le=366)] = 42
    reminders: Reminders | None = None
    sending: Sending | None = None

    @property
    def months(self) -> int | None:
        """The offset in months; None for a wave that is opened by hand."""
        return None if self.offset is None else int(self.offset.partition(" ")[0])

    @property
    def open_for(self) -> timedelta:
        """How long links work."""
        return timedelta(days=self.open_days)

    def reminder_days(self) -> tuple[int, ...]:
        """How many days after the invitation each reminder is planned."""
        return self.reminders.days() if self.reminders else ()


def _time(text: str) -> time:
    hour, _, minute = text.partition(":")
    return time(int(hour), int(minute))


def _days(pause: str) -> int:
    number, _, unit = pause.partition(" ")
    return int(number) * (7 if unit.startswith("week") else 1)
