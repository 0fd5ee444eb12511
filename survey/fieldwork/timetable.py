"""The timetable: on which days cohorts open and mails leave. Pure: months, days and people in, plans out.

A cohort is planned for the last day of the month that lies `offset` months after the start month, because only then
everybody who starts in a month is known: whoever starts in August is asked for the first time on the 31st, and after
six months on 28 February, or on the 29th. What falls on another day than a sending day moves to the next sending day.
"""

from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from survey.questionnaires.study import DAYS, LetterKind, Sending, Study, Wave
from survey.storage.contacts import MailKind

from .clock import AMSTERDAM

PATIENCE = timedelta(weeks=8)
"""How long after its day a small cohort waits for the next one: a baseline must stay a baseline."""

REMINDERS = (MailKind.REMINDER_1, MailKind.REMINDER_2)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Opening:
    """A cohort that will open on `day` for the `people` whose trajectories start in `months`."""

    day: date
    months: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """So many `people` who start in `month` are too few, and nobody joins them before `day`: they are not asked, unless
    somebody accepts a small cohort by then."""

    day: date
    month: str
    people: int


def months_later(month: str, number: int) -> str:
    """The month `number` months after `month`: `2026-08` and 6 give `2027-02`."""
    year, place = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + number, 12)
    return f"{year:04}-{place + 1:02}"


def last_day(month: str) -> date:
    """The last day of a month."""
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, monthrange(year, number)[1])


@cache
def _holidays(year: int) -> frozenset[date]:
    """The public holidays of the Netherlands in a year."""
    from holidays import country_holidays  # noqa: PLC0415 - half a second that most commands need not spend

    return frozenset(country_holidays("NL", years=year))


def is_sending_day(sending: Sending | None, day: date) -> bool:
    """Whether mails leave on a day; on any, where nothing is said about it."""
    if sending is None:
        return True
    return DAYS[day.weekday()] in sending.days and (sending.holidays or day not in _holidays(day.year))


def sending_day(sending: Sending | None, day: date) -> date:
    """`day`, or the first sending day after it."""
    while not is_sending_day(sending, day):
        day += DAY
    return day


def may_send(sending: Sending | None, moment: datetime) -> bool:
    """Whether a mail may leave at this moment, by the clock of Amsterdam."""
    if sending is None:
        return True
    here = moment.astimezone(AMSTERDAM)
    begin, until = sending.hours()
    return is_sending_day(sending, here.date()) and begin <= here.time() < until


def first_moment(sending: Sending | None, day: date) -> datetime:
    """When the first mail of a day may leave."""
    begin = sending.hours()[0] if sending else time(0)
    return datetime.combine(day, begin, AMSTERDAM)


def planned_for(study: Study, wave: Wave, start: str) -> date:
    """The day of a wave for those who start in a month. The wave has an offset."""
    return sending_day(study.sending_of(wave), last_day(months_later(start, wave.months or 0)))


def patience_ends(study: Study, wave: Wave, start: str) -> date:
    """The last day on which those who start in a month can join a cohort."""
    return planned_for(study, wave, start) + PATIENCE


def start_months(study: Study, wave: Wave, day: date) -> tuple[str, str]:
    """The first and the last start month whose people can join a cohort on `day`."""
    month = months_later(f"{day:%Y-%m}", -(wave.months or 0))
    last = next(each for each in (months_later(month, -n) for n in range(3)) if planned_for(study, wave, each) <= day)
    first = next(
        each for each in (months_later(last, n - 4) for n in range(6)) if patience_ends(study, wave, each) >= day
    )
    return first, last


def mails(study: Study, wave: Wave, opens: date) -> Iterator[tuple[MailKind, date]]:
    """Every mail to somebody whose wave opens on a day: never two on one day, no reminder after the last day.

    A thank-you goes after the last day, to everybody, where the study has such a letter.
    """
    sending = study.sending_of(wave)
    closes = opens + wave.open_for
    day = sending_day(sending, opens)
    yield MailKind.INVITATION, day
    for kind, after in zip(REMINDERS, wave.reminder_days(), strict=False):
        day = sending_day(sending, max(opens + timedelta(days=after), day + DAY))
        if day <= closes:
            yield kind, day
    if study.letter(LetterKind.THANKS, wave):
        yield MailKind.THANKS, sending_day(sending, closes + DAY)


def moved(
    sending: Sending | None, planned: Sequence[tuple[MailKind, date]], today: date, closes: date
) -> Iterator[tuple[MailKind, date | None]]:
    """New days for mails of which some should have left before today, in their order; None where it is too late.

    The first leaves today or on the next sending day, the others as long after it as was planned.
    """
    before: tuple[date, date] | None = None
    for kind, day in planned:
        earliest = max(day, today)
        if before and kind is not MailKind.THANKS:
            earliest = max(earliest, before[1] + (day - before[0]))
        new = sending_day(sending, earliest)
        before = (day, new)
        yield kind, new if new <= closes or kind is MailKind.THANKS else None


def openings(
    study: Study, wave: Wave, waiting: Mapping[str, Collection[int]], today: date
) -> Iterator[Opening | LeftOut]:
    """What becomes of those who wait for a wave with an offset, from today on, if nobody joins them.

    `waiting` has the contacts by start month. A cohort opens as soon as the people of all months that are due, and
    whose patience has not ended, are enough together.
    """
    sending = study.sending_of(wave)
    left = {month: set(people) for month, people in waiting.items() if patience_ends(study, wave, month) >= today}
    days = sorted({sending_day(sending, max(planned_for(study, wave, month), today)) for month in left})
    for day in days:
        first, last = start_months(study, wave, day)
        due = sorted(month for month in left if first <= month <= last)
        people = set().union(*(left[month] for month in due))
        if len(people) >= study.smallest_cohort:
            yield Opening(day, tuple(due), len(people))
            for month in due:
                del left[month]
    for month in sorted(left):
        yield LeftOut(patience_ends(study, wave, month), month, len(left[month]))
