"""Desks: what the mails of one cohort have in common, and whether one of them may leave at this moment."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import LetterKind
from survey.storage.contacts import MailKind
from survey.storage.studies import Cohort, Pause, Scope, Stage, WaveRow

from . import designs, reminding, timetable
from .designs import FrozenWave
from .keyring import Keyring, StudyKeys
from .outbox import Labelled, Mail
from .reminding import Ended

FRESH = timedelta(minutes=10)
"""How old a look at the tickets may be, so that few people are reminded of what they have just answered."""

BEFORE_CLOSING = frozenset({Stage.OPENING, Stage.OPEN})


class CohortGoneError(RefusedError):
    """The databases do not belong together."""

    sentence = N_("Mails wait for cohort {cohort}, which is not in the studies database. Was an old backup put back?")


class NoThanksError(RefusedError):
    """The study was loaded again without the letter that was planned."""

    sentence = N_("Thank-you mails of cohort {cohort} wait, but the study has no text for them.")


class Leave(StrEnum):
    """Whether a mail may leave."""

    NOW = "now"
    LATER = "later"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a cohort stands: its stage and last day, and whether its study rests."""

    stage: Stage
    closes: date
    paused: bool

    def leave(self, kind: str, today: date) -> Leave:
        """Whether a mail of a kind may leave: a thank-you after the cohort has closed, anything else before."""
        if kind == MailKind.THANKS:
            may = Leave.NOW if self.stage is Stage.CLOSED else Leave.LATER
        else:
            may = Leave.NOW if self.stage in BEFORE_CLOSING and today <= self.closes else Leave.NEVER
        return Leave.LATER if may is Leave.NOW and self.paused else may


def standing(studies: Session, cohort_id: str) -> Standing:
    """Where a cohort stands at this moment; `CohortGoneError` if there is none."""
    query = select(Cohort.stage, Cohort.closes, Pause.study_id.is_not(None).label("paused"))
    query = query.join(WaveRow, WaveRow.id == Cohort.wave_id).outerjoin(Pause, Pause.study_id == WaveRow.study_id)
    row = studies.execute(query.where(Cohort.id == cohort_id)).one_or_none()
    studies.rollback()
    if row is None:
        raise CohortGoneError(cohort=cohort_id)
    return Standing(Stage(row.stage), row.closes, row.paused)


@dataclass(slots=True)
class Desk:
    """What the mails of one cohort have in common. `scopes` are the rounds of reminders that were decided."""

    wave: FrozenWave
    cohort_id: str
    closes: date
    keys: StudyKeys
    scopes: dict[str, Scope] = field(default_factory=dict)
    _ended: tuple[datetime, Ended] | None = None

    def leave(self, studies: Session, kind: str, now: datetime) -> Leave:
        """Whether a mail of a kind may leave. Asked before each: a wave may be closed or paused meanwhile."""
        may = standing(studies, self.cohort_id).leave(kind, now.date())
        awake = timetable.may_send(self.wave.study.sending_of(self.wave.wave), now)
        return may if awake or may is Leave.NEVER else Leave.LATER

    def ended(self, responses: Session, now: datetime) -> Ended:
        """The tickets that need no reminder, as they were at most `FRESH` ago."""
        if self._ended is None or now - self._ended[0] >= FRESH:
            self._ended = (now, reminding.ended(responses, self.wave.id))
        return self._ended[1]

    def scope(self, sessions: tuple[Session, Session, Session], kind: str, now: datetime) -> Scope:
        """To whom a round goes: as was decided, else it is decided now. `sessions`: studies, contacts, responses."""
        studies, contacts, responses = sessions
        if kind not in self.scopes:
            found = reminding.kept(studies, self.cohort_id, kind)
            self.scopes[kind] = found or self._decide(studies, contacts, self.ended(responses, now), kind)
        return self.scopes[kind]

    def _decide(self, studies: Session, contacts: Session, ended: Ended, kind: str) -> Scope:
        people = (
            [reminding.ticket_of(self.keys, self.wave.id, form) for form in forms]
            for forms in reminding.forms_of(contacts, self.cohort_id)
        )
        before = reminding.answered_before(studies, self.cohort_id)
        decision = reminding.decided(people, ended, before, self.wave.study.smallest_cohort)
        return reminding.keep(studies, self.cohort_id, kind, decision)

    def forms(self, sessions: tuple[Session, Session, Session], mail: Mail, now: datetime) -> tuple[Labelled, ...]:
        """The forms that a mail is about; none if it does not leave."""
        if mail.suppressed or mail.kind == MailKind.INVITATION:
            return () if mail.suppressed else mail.forms
        is_reminder = mail.kind != MailKind.THANKS
        scope = self.scope(sessions, mail.kind, now) if is_reminder else Scope.EVERYBODY
        return reminding.still_to_ask(mail, self.keys, self.ended(sessions[2], now), scope)


def open_desk(studies: Session, keyring: Keyring, cohort_id: str, kinds: frozenset[str]) -> Desk:
    """What the mails of these kinds of a cohort need.

    Raises:
        CohortGoneError, KeyGoneError, NoThanksError: none of them can be written.
    """
    found = standing(studies, cohort_id)
    wave = designs.frozen_wave(studies, cohort_id.rpartition("/")[0])
    studies.rollback()
    if wave is None:
        raise CohortGoneError(cohort=cohort_id)
    if MailKind.THANKS in kinds and wave.study.letter(LetterKind.THANKS, wave.wave) is None:
        raise NoThanksError(cohort=cohort_id)
    return Desk(wave, cohort_id, found.closes, keyring.keys(wave.study.id))
