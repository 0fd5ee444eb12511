"""The outbox: one row per mail. Claimed with a lease, sent at least once, and resumed after any crash."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from survey.storage.contacts import Contact, Enrolment, MailKind, MailState, Outbox, Trajectory
from survey.storage.engines import writing

from .tokens import Form

MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Mail:
    """A claimed mail: to whom, and what its text is made from. `forms` are what its links lead to, each with the
    programme's own label of the trajectory, in the order of these; nothing is sent where there are none any more."""

    id: int
    study_id: str
    wave_id: str
    cohort_id: str
    contact_id: int
    round: int
    kind: str
    attempts: int
    address: str
    language: str
    lease_until: datetime
    forms: tuple[tuple[Form, str | None], ...]


def add_invitations(contacts: Session, study_id: str, cohort_id: str, day: date) -> None:
    """One invitation for everybody with an address in a cohort, in the caller's transaction; repeating it adds
    nothing."""
    columns = (Enrolment.contact_id, Enrolment.wave_id, func.max(Enrolment.round).label("round"))
    query = select(*columns).join(Contact, Contact.id == Enrolment.contact_id)
    query = query.where(Enrolment.cohort_id == cohort_id, Contact.address.is_not(None))
    query = query.group_by(Enrolment.contact_id, Enrolment.wave_id).order_by(Enrolment.contact_id)
    same = {"study_id": study_id, "cohort_id": cohort_id, "kind": MailKind.INVITATION, "day": day}
    state = {"state": MailState.WAITING, "attempts": 0}
    rows = [row._asdict() | same | state for row in contacts.execute(query)]
    dialect = sqlite if contacts.get_bind().dialect.name == "sqlite" else postgresql
    if rows:
        contacts.execute(dialect.insert(Outbox).on_conflict_do_nothing(), rows)


def cancel(contacts: Session, wave_id: str) -> None:
    """Nothing leaves after a wave has closed. In the caller's transaction."""
    unsent = Outbox.state.in_([MailState.WAITING, MailState.SENDING])
    values = {"state": MailState.CANCELLED, "lease_until": None}
    contacts.execute(update(Outbox).where(Outbox.wave_id == wave_id, unsent).values(values))


def _is_due(now: datetime) -> ColumnElement[bool]:
    """Waiting and not pausing, or claimed by a worker whose lease ran out."""
    rested = or_(Outbox.lease_until.is_(None), Outbox.lease_until <= now)
    claimable = Outbox.state.in_([MailState.WAITING, MailState.SENDING])
    return and_(claimable, rested, Outbox.day <= now.date())


def count_due(contacts: Session, now: datetime) -> int:
    """How many mails could be claimed now."""
    number = contacts.scalar(select(func.count()).select_from(Outbox).where(_is_due(now)))
    contacts.rollback()
    return number or 0


def count_claimed(contacts: Session, now: datetime) -> int:
    """How many mails a worker has claimed at this moment, or had when it stopped."""
    claimed = (Outbox.state == MailState.SENDING) & (Outbox.lease_until > now)
    number = contacts.scalar(select(func.count()).select_from(Outbox).where(claimed))
    contacts.rollback()
    return number or 0


def claim(contacts: Session, now: datetime, lease: timedelta) -> Mail | None:
    """Take one due mail for `lease`; None if there is none. Commits."""
    writing(contacts)
    due = select(Outbox.id).where(_is_due(now)).limit(1)  # Any: to sort the queue for each mail would be slow.
    chosen = contacts.scalar(due.with_for_update(skip_locked=True))
    if chosen is None:
        contacts.rollback()
        return None
    values = {"state": MailState.SENDING, "lease_until": now + lease}
    contacts.execute(update(Outbox).where(Outbox.id == chosen).values(values))
    row = contacts.execute(
        select(Outbox, Contact.address, Contact.language)
        .join(Contact, Contact.id == Outbox.contact_id)
        .where(Outbox.id == chosen)
    ).one()
    mail = _mail(row.Outbox, row.address, row.language, now + lease)
    mail = replace(mail, forms=_forms(contacts, row.Outbox))
    contacts.commit()
    return mail


def _mail(row: Outbox, address: str, language: str, lease_until: datetime) -> Mail:
    return Mail(
        id=row.id,
        study_id=row.study_id,
        wave_id=row.wave_id,
        cohort_id=row.cohort_id,
        contact_id=row.contact_id,
        round=row.round,
        kind=row.kind,
        attempts=row.attempts,
        address=address,
        language=language,
        lease_until=lease_until,
        forms=(),
    )


def _forms(contacts: Session, mail: Outbox) -> tuple[tuple[Form, str | None], ...]:
    """Every form of the contact in the cohort, in the order of the programme's labels."""
    columns = (Enrolment.contact_id, Enrolment.trajectory_id, Enrolment.round, Trajectory.label)
    query = select(*columns).outerjoin(Trajectory, Trajectory.id == Enrolment.trajectory_id)
    query = query.where(Enrolment.contact_id == mail.contact_id, Enrolment.cohort_id == mail.cohort_id)
    rows = contacts.execute(query.order_by(Trajectory.label, Enrolment.round))
    return tuple((Form(*row[:3]), row.label) for row in rows)


def done(contacts: Session, mail: Mail, now: datetime) -> None:
    """The server took it: keep the day and nothing else. Commits.

    That holds also if the lease ran out meanwhile; only a mail that was cancelled stays so.
    """
    sent = (Outbox.id == mail.id) & Outbox.state.in_([MailState.SENDING, MailState.WAITING])
    _finish(contacts, sent, {"state": MailState.DONE, "day": now.date(), "attempts": 0, "lease_until": None})


def failed(contacts: Session, mail: Mail) -> None:
    """The server refused it for good. Commits."""
    _finish(contacts, _held(mail), {"state": MailState.FAILED, "attempts": 0, "lease_until": None})


def postpone(contacts: Session, mail: Mail, now: datetime) -> None:
    """Try again later, each time after twice the pause; after `MOST_ATTEMPTS` it has failed. Commits."""
    if mail.attempts + 1 >= MOST_ATTEMPTS:
        failed(contacts, mail)
        return
    pause = now + FIRST_PAUSE * 2**mail.attempts
    values = {"state": MailState.WAITING, "attempts": mail.attempts + 1, "lease_until": pause}
    _finish(contacts, _held(mail), values)


def _held(mail: Mail) -> ColumnElement[bool]:
    """The mail as long as this worker's own claim stands: not cancelled, and not taken over by another worker."""
    return and_(Outbox.id == mail.id, Outbox.state == MailState.SENDING, Outbox.lease_until == mail.lease_until)


def _finish(contacts: Session, which: ColumnElement[bool], values: dict[str, object]) -> None:
    writing(contacts).execute(update(Outbox).where(which).values(values))
    contacts.commit()
