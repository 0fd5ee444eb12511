"""Waves: open one for the people who wait for it, and close it. Each step can be repeated after a crash."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import Mode, Purpose, Study, Wave
from survey.storage.contacts import Outbox
from survey.storage.engines import writing
from survey.storage.responses import Ticket, TicketState
from survey.storage.studies import Cohort, Stage, WaveRow

from . import audit, designs, doors, joining, outbox, panel, permits, tickets, timetable
from .audit import Deed
from .joining import Waiting
from .key_copies import check_not_destroyed
from .keyring import Keyring
from .permits import Reasons


class NobodyWaitsError(RefusedError):
    """There is nobody to open the wave for."""

    sentence = N_("Nobody waits for wave {wave}. Import contacts first: survey contacts import {study} FILE.csv")


class NoMailServerError(RefusedError):
    """A real study may not use the mailbox folder, which keeps address and link together."""

    sentence = N_(
        "Study {study} is a real study, and there is no mail server to send its invitations. Set SURVEY_SMTP_URL. "
        "(Only studies marked demo or test may use the mailbox folder, because it keeps address and link together.)"
    )


class WaveClosedError(RefusedError):
    """A closed wave stays closed: its publication counts on it."""

    sentence = N_("Wave {wave} is closed and cannot be opened again.")


class OpeningAlreadyError(RefusedError):
    """Somebody else is at it, or was when the computer stopped."""

    sentence = N_(
        "Wave {wave} is being opened already. If that stopped half-way, this finishes it: survey worker --once"
    )


class OpenAlreadyError(RefusedError):
    """An open study has one door for everybody."""

    sentence = N_("Wave {wave} is open to everybody already. Where people take part: survey studies status {study}")


class WaveNotOpenError(RefusedError):
    """There is nothing to close."""

    sentence = N_("Wave {wave} is not open.")


@dataclass(frozen=True, slots=True)
class Field:
    """What opening and closing work with: a session per database, the keyring, the time, who does it, and whether a
    mail server is there."""

    studies: Session
    contacts: Session
    responses: Session
    keyring: Keyring
    now: datetime
    actor: str
    can_mail: bool


def waiting(study: Study, wave: Wave, day: date) -> Waiting:
    """Those who wait for a wave on a day: everybody, or where it has an offset those whose month has come."""
    months = None if wave.months is None else timetable.start_months(study, wave, day)
    return Waiting(study.id, designs.wave_id(study.id, wave.id), wave.audience, months)


def open_wave(field: Field, study: Study, name: str, reasons: Reasons = permits.NONE) -> int:
    """Open a wave for everybody who waits for it, as one cohort; returns how many people. Commits each database once.

    A wave with an offset is set going if fewer wait than a cohort needs, which returns 0: the worker opens the cohorts
    that come. So does a wave of an open study, which whoever comes may answer.

    Raises:
        NoMailServerError, WaveClosedError, OpeningAlreadyError, OpenAlreadyError, NobodyWaitsError, KeyGoneError,
        KeysDestroyedError, UnknownWaveError, and what `permits` refuses: nothing was changed.
    """
    if study.mode is Mode.OPEN:
        try:
            _open_to_all(field, study, name)
        finally:
            field.studies.rollback()
        return 0
    if study.purpose is Purpose.REAL and not field.can_mail:
        raise NoMailServerError(study=study.id)
    try:
        cohort_id = _announce(field, study, name, reasons)
    finally:
        field.studies.rollback()
    return finish_opening(field, study, cohort_id) if cohort_id else 0


def _open_to_all(field: Field, study: Study, name: str) -> None:
    """Open the door of a wave, in one transaction: nobody has to be enrolled, and there is no key."""
    field.studies.rollback()
    row = designs.find_wave(writing(field.studies), study, name)
    field.studies.refresh(row, with_for_update=True)
    if row.stage in (Stage.CLOSING, Stage.CLOSED):
        raise WaveClosedError(wave=row.id)
    if field.studies.get(Cohort, f"{row.id}/1"):
        raise OpenAlreadyError(wave=row.id, study=study.id)
    permits.check_study(field.studies, study, row)
    today = field.now.date()
    cohort = Cohort(id=f"{row.id}/1", wave_id=row.id, month=f"{today:%Y-%m}", stage=Stage.OPEN)
    cohort.opens, cohort.closes = today, today + designs.declared(study, name).open_for
    field.studies.add(cohort)
    row.stage, row.code = Stage.OPEN, doors.new_code() if study.group_code else None
    audit.record(field.studies, field.now, Deed(field.actor, study.id, "open", f"cohort {cohort.id}; to everybody"))
    field.studies.commit()


def _announce(field: Field, study: Study, name: str, reasons: Reasons) -> str | None:
    """Step 1, studies: the cohort is `opening`, so that a worker can finish it after a crash. Returns its id; None
    where the wave was only set going."""
    field.studies.rollback()
    row = designs.find_wave(writing(field.studies), study, name)
    wave = designs.declared(study, name)
    field.studies.refresh(row, with_for_update=True)  # Whoever opens it too at this moment waits here.
    opens = timetable.sending_day(study.sending_of(wave), field.now.date())
    who = waiting(study, wave, opens)
    accepted = _check_may_open(field, study, row, who, reasons)
    if accepted is None:
        if row.stage == Stage.PLANNED:
            row.stage = Stage.OPEN
            audit.record(field.studies, field.now, Deed(field.actor, study.id, "start", row.id))
        field.studies.commit()
        return None
    number = field.studies.scalar(select(func.count()).where(Cohort.wave_id == row.id)) or 0
    cohort = Cohort(
        id=f"{row.id}/{number + 1}",
        wave_id=row.id,
        month=who.months[1] if who.months else f"{opens:%Y-%m}",
        stage=Stage.OPENING,
        opens=opens,
        closes=opens + wave.open_for,
    )
    row.stage = Stage.OPENING
    field.studies.add(cohort)
    audit.record(field.studies, field.now, Deed(field.actor, study.id, "open", f"cohort {cohort.id}{accepted}"))
    cohort_id = cohort.id
    field.studies.commit()
    return cohort_id


def _check_may_open(field: Field, study: Study, row: WaveRow, who: Waiting, reasons: Reasons) -> str | None:
    """What was accepted, for the audit log; None if the wave can only be set going. Refuses what `open_wave` says."""
    if row.stage in (Stage.CLOSING, Stage.CLOSED):
        raise WaveClosedError(wave=row.id)
    if row.stage == Stage.OPENING:
        raise OpeningAlreadyError(wave=row.id)
    permits.check_study(field.studies, study, row)
    people = joining.count(field.contacts, who)
    known = joining.attributes(field.contacts, who)
    field.contacts.rollback()
    too_few = people < study.smallest_cohort
    can_wait = who.months is not None and too_few and not reasons.small_cohort
    if not people and not can_wait:
        raise NobodyWaitsError(wave=row.id, study=study.id)
    reason = permits.reason_for_cells(field.studies, row, reasons, field.now.date())
    accepted = None
    if not can_wait:
        accepted = permits.check_size(study, row, people, reasons) + permits.check_cells(study, row, known, reason)
    _see_to_keys(field, study)
    return accepted


def _see_to_keys(field: Field, study: Study) -> None:
    """New keys for a study whose fieldwork begins; later ones would not fit its links and pseudonyms any more."""
    check_not_destroyed(field.studies, study.id)
    begun = select(Cohort.id).join(WaveRow, WaveRow.id == Cohort.wave_id).where(WaveRow.study_id == study.id)
    if field.studies.scalar(begun.limit(1)):
        field.keyring.keys(study.id)
    else:
        field.keyring.create(study.id)


def finish_opening(field: Field, study: Study, cohort_id: str) -> int:
    """Steps 2 to 5: enrolments, tickets, outbox, `open`; returns how many people are in the cohort.

    Repeating them changes nothing: tokens are derived from keys, the rows are unique, and what was closed meanwhile
    stays closed.
    """
    cohort, row = field.studies.execute(
        select(Cohort, WaveRow).join(WaveRow, WaveRow.id == Cohort.wave_id).where(Cohort.id == cohort_id)
    ).one()
    wave = designs.declared(study, row.name)
    opens, closes, wave_id = cohort.opens or field.now.date(), cohort.closes, row.id
    people = _enrol(field, waiting(study, wave, opens), cohort_id)
    keys = field.keyring.keys(study.id)
    rights = [tickets.ticket(study, row, keys, person) for person in people]
    field.studies.rollback()
    tickets.insert(field.responses, rights, cohort_id, closes)
    outbox.plan(writing(field.contacts), study.id, cohort_id, timetable.mails(study, wave, opens))
    field.contacts.commit()
    _set_stage(field.studies, wave_id, Stage.OPENING, Stage.OPEN)
    field.studies.commit()
    return len({person.form.contact_id for person in people})


def _enrol(field: Field, who: Waiting, cohort_id: str) -> list[panel.Enrolled]:
    """Step 2, contacts: everybody who waits, in one transaction; after a crash those who were enrolled then."""
    writing(field.contacts)
    if not panel.enrolled(field.contacts, cohort_id):
        joining.enrol(field.contacts, who, cohort_id)
    people = panel.enrolled(field.contacts, cohort_id)
    field.contacts.commit()
    return people


def close_wave(field: Field, study: Study, name: str) -> None:
    """Close a wave: links stop working, mails that have not left are cancelled. Commits each database once or twice.

    Raises:
        WaveNotOpenError, designs.UnknownWaveError: nothing was changed.
    """
    wave = designs.find_wave(field.studies, study, name)
    wave_id, stage = wave.id, wave.stage
    field.studies.rollback()
    if stage not in (Stage.OPEN, Stage.CLOSING):
        raise WaveNotOpenError(wave=wave_id)
    _set_stage(field.studies, wave_id, Stage.OPEN, Stage.CLOSING)
    field.studies.commit()
    finish_closing(field, study, wave_id)


def finish_closing(field: Field, study: Study, wave_id: str) -> None:
    """The steps after `closing`: tickets, outbox, `closed`. Repeating them changes nothing."""
    field.studies.rollback()
    unanswered = (Ticket.wave_id == wave_id) & (Ticket.state == TicketState.OPEN)
    writing(field.responses).execute(update(Ticket).where(unanswered).values(state=TicketState.CLOSED))
    field.responses.commit()
    wave = designs.declared(study, wave_id.rpartition("/")[2])
    thanks = timetable.sending_day(study.sending_of(wave), field.now.date() + timetable.DAY)
    outbox.cancel(writing(field.contacts), Outbox.wave_id == wave_id)
    outbox.hasten_thanks(field.contacts, wave_id, thanks)
    field.contacts.commit()
    if _set_stage(field.studies, wave_id, Stage.CLOSING, Stage.CLOSED):
        field.studies.execute(update(WaveRow).where(WaveRow.id == wave_id).values(closed=field.now.date()))
        audit.record(field.studies, field.now, Deed(field.actor, study.id, "close", wave_id))
    field.studies.commit()


def _set_stage(studies: Session, wave_id: str, before: Stage, after: Stage) -> bool:
    """Move a wave and its cohorts from one stage to the next, in a new transaction that the caller commits; False if
    somebody else did."""
    writing(studies)
    studies.execute(update(Cohort).where(Cohort.wave_id == wave_id, Cohort.stage == before).values(stage=after))
    moved = update(WaveRow).where(WaveRow.id == wave_id, WaveRow.stage == before).values(stage=after)
    return cast(CursorResult[Any], studies.execute(moved)).rowcount == 1


def resume(field: Field) -> list[str]:
    """Finish every opening and closing that a crash interrupted; returns the ids of the cohorts and waves."""
    opening = list(field.studies.scalars(select(Cohort.id).where(Cohort.stage == Stage.OPENING)))
    for cohort_id in opening:
        study = designs.find(field.studies, cohort_id.partition("/")[0])
        finish_opening(field, study, cohort_id)
    closing = field.studies.execute(select(WaveRow.study_id, WaveRow.id).where(WaveRow.stage == Stage.CLOSING)).all()
    field.studies.rollback()
    for study_id, wave_id in closing:
        finish_closing(field, designs.find(field.studies, study_id), wave_id)
    return opening + [wave_id for _, wave_id in closing]
