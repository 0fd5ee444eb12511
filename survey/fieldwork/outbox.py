"""The outbox: one row per mail. Claimed with a lease, sent at least once, and resumed after any crash."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Row, and_, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from survey.storage.contacts import Contact, Enrolment, MailKind, MailState, Outbox, Trajectory
from survey.storage.engines import writing

from . import pace as paces
from .freezing import is_frozen
from .pace import UNHURRIED, Pace
from .suppression import is_suppressed
from .tokens import Form

MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(minutes=5)


Labelled = tuple[Form, str | None]
"""A form, with the programme's own label of the trajectory that it is about."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A claimed mail: to whom, and what its text is made from. `forms` are what its links lead to, in the order of
    their labels; nothing is sent where there are none any more, no `address`, or to whom is `suppressed`."""

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
    forms: tuple[Labelled, ...]
    suppressed: bool = False


def plan(contacts: Session, study_id: str, cohort_id: str, mails: Iterable[tuple[MailKind, date]]) -> None:
    """These mails for everybody with an address in a cohort, in the caller's transaction; repeating it adds nothing."""
    columns = (Enrolment.contact_id, Enrolment.wave_id, func.max(Enrolment.round).label("round"))
    query = select(*columns).join(Contact, Contact.id == Enrolment.contact_id)
    query = query.where(Enrolment.cohort_id == cohort_id, Contact.address.is_not(None))
    query = query.group_by(Enrolment.contact_id, Enrolment.wave_id).order_by(Enrolment.contact_id)
    people = [row._asdict() for row in contacts.execute(query)]
    same = {"study_id": study_id, "cohort_id": cohort_id, "state": MailState.WAITING, "attempts": 0}
    dialect = sqlite if contacts.get_bind().dialect.name == "sqlite" else postgresql
    for kind, day in mails if people else ():
        rows = [person | same | {"kind": kind, "day": day} for person in people]
        contacts.execute(dialect.insert(Outbox).on_conflict_do_nothing(), rows)


_UNSENT = Outbox.state.in_([MailState.WAITING, MailState.SENDING])


_CANCELLED = {"state": MailState.CANCELLED, "lease_until": None}
_IS_THANKS = Outbox.kind == MailKind.THANKS


def cancel(contacts: Session, which: ColumnElement[bool]) -> None:
    """No invitation and no reminder leaves any more. In the caller's transaction."""
    contacts.execute(update(Outbox).where(which, _UNSENT, ~_IS_THANKS).values(_CANCELLED))


def hasten_thanks(contacts: Session, wave_id: str, day: date) -> None:
    """Thank-yous of a wave leave on this day, if not before. In the caller's transaction."""
    later = (Outbox.wave_id == wave_id) & _IS_THANKS & (Outbox.day > day)
    contacts.execute(update(Outbox).where(later, _UNSENT).values(day=day))


def planned(contacts: Session, cohort_id: str) -> list[tuple[MailKind, date]]:
    """The kinds of mail that a cohort still waits for, each with its first day, in their order."""
    query = select(Outbox.kind, func.min(Outbox.day)).where(Outbox.cohort_id == cohort_id, _UNSENT)
    days = {MailKind(kind): day for kind, day in contacts.execute(query.group_by(Outbox.kind))}
    return [(kind, days[kind]) for kind in MailKind if kind in days]


def waiting(contacts: Session, study_id: str) -> list[tuple[str, MailKind, date, int]]:
    """How many mails wait in each cohort of a study, by kind and day."""
    columns = (Outbox.cohort_id, Outbox.kind, Outbox.day)
    query = select(*columns, func.count()).where(Outbox.study_id == study_id, _UNSENT).group_by(*columns)
    return [(cohort_id, MailKind(kind), day, number) for cohort_id, kind, day, number in contacts.execute(query)]


def states(contacts: Session, wave_id: str) -> dict[tuple[MailKind, str], int]:
    """How many mails of a wave there are by kind and state."""
    query = select(Outbox.kind, Outbox.state, func.count()).where(Outbox.wave_id == wave_id)
    rows = contacts.execute(query.group_by(Outbox.kind, Outbox.state))
    return {(MailKind(kind), state): number for kind, state, number in rows}


def move(contacts: Session, cohort_id: str, kind: MailKind, day: date | None) -> None:
    """Plan the unsent mails of a kind for another day, or cancel them, in the caller's transaction."""
    which = (Outbox.cohort_id == cohort_id) & (Outbox.kind == kind) & _UNSENT
    contacts.execute(update(Outbox).where(which).values({"day": day} if day else _CANCELLED))


def _is_due(now: datetime) -> ColumnElement[bool]:
    """Waiting and not pausing, or claimed by a worker whose lease ran out."""
    rested = or_(Outbox.lease_until.is_(None), Outbox.lease_until <= now)
    claimable = Outbox.state.in_([MailState.WAITING, MailState.SENDING])
    return and_(claimable, rested, Outbox.day <= now.date())


