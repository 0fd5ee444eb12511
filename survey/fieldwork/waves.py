"""Waves: open one for the people who wait for it, and close it. Each step can be repeated after a crash."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import Mode, Purpose, Study
from survey.storage.engines import writing
from survey.storage.responses import Ticket, TicketState
from survey.storage.studies import Cohort, Stage, WaveRow

from . import audit, designs, outbox, panel
from .keyring import Keyring, StudyKeys
from .tokens import pseudonym, ticket_hash, token


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
        NoMailServerError, WaveClosedError, NobodyWaitsError, SmallCohortError, designs.UnknownWaveError
    """
    if study.purpose is Purpose.REAL and not field.can_mail:
        raise NoMailServerError(study=study.id)
    wave = designs.find_wave(field.studies, study, name)
    if wave.stage in (Stage.CLOSING, Stage.CLOSED):
        raise WaveClosedError(wave=wave.id)
    people = panel.waiting(field.contacts, study, wave.audience, wave.id)
    field.contacts.rollback()
    if not people:
        raise NobodyWaitsError(wave=wave.id, study=study.id)
    if len(people) < study.smallest_cohort and not accept_small:
        raise SmallCohortError(people=len(people), wave=wave.id, smallest=study.smallest_cohort)
    field.keyring.create(study.id)
    cohort_id = _announce(field, study, wave.id, accept_small)
    finish_opening(field, study, cohort_id)
    return len(people)


def _announce(field: Field, study: Study, wave_id: str, accept_small: str | None) -> str:
    """Step 1, studies: the cohort is `opening`, so that a worker can finish it after a crash. Returns its id."""
    field.studies.rollback()
    wave = writing(field.studies).get_one(WaveRow, wave_id)
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
    detail = f"cohort {cohort.id}" + (f"; small cohort accepted: {accept_small}" if accept_small else "")
    audit.record(field.studies, field.now, field.actor, study.id, "open", detail)
    cohort_id = cohort.id
    field.studies.commit()
    return cohort_id


def finish_opening(field: Field, study: Study, cohort_id: str) -> None:
    """Steps 2 to 5: enrolments, tickets, outbox, `open`. Repeating them changes nothing: tokens are derived from keys,
    and the rows are unique."""
    cohort, wave = field.studies.execute(
        select(Cohort, WaveRow).join(WaveRow, WaveRow.id == Cohort.wave_id).where(Cohort.id == cohort_id)
    ).one()
    people = _enrol(field, study, wave, cohort_id)
    keys = field.keyring.keys(study.id)
    tickets = [_ticket(study, wave, cohort, keys, person) for person in people]
    field.studies.rollback()
    secrets.SystemRandom().shuffle(tickets)
    _insert_tickets(field.responses, tickets)
    outbox.add_invitations(writing(field.contacts), study.id, cohort_id, field.now.date())
    field.contacts.commit()
    writing(field.studies)
    field.studies.execute(update(Cohort).where(Cohort.id == cohort_id).values(stage=Stage.OPEN))
    field.studies.execute(update(WaveRow).where(WaveRow.id == wave.id).values(stage=Stage.OPEN))
    field.studies.commit()


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
    """Step 3, responses: all tickets of the cohort, shuffled, in one transaction."""
    dialect = sqlite if responses.get_bind().dialect.name == "sqlite" else postgresql
    if tickets:
        writing(responses).execute(dialect.insert(Ticket).on_conflict_do_nothing(), tickets)
        responses.commit()


def _ticket(study: Study, wave: WaveRow, cohort: Cohort, keys: StudyKeys, person: panel.Enrolled) -> dict[str, object]:
    linked = study.mode is Mode.LINKED
    return {
        "hash": ticket_hash(token(keys.token, wave.id, person.contact_id, person.round)),
        "wave_id": wave.id,
        "cohort_id": cohort.id,
        "digest": wave.digest,
        "mode": study.mode,
        "pseudonym": pseudonym(keys.pseudonym, study.id, person.contact_id) if linked else None,
        "attributes": person.attributes,
        "language": person.language,
        "state": TicketState.OPEN,
        "closes": cohort.closes,
    }


def close_wave(field: Field, study: Study, name: str) -> None:
    """Close a wave: links stop working, mails that have not left are cancelled. Commits each database once.

    Raises:
        WaveNotOpenError, designs.UnknownWaveError
    """
    wave = designs.find_wave(field.studies, study, name)
    if wave.stage not in (Stage.OPEN, Stage.CLOSING):
        raise WaveNotOpenError(wave=wave.id)
    wave_id = wave.id
    _set_stage(field.studies, wave_id, Stage.CLOSING)
    unanswered = (Ticket.wave_id == wave_id) & (Ticket.state == TicketState.OPEN)
    writing(field.responses).execute(update(Ticket).where(unanswered).values(state=TicketState.CLOSED))
    field.responses.commit()
    outbox.cancel(writing(field.contacts), wave_id)
    field.contacts.commit()
    _set_stage(field.studies, wave_id, Stage.CLOSED)
    audit.record(writing(field.studies), field.now, field.actor, study.id, "close", wave_id)
    field.studies.commit()


def _set_stage(studies: Session, wave_id: str, stage: Stage) -> None:
    studies.rollback()
    writing(studies).execute(update(WaveRow).where(WaveRow.id == wave_id).values(stage=stage))
    studies.execute(update(Cohort).where(Cohort.wave_id == wave_id).values(stage=stage))
    studies.commit()


def resume_opening(field: Field) -> list[str]:
    """Finish every cohort that a crash left in `opening`; returns their ids."""
    cohort_ids = list(field.studies.scalars(select(Cohort.id).where(Cohort.stage == Stage.OPENING)))
    for cohort_id in cohort_ids:
        study = designs.find(field.studies, cohort_id.partition("/")[0])
        finish_opening(field, study, cohort_id)
    field.studies.rollback()
    return cohort_ids
