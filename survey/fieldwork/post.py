"""Post: take mails from the outbox and hand them to a mailer, one at a time.

What is wrong with one study, or with one mail, does not hold up the others.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from email.errors import MessageError
from enum import StrEnum

from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import Study
from survey.storage.contacts import StopReason
from survey.storage.engines import writing

from . import desks, freezing, messages, outbox, pace, replies, suppression
from .clock import Clock
from .desks import Desk, Leave
from .freezing import FrozenError
from .keyring import Keyring
from .mailers import Mailer, TryLaterError, WillNeverLeaveError
from .messages import Sender
from .outbox import Mail
from .pace import UNHURRIED, Pace


class Outcome(StrEnum):
    """What became of one mail. `SKIPPED`: there was no need for it, or not any more."""

    SENT = "sent"
    POSTPONED = "postponed"
    REFUSED = "refused"
    SKIPPED = "skipped"


class CannotBeWrittenError(RefusedError):
    """There is something about one mail that no message can be made of."""

    sentence = N_("A mail of cohort {cohort} cannot be written ({fault}); it has failed, and the others go on.")


@dataclass(frozen=True, slots=True)
class PostOffice:
    """What sending works with. `mailer_for` gives the mailer of a study; `complain` is told what keeps mails back."""

    studies: Session
    contacts: Session
    responses: Session
    keyring: Keyring
    clock: Clock
    sender: Sender
    mailer_for: Callable[[Study], Mailer]
    complain: Callable[[RefusedError], None]
    lease: timedelta
    pace: Pace = UNHURRIED

    @property
    def sessions(self) -> tuple[Session, Session, Session]:
        """Studies, contacts, responses."""
        return self.studies, self.contacts, self.responses


def send_due(office: PostOffice) -> Iterator[Outcome]:
    """Send every mail that is due, and say what became of each. Commits after each mail."""
    try:
        freezing.check(office.contacts)
    except FrozenError as refusal:
        office.complain(refusal)
        return
    pace.forget(office.contacts, office.clock())
    ready = {desk.cohort_id: desk for desk in _ready(office)}
    while ready:
        mail = outbox.claim(office.contacts, office.clock(), office.lease, ready, office.pace)
        if mail is None:
            return
        desk = ready[mail.cohort_id]
        may = desk.leave(office.studies, mail.kind, office.clock())
        if may is Leave.LATER:
            outbox.put_back(office.contacts, mail)
            del ready[mail.cohort_id]
        elif may is Leave.NEVER:
            outbox.withdrawn(office.contacts, mail)
            yield Outcome.SKIPPED
        else:
            yield _handle(office, desk, mail)


def _ready(office: PostOffice) -> Iterator[Desk]:
    """The cohorts that have something to do now; what keeps one back is told."""
    for cohort_id, kinds in outbox.due_cohorts(office.contacts, office.clock()).items():
        try:
            desk = desks.open_desk(office.studies, office.keyring, cohort_id, kinds)
            office.mailer_for(desk.wave.study)
            if any(desk.leave(office.studies, kind, office.clock()) is not Leave.LATER for kind in kinds):
                yield desk
        except RefusedError as refusal:
            office.studies.rollback()
            office.complain(refusal)


def _handle(office: PostOffice, desk: Desk, mail: Mail) -> Outcome:
    """Send a mail, or find that there is no need; both leave the same row, but for people who get no mail at all."""
    now = office.clock()
    forms = desk.forms(office.sessions, mail, now)
    if not forms:
        finish = outbox.withdrawn if mail.suppressed or not mail.forms else outbox.done
        finish(office.contacts, mail)
        return Outcome.SKIPPED
    try:
        message = messages.compose(office.sender, desk.wave, desk.keys, replace(mail, forms=forms), (now, desk.closes))
        office.mailer_for(desk.wave.study).send(message, desk.wave.study.id)
    except TryLaterError:
        outbox.postpone(office.contacts, mail, now)
        return Outcome.POSTPONED
    except WillNeverLeaveError as refusal:
        outbox.failed(office.contacts, mail)
        _stop_if_gone(office, mail, refusal.status)
        return Outcome.REFUSED
    except (LookupError, ValueError, MessageError) as fault:
        outbox.failed(office.contacts, mail)
        office.complain(CannotBeWrittenError(cohort=mail.cohort_id, fault=type(fault).__name__))
        return Outcome.REFUSED
    outbox.done(office.contacts, mail)
    return Outcome.SENT


def _stop_if_gone(office: PostOffice, mail: Mail, status: str) -> None:
    """An address that does not exist gets nothing more."""
    if replies.NO_SUCH_ADDRESS.fullmatch(status):
        day = office.clock().date()
        suppression.suppress(writing(office.contacts), mail.contact_id, StopReason.BOUNCED, day)
        office.contacts.commit()