def count_due(contacts: Session, now: datetime, resting: Collection[str] = ()) -> int:
    """How many mails could be claimed now; none of the waves that are `resting`."""
    due = select(func.count()).select_from(Outbox).where(_is_due(now), Outbox.wave_id.not_in(resting))
    number = contacts.scalar(due)
    contacts.rollback()
    return number or 0


def count_claimed(contacts: Session, now: datetime) -> int:
    """How many mails a worker has claimed at this moment, or had when it stopped."""
    claimed = (Outbox.state == MailState.SENDING) & (Outbox.lease_until > now)
    number = contacts.scalar(select(func.count()).select_from(Outbox).where(claimed))
    contacts.rollback()
    return number or 0


def due_cohorts(contacts: Session, now: datetime) -> dict[str, frozenset[str]]:
    """The cohorts that have mails that could be claimed now, and of which kinds these are."""
    rows = contacts.execute(select(Outbox.cohort_id, Outbox.kind).where(_is_due(now)).distinct()).all()
    contacts.rollback()
    return {each: frozenset(row.kind for row in rows if row.cohort_id == each) for each in {row[0] for row in rows}}


def claim(
    contacts: Session, now: datetime, lease: timedelta, cohorts: Collection[str] | None = None, pace: Pace = UNHURRIED
) -> Mail | None:
    """Take one due mail of these cohorts (None: of any) for `lease`; None if there is none, or none that the pace lets
    go now, or all mail is frozen. Commits."""
    chosen = None if is_frozen(writing(contacts)) else _choose(contacts, now, cohorts, pace)
    if chosen is None:
        contacts.rollback()
        return None
    values = {"state": MailState.SENDING, "lease_until": now + lease}
    contacts.execute(update(Outbox).where(Outbox.id == chosen).values(values))
    query = select(Outbox, Contact.address, Contact.language, is_suppressed().label("suppressed"))
    row = contacts.execute(query.join(Contact, Contact.id == Outbox.contact_id).where(Outbox.id == chosen)).one()
    if not paces.count(contacts, pace, now, paces.names(row.Outbox.study_id, row.address or "")):
        contacts.rollback()
        return None
    mail = _mail(row, now + lease, _forms(contacts, row.Outbox))
    contacts.commit()
    return mail


def _choose(contacts: Session, now: datetime, cohorts: Collection[str] | None, pace: Pace) -> int | None:
    """Any mail that is due: to sort the queue for each mail would be slow."""
    due = select(Outbox.id).where(_is_due(now))
    if cohorts is not None:
        due = due.where(Outbox.cohort_id.in_(cohorts))
    if pace != UNHURRIED:
        due = due.join(Contact, Contact.id == Outbox.contact_id).where(paces.has_room(contacts, pace, now))
    return contacts.scalar(due.limit(1).with_for_update(skip_locked=True, of=Outbox))


def _mail(row: Row[Outbox, str | None, str, bool], lease_until: datetime, forms: tuple[Labelled, ...]) -> Mail:
    mail = row.Outbox
    return Mail(
        id=mail.id,
        study_id=mail.study_id,
        wave_id=mail.wave_id,
        cohort_id=mail.cohort_id,
        contact_id=mail.contact_id,
        round=mail.round,
        kind=mail.kind,
        attempts=mail.attempts,
        address=row.address or "",
        language=row.language,
        lease_until=lease_until,
        forms=forms,
        suppressed=row.suppressed or not row.address,
    )


def _forms(contacts: Session, mail: Outbox) -> tuple[Labelled, ...]:
    """Every form of the contact in the cohort, in the order of the programme's labels."""
    columns = (Enrolment.contact_id, Enrolment.trajectory_id, Enrolment.round, Trajectory.label)
    query = select(*columns).outerjoin(Trajectory, Trajectory.id == Enrolment.trajectory_id)
    query = query.where(Enrolment.contact_id == mail.contact_id, Enrolment.cohort_id == mail.cohort_id)
    rows = contacts.execute(query.order_by(Trajectory.label, Enrolment.round))
    return tuple((Form(*row[:3]), row.label) for row in rows)


def done(contacts: Session, mail: Mail) -> None:
    """The server took it, or there was no need to send it: either leaves the same row, with the day that was planned
    and nothing else. Commits.

    That holds also if the lease ran out meanwhile; only a mail that was cancelled stays so.
    """
    sent = (Outbox.id == mail.id) & Outbox.state.in_([MailState.SENDING, MailState.WAITING])
    _finish(contacts, sent, {"state": MailState.DONE, "attempts": 0, "lease_until": None})


def failed(contacts: Session, mail: Mail) -> None:
    """The server refused it for good. Commits."""
    _finish(contacts, _held(mail), {"state": MailState.FAILED, "attempts": 0, "lease_until": None})


def withdrawn(contacts: Session, mail: Mail) -> None:
    """It must not leave any more: its wave has ended, or the person wants no mail. Commits."""
    _finish(contacts, _held(mail), {"state": MailState.CANCELLED, "attempts": 0, "lease_until": None})


def put_back(contacts: Session, mail: Mail) -> None:
    """It has to wait, through no fault of its own. Commits."""
    _finish(contacts, _held(mail), {"state": MailState.WAITING, "lease_until": None})


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
