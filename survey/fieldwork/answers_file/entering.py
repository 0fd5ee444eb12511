"""Entering: forms from a file become responses, all of them or none.

A form with the code of a letter uses up the ticket behind it, as if it had been filled in by its link. A form without a
code counts as one more person who was invited and answered: it gets a ticket of its own, already used, so that the
response rate stays honest, and in a linked study labels of chance. Forms without a code are a cohort by themselves,
number 0 of their wave: like any other, it is not taken in with fewer people than a cohort needs.
"""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.analysis import cells
from survey.questionnaires.problems import N_, Problem, ProblemsFoundError, RefusedError
from survey.questionnaires.study import Mode
from survey.storage.engines import writing
from survey.storage.responses import Ticket, TicketState
from survey.storage.studies import AuditEntry, Stage, WaveRow

from .. import answers, audit, codes
from ..answers import Standing
from ..audit import Deed
from ..designs import FrozenWave
from ..drafts import Draft
from ..waves import Field
from .columns import CODE
from .reading import Filled

LABEL_BYTES = 16
HASH_BYTES = 32
COHORT = "0"
"""The number of the cohort of forms without a code; those that are opened count from 1."""

UNKNOWN_CODE = N_("“{value}” is not the code of a letter of this wave")
CODE_USED = N_("“{value}”: this person has answered already, or does not want to take part")


class WaveNotOpenForImportError(RefusedError):
    """Answers that come after the wave was closed would change what was, or will be, published."""

    sentence = N_("Wave {wave} takes no answers any more: they can be imported until the wave is closed.")


class SameFileError(RefusedError):
    """Everybody in the file would count twice."""

    sentence = N_("This file was imported into wave {wave} on {day}. Nothing was imported again.")


class SmallImportError(RefusedError):
    """So few forms without a code that they could be told from the others, or from each other."""

    sentence = N_(
        "{exposed} of {people} forms without a code could be told apart: by their register classes, or because there "
        "are fewer than {smallest}. Add codes, wait for more forms, leave out classes, or accept it with a reason "
        "(--accept-small)."
    )


def check_size(wave: FrozenWave, forms: Sequence[Filled], reason: str | None) -> str:
    """What is accepted, for the audit log.

    Raises:
        SmallImportError: forms without a code are too few, and there is no reason.
    """
    people = [form.attributes for form in forms if not form.code]
    smallest = wave.study.smallest_cohort
    names = [attribute.id for attribute in wave.study.attributes_of(wave.wave.audience)]
    found = cells.exposure([{COHORT: COHORT, **each} for each in people], [COHORT, *names], smallest)
    if not found.exposed:
        return ""
    if not (reason or "").strip():
        raise SmallImportError(exposed=found.exposed, people=found.people, smallest=smallest)
    return f"; small cells accepted: {reason}"


@dataclass(frozen=True, slots=True)
class Entered:
    """How many forms were entered: `by_code` used up a ticket, `added` count as people who were invited besides."""

    by_code: int
    added: int


def check_wave(field: Field, wave: FrozenWave, digest: str) -> None:
    """Refuse a wave that takes no answers any more, and a file that it has already.

    Raises:
        WaveNotOpenForImportError, SameFileError: nothing can be imported.
    """
    row = field.studies.get_one(WaveRow, wave.id)
    stage = row.stage
    same = select(AuditEntry.at).where(AuditEntry.study_id == wave.study.id, AuditEntry.action == "import")
    before = field.studies.scalar(same.where(AuditEntry.detail.startswith(f"{wave.wave.id}: {digest}")).limit(1))
    field.studies.rollback()
    if stage not in (Stage.PLANNED, Stage.OPEN):
        raise WaveNotOpenForImportError(wave=wave.wave.id)
    if before is not None:
        raise SameFileError(wave=wave.wave.id, day=f"{before:%Y-%m-%d}")


