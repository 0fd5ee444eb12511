"""Waves: open one for the people who wait for it, and close it. Each step can be repeated after a crash."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import Mode, Purpose, Study
from survey.storage.engines import writing
from survey.storage.responses import Ticket, TicketState
from survey.storage.studies import Cohort, Stage, WaveRow

from . import audit, designs, outbox, panel
from .audit import Deed
from .keyring import Keyring, StudyKeys
from .tokens import form_token, pseudonym, ticket_hash, trajectory_pseudonym


class NobodyWaitsError(RefusedError):
    """There is nobody to open the wave for."""

    sentence = N_("Nobody waits for wave {wave}. Import contacts first: survey contacts import {study} FILE.csv")


class SmallCohortError(RefusedError):
    """Fewer people than the smallest cohort: answers could be told apart."""

    sentence = N_(
        "Only {people} people wait for wave {wave}; a cohort needs at least {smallest}. "
        "Wait for more people, or accept it with a reason (--accept-small)."
    )


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


def open_wave(field: Field, study: Study, name: str, accept_small: str | None = None) -> int:
    """Open a wave for everybody who waits for it, as one cohort; returns how many people. Commits each database once.

    Raises:
        NoMailServerError, WaveClosedError, OpeningAlreadyError, NobodyWaitsError, SmallCohortError, KeyGoneError,
        designs.UnknownWaveError: nothing was changed.
    """
    if study.purpose is Purpose.REAL and not field.can_mail:
        raise NoMailServerError(study=study.id)
    try:
        cohort_id = _announce(field, study, name, accept_small)
    finally:
        field.studies.rollback()
    return finish_opening(field, study, cohort_id)


def _announce(field: Field, study: Study, name: str, accept_small: str | None) -> str:
    """Step 1, studies: the cohort is `opening`, so that a worker can finish it after a crash. Returns its id."""
    field.studies.rollback()
    wave = designs.find_wave(writing(field.studies), study, name)
    field.studies.refresh(wave, with_for_update=True)  # Whoever opens it too at this moment waits here.
    small = _check_may_open(field, study, wave, accept_small)
    number = field.studies.scalar(select(func.count()).where(Cohort.wave_id == wave.id)) or 0
    declared = next(each for each in study.waves if each.id == wave.name)
    cohort = Cohort(
        id=f"{wave.id}/{number + 1}",
        wave_id=wave.id,
        month=f"{field.now:%Y-%m}",
        stage=Stage.OPENING,
        closes=field.now.date() + timedelta(days=declared.open_days),
    )
    wave.stage = Stage.OPENING
    field.studies.add(cohort)
    detail = f"cohort {cohort.id}" + (f"; small cohort accepted: {accept_small}" if small else "")
    audit.record(field.studies, field.now, Deed(field.actor, study.id, "open", detail))
    cohort_id = cohort.id
    field.studies.commit()
    return cohort_id


def _check_may_open(field: Field, study: Study, wave: WaveRow, accept_small: str | None) -> bool:
    """Whether the cohort is a small one, which was accepted; refuses what `open_wave` says. Sees to the keys."""
    if wave.stage in (Stage.CLOSING, Stage.CLOSED):
        raise WaveClosedError(wave=wave.id)
    if wave.stage == Stage.OPENING:
        raise OpeningAlreadyError(wave=wave.id)
    people = len(panel.waiting(field.contacts, study, wave.audience, wave.id))
    field.contacts.rollback()
    if not people:
        raise NobodyWaitsError(wave=wave.id, study=study.id)
    small = people < study.smallest_cohort
    if small and not (accept_small or "").strip():
        raise SmallCohortError(people=people, wave=wave.id, smallest=study.smallest_cohort)
    _see_to_keys(field, study)
    return small


def _see_to_keys(field: Field, study: Study) -> None:
    """New keys for a study whose fieldwork begins; later ones would not fit its links and pseudonyms any more."""
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
    cohort, wave = field.studies.execute(
        select(Cohort, WaveRow).join(WaveRow, WaveRow.id == Cohort.wave_id).where(Cohort.id == cohort_id)
    ).one()
    people = _enrol(field, study, wave, cohort_id)
    keys = field.keyring.keys(study.id)
    tickets = [_ticket(study, wave, cohort, keys, person) for person in people]
    wave_id = wave.id
    field.studies.rollback()
    _insert_tickets(field.responses, tickets)
    outbox.add_invitations(writing(field.contacts), study.id, cohort_id, field.now.date())
    field.contacts.commit()
    _set_stage(field.studies, wave_id, Stage.OPENING, Stage.OPEN)
    field.studies.commit()
    return len(people)


def _enrol(field: Field, study: Study, wave: WaveRow, cohort_id: str) -> list[panel.Enrolled]:
    """Step 2, contacts: everybody who waits, in one transaction; after a crash those who were enrolled then."""
    writing(field.contacts)
    if not panel.enrolled(field.contacts, cohort_id):
        people = panel.waiting(field.contacts, study, wave.audience, wave.id)
        panel.enrol(field.contacts, people, wave.id, cohort_id)
    people_enrolled = panel.enrolled(field.contacts, cohort_id)
    field.contacts.commit()
    return people_enrolled


def _insert_tickets(responses: Session, tickets: list[dict[str, object]]) -> None:
    """Step 3, responses: all tickets of the cohort, in one transaction.

    They go in the order of their hashes, which says nothing about the order of people, and which is the same for
    whoever repeats the step at the same moment, so that nobody waits for each other.
    """
    tickets = sorted(tickets, key=itemgetter("hash"))
    dialect = sqlite if responses.get_bind().dialect.name == "sqlite" else postgresql
    if tickets:
        writing(responses).execute(dialect.insert(Ticket).on_conflict_do_nothing(), tickets)
        responses.commit()


def _ticket(study: Study, wave: WaveRow, cohort: Cohort, keys: StudyKeys, person: panel.Enrolled) -> dict[str, object]:
    linked = study.mode is Mode.LINKED
    form = person.form
    return {
        "hash": ticket_hash(form_token(keys.token, wave.id, form)),
        "wave_id": wave.id,
        "cohort_id": cohort.id,
        "digest": wave.digest,
        "mode": study.mode,
        "pseudonym": pseudonym(keys.pseudonym, study.id, form.contact_id) if linked else None,
        "trajectory": trajectory_pseudonym(keys.pseudonym, study.id, wave.audience, form) if linked else None,
        "attributes": person.attributes,
        "language": person.language,
        "state": TicketState.OPEN,
        "closes": cohort.closes,
    }


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
    finish_closing(field, study.id, wave_id)


def finish_closing(field: Field, study_id: str, wave_id: str) -> None:
    """The steps after `closing`: tickets, outbox, `closed`. Repeating them changes nothing."""
    unanswered = (Ticket.wave_id == wave_id) & (Ticket.state == TicketState.OPEN)
    writing(field.responses).execute(update(Ticket).where(unanswered).values(state=TicketState.CLOSED))
    field.responses.commit()
    outbox.cancel(writing(field.contacts), wave_id)
    field.contacts.commit()
    if _set_stage(field.studies, wave_id, Stage.CLOSING, Stage.CLOSED):
        audit.record(field.studies, field.now, Deed(field.actor, study_id, "close", wave_id))
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
        finish_closing(field, study_id, wave_id)
    return opening + [wave_id for _, wave_id in closing]
