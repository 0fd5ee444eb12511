"""Delays: mails that could not leave on their day, because a study rested or no worker ran.

The first leaves now, and those that follow it keep their distance, so that nobody gets an invitation and two reminders
on one day. A reminder for which no time is left is cancelled. What moves is the whole round of a cohort, never the mail
of one person.
"""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.questionnaires.study import Study, Wave
from survey.storage.engines import writing
from survey.storage.studies import Cohort, Pause, Stage, WaveRow

from . import audit, designs, outbox, timetable
from .audit import Deed
from .freezing import is_frozen
from .waves import Field

Planned = tuple[Study, Wave, str, date]
"""The design, the id and the last day of a cohort."""


def catch_up(field: Field) -> list[str]:
    """Plan anew what is late of every open cohort whose study does not rest; the ids of the cohorts that it was done
    for. Only a round of which no mail has left is late: what is under way goes on. Commits contacts, then studies.

    While mail is frozen nothing moves: what a copy that was put back would send again keeps its old day, so that
    whoever thaws it can leave that out.
    """
    if is_frozen(field.contacts):
        field.contacts.rollback()
        return []
    late = [each for each in open_cohorts(field.studies) if _is_late(field.contacts, each[2], field.now.date())]
    field.contacts.rollback()
    if late:
        writing(field.contacts)
        for each in late:
            space_out(field.contacts, each, field.now.date())
        field.contacts.commit()
        writing(field.studies)
        for study, _, cohort_id, _ in late:
            audit.record(field.studies, field.now, Deed(field.actor, study.id, "catch up", cohort_id))
        field.studies.commit()
    return [cohort_id for _, _, cohort_id, _ in late]


def space_out(contacts: Session, planned: Planned, today: date) -> None:
    """New days for the mails that a cohort still waits for. In the caller's transaction."""
    study, wave, cohort_id, closes = planned
    mails = outbox.planned(contacts, cohort_id)
    for kind, day in timetable.moved(study.sending_of(wave), mails, today, closes):
        outbox.move(contacts, cohort_id, kind, day)


def open_cohorts(studies: Session, study_id: str | None = None) -> list[Planned]:
    """Every cohort that is open: of one study, or of all that do not rest."""
    query = select(WaveRow.study_id, WaveRow.name, Cohort.id, Cohort.closes).join(Cohort, Cohort.wave_id == WaveRow.id)
    rests = select(Pause.study_id)
    which = WaveRow.study_id == study_id if study_id else WaveRow.study_id.not_in(rests)
    rows = studies.execute(query.where(which, Cohort.stage == Stage.OPEN).order_by(Cohort.id)).all()
    found = {each: designs.find(studies, each) for each in {row.study_id for row in rows}}
    studies.rollback()
    return [(found[row.study_id], designs.declared(found[row.study_id], row.name), row.id, row.closes) for row in rows]


def _is_late(contacts: Session, cohort_id: str, today: date) -> bool:
    """Whether the next round of a cohort should have left before today, and no mail of it has."""
    planned = outbox.planned(contacts, cohort_id)
    return bool(planned) and planned[0][1] < today and not outbox.has_begun(contacts, cohort_id, planned[0][0])
