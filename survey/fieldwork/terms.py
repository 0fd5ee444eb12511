"""Terms: how long what is kept, as a study tells its people, and for the rest a fixed time."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from survey.questionnaires.privacy import Retention
from survey.questionnaires.problems import N_
from survey.questionnaires.study import Study
from survey.storage.contacts import Bounce, Contact, Enrolment, Outbox, Pace, Suppression, Trajectory
from survey.storage.engines import Store
from survey.storage.jobs import JobRow
from survey.storage.responses import Coded, Draft, Failures, OpenText, Response, Theme, Ticket, TicketState, TypedCode
from survey.storage.studies import AuditEntry, Destruction, Removal, Stage, WaveRow

from . import designs, guessing

UNTOLD = Retention(contacts=6, keys=12, answers=24)
"""The terms of a study for tests or demonstrations that tells none."""

AUDIT_MONTHS = 24
JOB_DAYS = 30

EXPECTED_MONTHS = 12
"""So long after a wave has closed the next one may let itself be awaited."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Rows of one table that go together: `what` is a message id, `here` says which rows."""

    store: Store
    what: str
    table: Any
    here: ColumnElement[bool]
    months: int = 0


Group = tuple[tuple[str, Any, ColumnElement[bool]], ...]


def over_since(studies: Session, study: Study, today: date) -> date | None:
    """The day on which the last wave of a study was closed; None while one is open, or may still be expected.

    A wave that is planned can open for as long as the keys are there, because new people can be imported on any day. So
    it is expected for `EXPECTED_MONTHS` after the last one closed, or for as long as the keys are kept if that is
    longer. Then the terms count from the wave that was the last: none that was only planned holds them up for ever.
    """
    rows = studies.execute(select(WaveRow.stage, WaveRow.closed).where(WaveRow.study_id == study.id)).all()
    ended = studies.get(Destruction, study.id) is not None
    studies.rollback()
    last = max((row.closed for row in rows if row.closed), default=None)
    stages = {row.stage for row in rows}
    if last is None or stages - {Stage.CLOSED, Stage.PLANNED}:
        return None
    awaited = ends(last, max(EXPECTED_MONTHS, retention(study).keys))
    return None if Stage.PLANNED in stages and not ended and today <= awaited else last


def retention(study: Study) -> Retention:
    """The terms of a study, in months after its last wave."""
    return study.privacy.retention if study.privacy else UNTOLD


def ends(since: date, months: int) -> date:
    """The last day of a term: 31 August and 6 months give the last of February."""
    year, place = divmod(since.year * 12 + since.month - 1 + months, 12)
    return date(year, place + 1, min(since.day, monthrange(year, place + 1)[1]))


def lots(study: Study) -> list[Lot]:
    """What is kept of a study and its people, in an order in which it can be deleted."""
    told = retention(study)
    waves = [designs.wave_id(study.id, wave.id) for wave in study.waves]
    mails = select(Outbox.id).where(Outbox.study_id == study.id)
    people = select(Contact.id).where(Contact.study_id == study.id)
    tickets = select(Ticket.hash).where(Ticket.wave_id.in_(waves))
    contacts: Group = (
        (N_("mails that came back"), Bounce, Bounce.outbox_id.in_(mails)),
        (N_("wishes for no mail"), Suppression, Suppression.contact_id.in_(people)),
        (N_("mails"), Outbox, Outbox.study_id == study.id),
        (N_("forms"), Enrolment, Enrolment.wave_id.in_(waves)),
        (N_("trajectories"), Trajectory, Trajectory.study_id == study.id),
        (N_("people"), Contact, Contact.study_id == study.id),
    )
    rights: Group = (
        (N_("typed codes"), TypedCode, TypedCode.wave_id.in_(waves)),
        (N_("drafts"), Draft, Draft.hash.in_(tickets)),
        (N_("tickets"), Ticket, Ticket.wave_id.in_(waves)),
    )
    texts = select(OpenText.id).where(OpenText.wave_id.in_(waves))
    answers: Group = (
        (N_("themes found in open answers"), Coded, Coded.text_id.in_(texts)),
        (N_("themes of open answers"), Theme, Theme.study_id == study.id),
        (N_("open answers"), OpenText, OpenText.wave_id.in_(waves)),
        (N_("responses"), Response, Response.wave_id.in_(waves)),
    )
    marks: Group = ((N_("marks of what was removed"), Removal, Removal.study_id == study.id),)
    return [
        Lot(store, what, table, here, months)
        for store, group, months in (
            (Store.CONTACTS, contacts, told.contacts),
            (Store.RESPONSES, rights, told.keys),
            (Store.RESPONSES, answers, told.answers),
            (Store.STUDIES, marks, told.answers),
        )
        for what, table, here in group
    ]


def outdated(now: datetime) -> list[Lot]:
    """What is past a fixed term at this moment, whatever study it is of."""
    ended = select(Ticket.hash).where(or_(Ticket.state != TicketState.OPEN, Ticket.closes < now.date()))
    return [
        Lot(Store.RESPONSES, N_("drafts of links that have ended"), Draft, Draft.hash.in_(ended)),
        Lot(Store.RESPONSES, N_("counts of wrong links and of starts, an hour"), Failures, guessing.is_old(now)),
        Lot(Store.CONTACTS, N_("counts of mails, an hour"), Pace, Pace.minute < now - timedelta(hours=1)),
        Lot(Store.STUDIES, N_("audit log, 24 months"), AuditEntry, AuditEntry.at < log_limit(now)),
        Lot(Store.STUDIES, N_("jobs for the worker, 30 days"), JobRow, JobRow.day < now.date() - timedelta(JOB_DAYS)),
    ]


def log_limit(now: datetime) -> datetime:
    """What is older than this leaves the audit log."""
    return _months_ago(now, AUDIT_MONTHS)


def _months_ago(now: datetime, months: int) -> datetime:
    day = ends(now.date(), -months)
    return now.replace(year=day.year, month=day.month, day=day.day)
