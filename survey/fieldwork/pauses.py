"""Pauses: a study rests, so that no mail leaves and no cohort opens. Links keep working."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import Study
from survey.storage.engines import writing
from survey.storage.studies import Pause

from . import audit, delays, designs, timetable
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

    What should have left meanwhile leaves now, and what follows it keeps its distance (`delays`).

    Raises:
        NotPausedError: nothing was changed.
    """
    if field.studies.get(Pause, study.id) is None:
        field.studies.rollback()
        raise NotPausedError(study=study.id)
    cohorts = delays.open_cohorts(field.studies, study.id)
    writing(field.contacts)
    for each in cohorts:
        delays.space_out(field.contacts, each, field.now.date())
    field.contacts.commit()
    ended = writing(field.studies).get(Pause, study.id)
    if ended is not None:
        field.studies.delete(ended)
        audit.record(field.studies, field.now, Deed(field.actor, study.id, "resume"))
    field.studies.commit()


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
