"""Removals: what was withdrawn, or taken from somebody who was erased, stays gone when an old copy of the responses
comes back.

For that the studies database keeps marks. Of withdrawn answers: a digest of the wave and the labels that find them. It
needs no key, so that it works on any computer and after the keys were destroyed, and tells nothing: the labels are
random to whoever has no key, and that a used ticket has no response stands among the responses anyway. Of tickets and
typed codes of somebody who was erased: a hash under a key of the study, because an old copy would else tell which
answers are of the one who is not on the panel any more.
"""

import hashlib
import hmac
from collections.abc import Iterable
from typing import Any, TypeVar, cast

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import CursorResult, Select, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from survey.questionnaires.study import Study
from survey.storage.engines import writing
from survey.storage.responses import Draft, Response, Ticket, TicketState, TypedCode
from survey.storage.studies import Removal

from . import answers, designs
from .answers import Standing
from .waves import Field

Key = TypeVar("Key")
PURPOSE = b"erasure"
TICKET, CODE = "ticket", "code"
UNUSED = (TicketState.OPEN, TicketState.CLOSED)


def mark(key: bytes, kind: str, value: str) -> bytes:
    """The mark of something of a person under a key of the study: 32 bytes."""
    derived = HKDF(SHA256(), 32, salt=None, info=PURPOSE).derive(key)
    return hmac.digest(derived, f"{kind}|{value.casefold()}".encode(), "sha256")


def withdrawn_mark(wave_id: str, pseudonym: bytes, trajectory: bytes | None) -> bytes:
    """The mark of withdrawn answers: 32 bytes."""
    return hashlib.sha256(b"|".join((b"withdrawn", wave_id.encode(), pseudonym, trajectory or b""))).digest()


def withdraw(studies: Session, responses: Session, secret: str) -> None:
    """Remove the answers of the link with this token, and keep a mark of it first. Commits studies, then responses.

    If it stops half-way, whoever withdraws tries again, or the night finishes it.
    """
    found = answers.standing(responses, secret)
    if found is not None and found.state is TicketState.USED and found.pseudonym is not None:
        keep(writing(studies), found.wave_id.partition("/")[0], [_mark_of(found, found.pseudonym)])
        studies.commit()
        answers.withdraw(responses, secret)


def _mark_of(found: Standing, pseudonym: bytes) -> bytes:
    return withdrawn_mark(found.wave_id, pseudonym, found.trajectory)


def keep(studies: Session, study_id: str, marks: Iterable[bytes]) -> None:
    """Store marks, in the caller's transaction. The process that answers may do this and read none of them."""
    dialect = sqlite if studies.get_bind().dialect.name == "sqlite" else postgresql
    rows = [{"mark": each, "study_id": study_id} for each in sorted(set(marks))]
    if rows:
        studies.execute(dialect.insert(Removal).on_conflict_do_nothing(), rows)


def of_erased(key: bytes, tickets: Iterable[bytes], lookups: Iterable[bytes]) -> list[bytes]:
    """The marks of the tickets (by hash) and typed codes (by lookup) of people who are erased."""
    tickets_, codes_ = ([(kind, each) for each in found] for kind, found in ((TICKET, tickets), (CODE, lookups)))
    return [mark(key, kind, each.hex()) for kind, each in (*tickets_, *codes_)]


def again(field: Field, study: Study) -> int:
    """Remove again what has a mark and is there all the same; how many rows. Commits responses."""
    marks = frozenset(field.studies.scalars(select(Removal.mark).where(Removal.study_id == study.id)))
    field.studies.rollback()
    if not marks:
        return 0
    session = writing(field.responses)
    waves = [designs.wave_id(study.id, wave.id) for wave in study.waves]
    number = _withdrawn(session, waves, marks)
    if study.id in field.keyring.held():
        number += _erased(session, waves, (field.keyring.keys(study.id).token, marks))
    session.commit()
    return number


def _withdrawn(responses: Session, waves: list[str], marks: frozenset[bytes]) -> int:
    """Answers that were withdrawn; and their tickets are used again, so that nobody answers in their place."""
    labels = (Response.wave_id, Response.pseudonym, Response.trajectory)
    gone = _marked(responses, select(Response.id, *labels).where(Response.wave_id.in_(waves)), marks)
    tickets = select(Ticket.hash, Ticket.wave_id, Ticket.pseudonym, Ticket.trajectory)
    tickets = tickets.where(Ticket.wave_id.in_(waves), Ticket.state != TicketState.USED)
    unused = _marked(responses, tickets, marks)
    responses.execute(delete(Draft).where(Draft.hash.in_(unused)))
    responses.execute(update(Ticket).where(Ticket.hash.in_(unused)).values(state=TicketState.USED))
    return _changed(responses.execute(delete(Response).where(Response.id.in_(gone))))


def _marked(
    responses: Session, rows: Select[Key, str, bytes | None, bytes | None], marks: frozenset[bytes]
) -> list[Key]:
    """The first column of the rows whose wave, pseudonym and trajectory have a mark."""
    found = responses.execute(rows)
    return [key for key, wave, label, about in found if label and withdrawn_mark(wave, label, about) in marks]


def _erased(responses: Session, waves: list[str], under: tuple[bytes, frozenset[bytes]]) -> int:
    """Tickets that were not used, with their drafts, and typed codes; `under` are the key and the marks."""
    key, marks = under
    hashes = responses.scalars(select(Ticket.hash).where(Ticket.wave_id.in_(waves), Ticket.state.in_(UNUSED)))
    gone = [each for each in hashes if mark(key, TICKET, each.hex()) in marks]
    lookups = responses.scalars(select(TypedCode.lookup).where(TypedCode.wave_id.in_(waves)))
    codes = [each for each in lookups if mark(key, CODE, each.hex()) in marks]
    number = _changed(responses.execute(delete(Ticket).where(Ticket.hash.in_(gone))))
    return number + _changed(responses.execute(delete(TypedCode).where(TypedCode.lookup.in_(codes))))


def _changed(done: Any) -> int:
    return cast(CursorResult[Any], done).rowcount
