"""The calendar and the status of a study as lines on the terminal."""

from collections.abc import Iterator, Sequence
from datetime import date

from babel.dates import format_date

from survey.fieldwork import outlook
from survey.fieldwork.outlook import Planned, Standing
from survey.questionnaires.study import Mode, Study
from survey.storage.studies import Pause, Stage

from . import words
from .words import _


def stage(name: str) -> str:
    """A stage in words."""
    return _(outlook.STAGES[name])


def _what(what: str) -> str:
    return _(outlook.EVENTS[what])


def _state(name: str) -> str:
    return _(outlook.STATES[name])


def _day(day: date) -> str:
    return format_date(day, "EEE d MMM y", locale=words.LANGUAGE)


def paused(study: str, pause: Pause) -> str:
    """That a study rests, and why."""
    return _("Study {study} is paused since {day}: {reason}", study=study, day=_day(pause.since), reason=pause.reason)


def calendar(planned: Sequence[Planned]) -> Iterator[str]:
    """A line for each thing that is planned, in columns."""
    rows = [(_day(each.day), each.wave, _what(each.what), str(each.people or "-"), _about(each)) for each in planned]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for day, wave, what, people, about in rows:
        cells = (day.rjust(widths[0]), wave.ljust(widths[1]), what.ljust(widths[2]), people.rjust(widths[3]), about)
        yield "  ".join(cells).rstrip()


def _about(planned: Planned) -> str:
    """Which cohort a line is about."""
    if planned.cohort is not None:
        return _("cohort {number}", number=planned.cohort)
    return _("start {months}", months=", ".join(planned.months))


def door(study: Study, standing: Standing, public_url: str) -> Iterator[str]:
    """Where people take part in an open wave of an open study."""
    if study.mode is Mode.OPEN and standing.stage is Stage.OPEN:
        yield "  " + _("people take part at {address}", address=f"{public_url}/j/{study.id}/{standing.wave}")
        if standing.code:
            places = {"code": standing.code, "address": f"{public_url}/j"}
            yield "  " + _("with the code of the group: {code}, which they can type at {address}", **places)


def answered(about: int) -> str:
    """How many took part in a wave of an open study, in steps."""
    return "  " + _("about {number} people sent answers", number=about)


def status(study: Study, standing: Standing) -> Iterator[str]:
    """The lines of one wave."""
    yield f"{standing.wave}: {stage(standing.stage)}"
    for cohort in standing.cohorts:
        about = {"number": cohort.id.rpartition("/")[2], "stage": stage(cohort.stage), "closes": _day(cohort.closes)}
        yield "  " + _("cohort {number}: {stage}, links work until {closes}", **about)
    for (kind, state), number in sorted(standing.mails.items()):
        yield "  " + _("{number} mails ({kind}): {state}", number=number, kind=_what(kind), state=_state(state))
    for month, people, until in standing.waits:
        line = _("{people} people who start in {month} wait", people=people, month=month)
        alone = _("too few alone; left out after {until} unless you accept it (--accept-small)", until=_day(until))
        yield f"  {line}" if people >= study.smallest_cohort else f"  {line}: {alone}"
    if standing.late:
        yield "  " + _("{people} people waited too long and were left out", people=standing.late)
