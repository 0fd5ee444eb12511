"""Rolling waves: the worker opens the cohorts that are due, and closes those whose last day is over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import CursorResult, select, update

from survey.questionnaires.problems import RefusedError
from survey.questionnaires.study import Study, Wave
from survey.storage.contacts import Outbox
from survey.storage.engines import writing
from survey.storage.responses import Ticket, TicketState
from survey.storage.studies import Cohort, Pause, Stage, WaveRow

from . import audit, designs, joining, outbox, timetable, waves
from .audit import Deed
from .waves import Field, OpeningAlreadyError


@dataclass(frozen=True, slots=True)
class Opened:
    """A cohort of `people` was opened."""

    wave_id: str
    people: int


@dataclass(frozen=True, slots=True)
class Held:
    """A cohort is due and cannot be opened: `refusal` says why and what to do."""

    wave_id: str
    refusal: RefusedError


@dataclass(frozen=True, slots=True)
class Ended:
    """The last day of a cohort is over."""

    cohort_id: str


Step = Opened | Held | Ended


def advance(field: Field) -> Iterator[Step]:
    """Do everything that is due in waves with an offset, and say what was done. Commits each database several times."""
    for study, wave in _going(field):
        if timetable.may_send(study.sending_of(wave), field.now) and _is_due(field, study, wave):
            yield from _open(field, study, wave)
    for cohort_id in _over(field, field.now.date()):
        _end(field, cohort_id)
        yield Ended(cohort_id)


def _going(field: Field) -> list[tuple[Study, Wave]]:
    """Every wave with an offset that was set going and whose study does not rest."""
    rests = select(Pause.study_id)
    query = select(WaveRow.study_id, WaveRow.name).where(WaveRow.stage == Stage.OPEN, WaveRow.study_id.not_in(rests))
    rows = field.studies.execute(query.order_by(WaveRow.study_id, WaveRow.position)).all()
    found = {study_id: designs.find(field.studies, study_id) for study_id in {row.study_id for row in rows}}
    field.studies.rollback()
    named = [(found[row.study_id], designs.declared(found[row.study_id], row.name)) for row in rows]
    return [(study, wave) for study, wave in named if wave.offset is not None]


def _is_due(field: Field, study: Study, wave: Wave) -> bool:
    """Whether enough people wait for a cohort today."""
    number = joining.count(field.contacts, waves.waiting(study, wave, field.now.date()))
    field.contacts.rollback()
    return number >= study.smallest_cohort


def _open(field: Field, study: Study, wave: Wave) -> Iterator[Opened | Held]:
    """Open a cohort; nothing is said where another worker was faster."""
    wave_id = designs.wave_id(study.id, wave.id)
    try:
        if people := waves.open_wave(field, study, wave.id):
            yield Opened(wave_id, people)
    except OpeningAlreadyError:
        return
    except RefusedError as refusal:
        yield Held(wave_id, refusal)


def _over(field: Field, today: date) -> list[str]:
    """Cohorts whose last day is over, of waves with an offset: a wave that was opened by hand is closed by hand."""
    query = select(Cohort.id, WaveRow.study_id, WaveRow.name).join(WaveRow, WaveRow.id == Cohort.wave_id)
    past = Cohort.stage.in_([Stage.OPEN, Stage.CLOSING]) & (Cohort.closes < today) & (WaveRow.stage == Stage.OPEN)
    rows = field.studies.execute(query.where(past).order_by(Cohort.id)).all()
    found = {study_id: designs.find(field.studies, study_id) for study_id in {row.study_id for row in rows}}
    field.studies.rollback()
    return [row.id for row in rows if designs.declared(found[row.study_id], row.name).offset is not None]


def _end(field: Field, cohort_id: str) -> None:
    """Close a cohort: tickets, outbox, `closed`. Repeating it changes nothing."""
    _move(field, cohort_id, Stage.OPEN, Stage.CLOSING)
    field.studies.commit()
    unanswered = (Ticket.cohort_id == cohort_id) & (Ticket.state == TicketState.OPEN)
    writing(field.responses).execute(update(Ticket).where(unanswered).values(state=TicketState.CLOSED))
    field.responses.commit()
    outbox.cancel(writing(field.contacts), Outbox.cohort_id == cohort_id)
    field.contacts.commit()
    if _move(field, cohort_id, Stage.CLOSING, Stage.CLOSED):
        audit.record(field.studies, field.now, Deed(field.actor, cohort_id.partition("/")[0], "close", cohort_id))
    field.studies.commit()


def _move(field: Field, cohort_id: str, before: Stage, after: Stage) -> bool:
    """Move a cohort to another stage, in a new transaction that the caller commits; False if somebody else did."""
    moved = update(Cohort).where(Cohort.id == cohort_id, Cohort.stage == before).values(stage=after)
    return cast(CursorResult[Any], writing(field.studies).execute(moved)).rowcount == 1
