"""Pauses: a study rests, so that no mail leaves and no cohort opens. Links keep working."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import Study, Wave
from survey.storage.engines import writing
from survey.storage.studies import Cohort, Pause, Stage, WaveRow

from . import audit, designs, outbox, timetable
from .audit import Deed
from .waves import Field


class PausedAlreadyError(RefusedError):
    """It rests already."""

    sentence = N_("Study {study} is paused since {since} already.")


class NotPausedError(RefusedError):
    """There is no pause to end."""

    sentence = N_("Study {study} is not paused.")


def pause(field: Field, study: Study, reason: str) -> None:
    """Let a study rest from now on. Commits; `PausedAlreadyError` if it does."""
    field.studies.rollback()
    found = writing(field.studies).get(Pause, study.id)
    if found is not None:
        since = found.since.isoformat()
        field.studies.rollback()
        raise PausedAlreadyError(study=study.id, since=since)
    field.studies.add(Pause(study_id=study.id, since=field.now.date(), reason=reason))
    audit.record(field.studies, field.now, Deed(field.actor, study.id, "pause", reason))
    field.studies.commit()


def go_on(field: Field, study: Study) -> None:
    """End the pause. Commits contacts, then studies; can be repeated if it stops half-way.

    A mail that should have left meanwhile leaves now, and those that follow it keep their distance, so that nobody gets
    an invitation and two reminders on one day. A reminder for which no time is left is cancelled.

    Raises:
        NotPausedError: nothing was changed.
    """
    if field.studies.get(Pause, study.id) is None:
        field.studies.rollback()
        raise NotPausedError(study=study.id)
    cohorts = _open_cohorts(field.studies, study)
    field.studies.rollback()
    writing(field.contacts)
    for wave, cohort_id, closes in cohorts:
        planned = outbox.planned(field.contacts, cohort_id)
        for kind, day in timetable.moved(study.sending_of(wave), planned, field.now.date(), closes):
            outbox.move(field.contacts, cohort_id, kind, day)
    field.contacts.commit()
    ended = writing(field.studies).get(Pause, study.id)
    if ended is not None:
        field.studies.delete(ended)
        audit.record(field.studies, field.now, Deed(field.actor, study.id, "resume"))
    field.studies.commit()


def _open_cohorts(studies: Session, study: Study) -> list[tuple[Wave, str, date]]:
    """Wave, id and last day of every cohort of a study that is open."""
    query = select(WaveRow.name, Cohort.id, Cohort.closes).join(WaveRow, WaveRow.id == Cohort.wave_id)
    rows = studies.execute(query.where(WaveRow.study_id == study.id, Cohort.stage == Stage.OPEN)).all()
    return [(designs.declared(study, name), cohort_id, closes) for name, cohort_id, closes in rows]


def resting(studies: Session, now: datetime) -> set[str]:
    """The ids of the waves whose mails do not leave at this moment: their study rests, or it is not the day or hour."""
    rests = set(studies.scalars(select(Pause.study_id)))
    found: set[str] = set()
    for study in designs.begun(studies):
        for wave in study.waves:
            if study.id in rests or not timetable.may_send(study.sending_of(wave), now):
                found.add(designs.wave_id(study.id, wave.id))
    studies.rollback()
    return found
