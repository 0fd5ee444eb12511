"""The outlook of a study: what will be sent when, before it is, and where each wave stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select

from survey.questionnaires.problems import N_
from survey.questionnaires.study import Study, Wave
from survey.storage.contacts import MailKind
from survey.storage.studies import Cohort, Pause, Stage, WaveRow

from . import designs, joining, outbox, timetable
from .joining import EVER, Waiting
from .timetable import LeftOut
from .waves import Field

ALWAYS = "0000-01"

STAGES = {
    "planned": N_("planned"),
    "opening": N_("being opened"),
    "open": N_("open"),
    "closing": N_("being closed"),
    "closed": N_("closed"),
}
EVENTS = {
    "invitation": N_("invitation"),
    "reminder-1": N_("first reminder"),
    "reminder-2": N_("second reminder"),
    "thanks": N_("thank-you"),
    "closes": N_("last day of the links"),
    "left-out": N_("left out, too few"),
}
STATES = {
    "waiting": N_("waiting"),
    "sending": N_("being sent"),
    "done": N_("done"),
    "failed": N_("failed"),
    "cancelled": N_("cancelled"),
}
"""Stages of waves, what is planned, and states of mails, as message ids."""


class Turn(StrEnum):
    """What happens besides mails."""

    CLOSES = "closes"
    LEFT_OUT = "left-out"


@dataclass(frozen=True, slots=True, order=True)
class Planned:
    """On `day` so many `people` of a wave get a mail, or their links end, or they are left out as too few.

    `cohort` is the number of an open cohort; one that is still to open has None. `months` are its start months.
    """

    day: date
    wave: str
    what: MailKind | Turn
    people: int
    cohort: int | None = None
    months: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a wave stands. `waits` says until when those who start in a month wait, `late` how many waited too long;
    `code` is what a group types to take part in an open study."""

    wave: str
    stage: Stage
    cohorts: tuple[Cohort, ...]
    mails: dict[tuple[MailKind, str], int]
    waits: tuple[tuple[str, int, date], ...]
    late: int
    code: str | None = None


def calendar(field: Field, study: Study) -> list[Planned]:
    """Everything that is planned from today on, with the people who are on the panel now."""
    found = [*_queued(field, study), *_ends(field, study)]
    for wave in study.waves:
        if wave.offset is not None and _stage(field, study, wave) is not Stage.CLOSED:
            found += _coming(field, study, wave)
    field.studies.rollback()
    field.contacts.rollback()
    return sorted(found, key=lambda each: (each.day, each.wave, each.cohort or 0))


def _queued(field: Field, study: Study) -> Iterator[Planned]:
    """The mails that wait in the outbox."""
    for cohort_id, kind, day, number in outbox.waiting(field.contacts, study.id):
        _, wave, cohort = cohort_id.split("/")
        yield Planned(max(day, field.now.date()), wave, kind, number, int(cohort))


def _ends(field: Field, study: Study) -> Iterator[Planned]:
    """The last days of the cohorts that are open."""
    query = select(Cohort, WaveRow.name).join(WaveRow, WaveRow.id == Cohort.wave_id)
    here = (WaveRow.study_id == study.id) & (Cohort.stage == Stage.OPEN) & (Cohort.closes >= field.now.date())
    for cohort, wave in field.studies.execute(query.where(here)).all():
        people = joining.enrolled(field.contacts, cohort.id)
        yield Planned(cohort.closes, wave, Turn.CLOSES, people, int(cohort.id.rpartition("/")[2]))


def _coming(field: Field, study: Study, wave: Wave) -> Iterator[Planned]:
    """The cohorts of a wave that will open, if nobody else is put on the panel."""
    today = field.now.date()
    waiting = joining.by_month(field.contacts, _from(study, wave, timetable.start_months(study, wave, today)[0]))
    for each in timetable.openings(study, wave, waiting, today):
        if isinstance(each, LeftOut):
            yield Planned(each.day, wave.id, Turn.LEFT_OUT, each.people, None, (each.month,))
            continue
        for kind, day in timetable.mails(study, wave, each.day):
            yield Planned(day, wave.id, kind, each.people, None, each.months)
        yield Planned(each.day + wave.open_for, wave.id, Turn.CLOSES, each.people, None, each.months)


def _from(study: Study, wave: Wave, first: str, last: str = EVER) -> Waiting:
    """Those who wait for a wave and start in these months."""
    return Waiting(study.id, designs.wave_id(study.id, wave.id), wave.audience, (first, last))


def _stage(field: Field, study: Study, wave: Wave) -> Stage:
    return Stage(designs.find_wave(field.studies, study, wave.id).stage)


def standings(field: Field, study: Study) -> list[Standing]:
    """Where each wave of a study stands."""
    found = [_standing(field, study, wave) for wave in study.waves]
    field.studies.rollback()
    field.contacts.rollback()
    return found


def _standing(field: Field, study: Study, wave: Wave) -> Standing:
    key = designs.wave_id(study.id, wave.id)
    cohorts = tuple(field.studies.scalars(select(Cohort).where(Cohort.wave_id == key).order_by(Cohort.id)))
    field.studies.expunge_all()
    waits: tuple[tuple[str, int, date], ...] = ()
    late = 0
    if wave.offset is not None:
        first = timetable.start_months(study, wave, field.now.date())[0]
        months = joining.by_month(field.contacts, _from(study, wave, first))
        waits = tuple(
            (month, len(people), timetable.patience_ends(study, wave, month))
            for month, people in sorted(months.items())
        )
        before = timetable.months_later(first, -1)
        late = joining.count(field.contacts, _from(study, wave, ALWAYS, before))
    row = designs.find_wave(field.studies, study, wave.id)
    return Standing(wave.id, Stage(row.stage), cohorts, outbox.states(field.contacts, key), waits, late, row.code)


def pause_of(field: Field, study: Study) -> Pause | None:
    """The pause of a study that rests; None if it does not."""
    found = field.studies.get(Pause, study.id)
    field.studies.expunge_all()
    field.studies.rollback()
    return found
