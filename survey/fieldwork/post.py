"""Post: take mails from the outbox and hand them to a mailer, one at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from survey.questionnaires.study import Study
from survey.storage.studies import Cohort

from . import designs, invitations, outbox, pauses
from .clock import Clock
from .designs import FrozenWave
from .invitations import Sender
from .keyring import Keyring
from .mailers import Mailer, TryLaterError, WillNeverLeaveError

ASK_AGAIN = timedelta(seconds=5)


class Outcome(StrEnum):
    """What became of one mail."""

    SENT = "sent"
    POSTPONED = "postponed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PostOffice:
    """What sending works with. `mailer_for` gives the mailer of a study."""

    studies: Session
    contacts: Session
    keyring: Keyring
    clock: Clock
    sender: Sender
    mailer_for: Callable[[Study], Mailer]
    lease: timedelta


def send_due(office: PostOffice) -> Iterator[Outcome]:
    """Send every mail that is due, and say what became of each. Commits after each mail."""
    waves: dict[str, tuple[FrozenWave, Cohort]] = {}
    rest = _Rest(office)
    while mail := outbox.claim(office.contacts, office.clock(), office.lease, rest.now()):
        if mail.cohort_id not in waves:
            waves[mail.cohort_id] = _wave(office.studies, mail)
        wave, cohort = waves[mail.cohort_id]
        now = office.clock()
        keys = office.keyring.keys(wave.study.id)
        moment = (now, cohort.closes, wave.questionnaire.minutes)
        message = invitations.compose(office.sender, wave.study, keys, mail, moment)
        try:
            office.mailer_for(wave.study).send(message, wave.study.id)
        except TryLaterError:
            outbox.postpone(office.contacts, mail, now)
            yield Outcome.POSTPONED
        except WillNeverLeaveError:
            outbox.failed(office.contacts, mail)
            yield Outcome.REFUSED
        else:
            outbox.done(office.contacts, mail, now)
            yield Outcome.SENT


class _Rest:
    """The waves whose mails do not leave now; asked anew every few seconds, so that a pause soon holds."""

    def __init__(self, office: PostOffice) -> None:
        self._office = office
        self._asked: datetime | None = None
        self._waves: set[str] = set()

    def now(self) -> set[str]:
        """Their ids."""
        now = self._office.clock()
        if self._asked is None or now - self._asked >= ASK_AGAIN:
            self._waves = pauses.resting(self._office.studies, now)
            self._asked = now
        return self._waves


def _wave(studies: Session, mail: outbox.Mail) -> tuple[FrozenWave, Cohort]:
    wave = designs.frozen_wave(studies, mail.wave_id)
    cohort = studies.get_one(Cohort, mail.cohort_id)
    studies.expunge(cohort)
    studies.rollback()
    if wave is None:
        raise LookupError(f"A mail names wave {mail.wave_id}, which is not in the studies database.")
    return wave, cohort
