"""Progress: how far the fieldwork of a study is, in numbers that tell of nobody.

How many have answered is told in steps of 5, rounded down, and the response follows from that. How many reminders left
is not known afterwards, to anybody.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from survey.questionnaires.study import Study
from survey.storage.contacts import MailKind, MailState, Outbox, Suppression
from survey.storage.responses import Ticket, TicketState
from survey.storage.studies import Cohort, Pause, Stage, WaveRow

from .suppression import OWN_WISH
from .waves import Field

STEP = 5
UNSENT = (MailState.WAITING, MailState.SENDING)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a cohort is. `planned` mails had to leave by now; `handled` of them left, or turned out not to be needed;
    `late` of them still wait a day after their day, though the study does not rest.
    """

    cohort_id: str
    stage: Stage
    invited: int
    unreachable: int
    stopped: int
    answered: int
    planned: int
    handled: int
    late: int

    @property
    def response(self) -> int:
        """Whole per cents of the invited, from the number in steps."""
        return round(100 * self.answered / self.invited) if self.invited else 0


def progress(field: Field, study: Study) -> list[Progress]:
    """How far each cohort of a study is, in the order in which they opened."""
    query = select(Cohort.id, Cohort.stage).join(WaveRow, WaveRow.id == Cohort.wave_id)
    query = query.where(WaveRow.study_id == study.id).order_by(WaveRow.position, Cohort.opens, Cohort.id)
    cohorts = field.studies.execute(query).all()
    rests = field.studies.get(Pause, study.id) is not None
    field.studies.rollback()
    found = [_of(field, cohort_id, Stage(stage), rests=rests) for cohort_id, stage in cohorts]
    field.contacts.rollback()
    field.responses.rollback()
    return found


def _of(field: Field, cohort_id: str, stage: Stage, *, rests: bool) -> Progress:
    here = Outbox.cohort_id == cohort_id
    invitation = and_(here, Outbox.kind == MailKind.INVITATION)
    today = field.now.date()
    due = and_(here, Outbox.day <= today, Outbox.state != MailState.CANCELLED)
    return Progress(
        cohort_id=cohort_id,
        stage=stage,
        invited=_count(field.contacts, and_(invitation, Outbox.state.in_([MailState.DONE, MailState.FAILED]))),
        unreachable=_people(field.contacts, and_(here, Outbox.state == MailState.FAILED)),
        stopped=_people(field.contacts, and_(here, Outbox.contact_id.in_(_stopped()))),
        answered=_answered(field.responses, cohort_id) // STEP * STEP,
        planned=_count(field.contacts, due),
        handled=_count(field.contacts, and_(due, Outbox.state.not_in(UNSENT))),
        late=0 if rests else _late(field.contacts, here, today),
    )


def _stopped() -> "ColumnElement[int]":
    return select(Suppression.contact_id).where(Suppression.reason.in_(OWN_WISH)).scalar_subquery()


def _late(contacts: Session, which: ColumnElement[bool], today: date) -> int:
    """Mails that should have left before today."""
    return _count(contacts, and_(which, Outbox.day < today, Outbox.state.in_(UNSENT)))


def _count(contacts: Session, which: ColumnElement[bool]) -> int:
    return contacts.scalar(select(func.count()).select_from(Outbox).where(which)) or 0


def _people(contacts: Session, which: ColumnElement[bool]) -> int:
    return contacts.scalar(select(func.count(func.distinct(Outbox.contact_id))).where(which)) or 0


def _answered(responses: Session, cohort_id: str) -> int:
    used = (Ticket.cohort_id == cohort_id) & (Ticket.state == TicketState.USED)
    return responses.scalar(select(func.count()).select_from(Ticket).where(used)) or 0