def tickets_behind(
    responses: Session, wave: FrozenWave, file: str, forms: Sequence[Filled], progress: Callable[[], None]
) -> dict[str, Standing]:
    """Where the links behind the codes stand; `progress` hears of each form.

    Raises:
        ProblemsFoundError: every code that gives no right.
    """
    found: dict[str, Standing] = {}
    problems: list[Problem] = []
    for form in forms:
        if form.code:
            token = codes.token_behind(responses, form.code)
            standing = answers.standing(responses, token) if token else None
            if standing is None or standing.wave_id != wave.id:
                problems.append(Problem(file, form.line, UNKNOWN_CODE, {"value": form.code}, place=CODE))
            elif standing.state is not TicketState.OPEN:
                problems.append(Problem(file, form.line, CODE_USED, {"value": form.code}, place=CODE))
            else:
                found[form.code] = standing
        progress()
    if problems:
        raise ProblemsFoundError(problems)
    return found


@dataclass(frozen=True, slots=True)
class Pile:
    """The forms of one file, where the links behind their codes stand, and what the audit log says of the file."""

    forms: Sequence[Filled]
    standings: dict[str, Standing]
    digest: str
    accepted: str = ""


def enter(field: Field, wave: FrozenWave, pile: Pile) -> Entered:
    """Store the forms in an order of chance, and the deed in the audit log. Commits studies and responses, once each.

    Raises:
        WaveNotOpenForImportError, SameFileError, answers.NotSavedError: nothing was stored, because of what others did
        meanwhile.
    """
    check_wave(field, wave, pile.digest)
    shuffled = list(pile.forms)
    secrets.SystemRandom().shuffle(shuffled)
    entered = Entered(len(pile.standings), len(pile.forms) - len(pile.standings))
    writing(field.responses)
    for form in shuffled:
        standing = pile.standings.get(form.code)
        if standing is None:
            _add(field, wave, form)
        elif not answers.enter(field.responses, standing, wave.questionnaire, form.answers, _day(form.period)):
            field.responses.rollback()
            raise answers.NotSavedError
    _record(field, wave, entered, pile)
    field.responses.commit()
    return entered


def _record(field: Field, wave: FrozenWave, entered: Entered, pile: Pile) -> None:
    """The audit entry. A planned wave is set going, so that its design is frozen and it can be closed."""
    row = writing(field.studies).get_one(WaveRow, wave.id)
    if row.stage == Stage.PLANNED:
        row.stage = Stage.OPEN
        audit.record(field.studies, field.now, Deed(field.actor, wave.study.id, "start", wave.id))
    detail = f"{wave.wave.id}: {pile.digest}; {entered.by_code} by code, {entered.added} besides{pile.accepted}"
    audit.record(field.studies, field.now, Deed(field.actor, wave.study.id, "import", detail))
    field.studies.commit()


def _add(field: Field, wave: FrozenWave, form: Filled) -> None:
    """A response of somebody without a link, with a ticket that is used up and leads to nobody."""
    linked = wave.study.mode is Mode.LINKED
    standing = Standing(
        secret="",
        wave_id=wave.id,
        digest=wave.digest,
        language=form.language,
        pseudonym=secrets.token_bytes(LABEL_BYTES) if linked else None,
        trajectory=secrets.token_bytes(LABEL_BYTES) if linked else None,
        attributes=form.attributes,
        state=TicketState.USED,
        closes=field.now.date(),
        rev=0,
        draft=Draft(),
    )
    ticket = Ticket(
        hash=secrets.token_bytes(HASH_BYTES),
        wave_id=wave.id,
        cohort_id=f"{wave.id}/{COHORT}",
        digest=wave.digest,
        mode=wave.study.mode,
        pseudonym=standing.pseudonym,
        trajectory=standing.trajectory,
        attributes=form.attributes,
        language=form.language,
        state=TicketState.USED,
        closes=standing.closes,
    )
    field.responses.add(ticket)
    answers.insert(field.responses, standing, wave.questionnaire, form.answers, _day(form.period))


def _day(period: str) -> date:
    """A day in the quarter; which one is not stored."""
    return date(int(period[:4]), 3 * int(period[-1]), 1)


def digest_of(content: bytes) -> str:
    """The SHA-256 of a file, by which it is known again."""
    return hashlib.sha256(content).hexdigest()
