"""Upkeep: what is done to the databases every night, and before each round of reminders, and when it was done last."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from survey.storage.contacts import MailKind
from survey.storage.engines import writing
from survey.storage.studies import ReminderRound, Upkeep, Work

from . import outbox, pauses
from .clock import AMSTERDAM

NIGHT_HOUR = 2
"""From this hour on, by Amsterdam's clock, the work of a day may be done."""

FRESH = timedelta(minutes=10)
"""How old a reshuffle may be when a round of reminders is decided."""

REMINDERS = (MailKind.REMINDER_1, MailKind.REMINDER_2)

Round = tuple[str, str]
"""The cohort and the kind of mail of a round of reminders."""


def last(studies: Session, work: Work) -> datetime | None:
    """When a work was done last; None if it never was."""
    at = studies.scalar(select(Upkeep.at).where(Upkeep.work == work))
    studies.rollback()
    return at.astimezone(AMSTERDAM) if at else None


def note(studies: Session, work: Work, at: datetime) -> None:
    """A work was done. Commits."""
    dialect = sqlite if studies.get_bind().dialect.name == "sqlite" else postgresql
    row = dialect.insert(Upkeep).values(work=work, at=at)
    writing(studies).execute(row.on_conflict_do_update(index_elements=["work"], set_={"at": at}))
    studies.commit()


def is_due(studies: Session, work: Work, now: datetime) -> bool:
    """Whether a nightly work was not done yet on this day."""
    done = last(studies, work)
    return now.hour >= NIGHT_HOUR and (done is None or done.date() < now.date())


def must_reshuffle(studies: Session, contacts: Session, now: datetime) -> bool:
    """Whether the responses are to be reshuffled now: it is night, or a round of reminders is about to be decided.

    A round that cannot begin for some reason is no reason to do it all the time.
    """
    if is_due(studies, Work.RESHUFFLE, now):
        return True
    done = last(studies, Work.RESHUFFLE)
    return (done is None or done < now - FRESH) and bool(rounds_to_begin(studies, contacts, now))


def rounds_to_begin(studies: Session, contacts: Session, now: datetime) -> set[Round]:
    """The rounds of reminders that are due now and of which nothing was decided yet."""
    resting = pauses.resting(studies, now)
    due = {
        (cohort_id, kind)
        for cohort_id, kinds in outbox.due_cohorts(contacts, now).items()
        for kind in kinds.intersection(REMINDERS)
        if cohort_id.rpartition("/")[0] not in resting
    }
    if due:
        begun = studies.execute(select(ReminderRound.cohort_id, ReminderRound.kind)).all()
        studies.rollback()
        due -= {(cohort_id, kind) for cohort_id, kind in begun}
    return due
