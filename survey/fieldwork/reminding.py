"""Reminding: who gets a reminder, without a note anywhere of who has answered.

Every contact of a cohort has a row for every round of reminders, and all of these end alike. Whether a mail leaves is
worked out when it is due: the links of the contact are derived, and looked up among the tickets that are used.

Whoever sees which mails left, round after round, could tell who answered in between. So it is decided once for a round,
when its first mail is due, and kept with the cohort: those who have not answered get the reminder if at least k people
have newly answered, and at least k have not; everybody gets it if fewer have newly answered; and nobody if fewer are
left. "Newly" is since the last round that left somebody out. What is kept of that is a number in steps of 5, rounded
up, so that too few are counted as new rather than too many. A mail that was tried once is sent whatever was answered
since: a server's log would show the change of mind.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from survey.storage.contacts import Contact, Enrolment, MailKind
from survey.storage.engines import writing
from survey.storage.responses import Ticket, TicketState
from survey.storage.studies import ReminderRound, Scope

from .keyring import StudyKeys
from .outbox import Labelled, Mail
from .tokens import Form, form_token, ticket_hash

STEP = 5


@dataclass(frozen=True, slots=True)
class Ended:
    """The tickets of a wave that need no reminder: their hashes. In memory only, and only while mails are sent."""

    used: frozenset[bytes]
    declined: frozenset[bytes]


def ended(responses: Session, wave_id: str) -> Ended:
    """The tickets of a wave that are used or declined at this moment."""
    found: dict[str, set[bytes]] = {TicketState.USED: set(), TicketState.DECLINED: set()}
    query = select(Ticket.hash, Ticket.state).where(Ticket.wave_id == wave_id, Ticket.state.in_(found))
    for key, state in responses.execute(query):
        found[state].add(key)
    responses.rollback()
    return Ended(*(frozenset(found[state]) for state in (TicketState.USED, TicketState.DECLINED)))


def ticket_of(keys: StudyKeys, wave_id: str, form: Form) -> bytes:
    """The hash of the ticket behind a form."""
    return ticket_hash(form_token(keys.token, wave_id, form))


def decided(people: Iterable[Sequence[bytes]], ended: Ended, before: int, smallest: int) -> tuple[Scope, int]:
    """To whom a round goes, and the number to keep of it.

    `people` are the tickets of each person of the cohort, `before` the number kept of the last round that left somebody
    out, `smallest` is k. Somebody has answered when nothing is open any more and not everything was declined.
    """
    finished = unfinished = 0
    for tickets in people:
        if any(each not in ended.used and each not in ended.declined for each in tickets):
            unfinished += 1
        elif any(each in ended.used for each in tickets):
            finished += 1
    if finished - before < smallest:
        return Scope.EVERYBODY, 0
    return (Scope.NOBODY, 0) if unfinished < smallest else (Scope.UNANSWERED, -(-finished // STEP) * STEP)


def forms_of(contacts: Session, cohort_id: str) -> list[list[Form]]:
    """The forms of each person of a cohort who has an address."""
    query = select(Enrolment.contact_id, Enrolment.trajectory_id, Enrolment.round)
    query = query.join(Contact, Contact.id == Enrolment.contact_id)
    query = query.where(Enrolment.cohort_id == cohort_id, Contact.address.is_not(None))
    rows = [Form(*row) for row in contacts.execute(query.order_by(Enrolment.contact_id))]
    contacts.rollback()
    return [list(forms) for _, forms in groupby(rows, lambda form: form.contact_id)]


def kept(studies: Session, cohort_id: str, kind: str) -> Scope | None:
    """What was decided for a round; None if nothing was yet."""
    found = studies.get(ReminderRound, (cohort_id, kind), populate_existing=True)
    scope = Scope(found.scope) if found else None
    studies.rollback()
    return scope


def answered_before(studies: Session, cohort_id: str) -> int:
    """The number kept of the last round of a cohort that left somebody out; 0 if none did."""
    most = studies.scalar(select(func.max(ReminderRound.answered)).where(ReminderRound.cohort_id == cohort_id))
    studies.rollback()
    return most or 0


def keep(studies: Session, cohort_id: str, kind: str, decision: tuple[Scope, int]) -> Scope:
    """Keep a decision, unless another worker was faster; what holds. Commits."""
    dialect = sqlite if studies.get_bind().dialect.name == "sqlite" else postgresql
    row = {"cohort_id": cohort_id, "kind": kind, "scope": decision[0], "answered": decision[1]}
    writing(studies).execute(dialect.insert(ReminderRound).values(row).on_conflict_do_nothing())
    studies.commit()
    return kept(studies, cohort_id, kind) or decision[0]


def still_to_ask(mail: Mail, keys: StudyKeys, ended: Ended, scope: Scope) -> tuple[Labelled, ...]:
    """The forms that a mail is about; none if it does not leave.

    A coach reads of the trajectories that are still open only. Whoever wants to take no part hears nothing more.
    """
    if mail.kind == MailKind.INVITATION:
        return mail.forms
    states = [(each, ticket_of(keys, mail.wave_id, each[0])) for each in mail.forms]
    wanted = tuple(each for each, key in states if key not in ended.declined)
    if mail.kind == MailKind.THANKS:
        return wanted
    if scope is Scope.NOBODY and not mail.attempts:
        return ()
    unanswered = tuple(each for each, key in states if key not in ended.used and key not in ended.declined)
    return unanswered if scope is Scope.UNANSWERED and not mail.attempts else unanswered or wanted
