"""Answering: find the ticket behind a link, save a page, submit. Touches the responses database and nothing else."""

import uuid
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from sqlalchemy import (
    CursorResult,
    Executable,
    LargeBinary,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    literal,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from survey.questionnaires import routing
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Answers
from survey.questionnaires.problems import N_, RefusedError
from survey.storage.engines import writing
from survey.storage.responses import Draft as DraftRow
from survey.storage.responses import OpenText, Response, Ticket, TicketState

from .drafts import Draft, seal, unseal
from .tokens import ticket_hash

ATTEMPTS = 5

# Statements are built once: every page of every participant needs them.
_drafts = cast(Table, DraftRow.__table__)
_tickets = cast(Table, Ticket.__table__)
_KEY = bindparam("key", type_=LargeBinary)
_IS_OPEN = and_(Ticket.hash == _KEY, Ticket.state == TicketState.OPEN)
_FIND = select(
    Ticket.wave_id,
    Ticket.digest,
    Ticket.language,
    Ticket.pseudonym,
    Ticket.trajectory,
    Ticket.attributes,
    Ticket.state,
    Ticket.closes,
    DraftRow.rev,
    DraftRow.sealed,
)
_FIND = _FIND.outerjoin(DraftRow, DraftRow.hash == Ticket.hash).where(Ticket.hash == _KEY)
_NEWER_DRAFT = (
    update(_drafts)
    .where(DraftRow.hash == _KEY, DraftRow.rev == bindparam("read"))
    .values(rev=bindparam("next"), sealed=bindparam("seal"))
)
_OPEN_TICKET = select(Ticket.hash, literal(1), bindparam("seal", type_=LargeBinary)).where(_IS_OPEN).with_for_update()
_FIRST_DRAFT = {
    dialect.dialect.name: dialect.insert(_drafts)
    .from_select(["hash", "rev", "sealed"], _OPEN_TICKET)
    .on_conflict_do_nothing()
    for dialect in (sqlite, postgresql)
}
_USE_TICKET = update(_tickets).where(_IS_OPEN).values(state=TicketState.USED)
_DECLINE = update(_tickets).where(_IS_OPEN).values(state=TicketState.DECLINED)
_OWN_RESPONSE = and_(
    Response.wave_id == bindparam("wave"),
    Response.pseudonym == bindparam("label"),
    Response.trajectory == bindparam("about"),
)
_IS_STORED = select(exists(select(Response.wave_id).where(_OWN_RESPONSE)))
_WITHDRAW = delete(cast(Table, Response.__table__)).where(_OWN_RESPONSE)
_DROP_DRAFT = delete(_drafts).where(DraftRow.hash == _KEY).returning(DraftRow.rev)


class NotSavedError(RefusedError):
    """Other tabs kept saving at the same moment."""

    sentence = N_("Your answer was not saved. Please try again.")


class InvalidAnswersError(ValueError):
    """A submission holds values that the questionnaire does not know: `keys` names the answers."""

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys
        super().__init__(f"Not an answer to the question: {', '.join(keys)}.")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands: the ticket's state and the draft so far. `rev` is 0 where nothing was saved yet."""

    secret: str
    wave_id: str
    digest: str
    language: str
    pseudonym: bytes | None
    trajectory: bytes | None
    attributes: dict[str, str]
    state: TicketState
    closes: date
    rev: int
    draft: Draft

    def is_live(self, today: date) -> bool:
        """Whether answers can still be given."""
        return self.state is TicketState.OPEN and today <= self.closes


def standing(session: Session, secret: str) -> Standing | None:
    """What the link with this token gives a right to; None if no ticket was made for it.

    One statement, in a transaction of its own: whoever saves later begins a new one and relies on `rev`. What cannot be
    a token is looked for too, so that nobody can tell by the time it takes.
    """
    row = session.execute(_FIND, {"key": ticket_hash(secret)}).one_or_none()
    session.rollback()
    if row is None:
        return None
    return Standing(
        secret=secret,
        wave_id=row.wave_id,
        digest=row.digest,
        language=row.language,
        pseudonym=row.pseudonym,
        trajectory=row.trajectory,
        attributes=row.attributes,
        state=TicketState(row.state),
        closes=row.closes,
        rev=row.rev or 0,
        draft=unseal(secret, row.sealed) if row.sealed else Draft(),
    )


def save(
    session: Session, found: Standing, page: str | None, changes: Answers, language: str | None = None
) -> Standing:
    """Keep the answers of one page, and the language it was shown in, and return the new standing. Commits.

    Raises:
        NotSavedError: other tabs saved in between, `ATTEMPTS` times in a row.
    """
    for _ in range(ATTEMPTS):
        draft = Draft(_merged(found.draft.answers, changes), page, language or found.draft.language)
        if _write(session, found, seal(found.secret, draft)):
            session.commit()
            return replace(found, rev=found.rev + 1, draft=draft)
        session.rollback()
        again = standing(session, found.secret)
        if again is None or again.state is not TicketState.OPEN:
            return again or found
        found = again
    raise NotSavedError


def submit(
    session: Session, found: Standing, questionnaire: Questionnaire, today: date, changes: Answers
) -> TicketState:
    """Turn the draft and the last page's `changes` into a response. Commits; submitting twice leaves one response.

    Returns the state of the ticket: `used` if a response is stored, now or earlier; anything else means that the wave
    was closed, or that the person declined, in between, and that nothing was stored.

    Raises:
        InvalidAnswersError: an answer is no answer to its question; the ticket stays open.
        NotSavedError: other tabs saved in between, `ATTEMPTS` times in a row.
    """
    for _ in range(ATTEMPTS):
        answers = routing.prune(questionnaire, _merged(found.draft.answers, changes))
        if wrong := routing.invalid(questionnaire, answers):
            raise InvalidAnswersError(wrong)
        if _use_ticket(session, found) and _drop_draft(session, found):
            _insert(session, found, questionnaire, answers, today)
            session.commit()
            return TicketState.USED
        session.rollback()
        again = standing(session, found.secret)
        if again is None or again.state is not TicketState.OPEN:
            return again.state if again else TicketState.CLOSED
        found = again
    raise NotSavedError


def decline(session: Session, secret: str) -> None:
    """The person does not want to take part: no link, no reminder any more, and no draft left. Commits."""
    key = {"key": ticket_hash(secret)}
    writing(session)
    session.execute(_DECLINE, key)
    session.execute(_DROP_DRAFT, key)
    session.commit()


def withdraw(session: Session, secret: str) -> Standing | None:
    """Delete the response of the link with this token, if its ticket is used. Commits; twice is as good as once.

    Wave, pseudonym and trajectory find it, so that it can be done in linked studies only. The ticket stays used:
    nobody answers twice. What the person wrote in their own words stays, because nothing says any more that it is
    theirs. Returns where the link stands; None if no ticket was made for it.
    """
    found = standing(session, secret)
    if found is not None and found.state is TicketState.USED and found.pseudonym is not None:
        writing(session)
        session.execute(_WITHDRAW, _own(found))
        session.commit()
    return found


def is_withdrawn(session: Session, found: Standing) -> bool:
    """Whether the response of a used ticket is gone again. Without a pseudonym nothing can be withdrawn."""
    if found.state is not TicketState.USED or found.pseudonym is None:
        return False
    stored = session.scalar(_IS_STORED, _own(found))
    session.rollback()
    return not stored


def _own(found: Standing) -> dict[str, Any]:
    return {"wave": found.wave_id, "label": found.pseudonym, "about": found.trajectory}


def _merged(answers: Answers, changes: Answers) -> Answers:
    """`None` in `changes` empties an answer."""
    return {key: answer for key, answer in (answers | changes).items() if answer is not None}


def _changed(session: Session, statement: Executable, values: dict[str, Any]) -> int:
    """How many rows a statement wrote. For an INSERT from a SELECT the number is lost unless it is asked for."""
    done = session.execute(statement, values, execution_options={"preserve_rowcount": True})
    return cast(CursorResult[Any], done).rowcount


def _write(session: Session, found: Standing, sealed: bytes) -> bool:
    """Insert or update the draft if nobody saved since it was read; a ticket that is no longer open gets none."""
    writing(session)
    values = {"key": ticket_hash(found.secret), "seal": sealed}
    if found.rev:
        return _changed(session, _NEWER_DRAFT, values | {"read": found.rev, "next": found.rev + 1}) == 1
    return _changed(session, _FIRST_DRAFT[session.get_bind().dialect.name], values) == 1


def _use_ticket(session: Session, found: Standing) -> bool:
    writing(session)
    return _changed(session, _USE_TICKET, {"key": ticket_hash(found.secret)}) == 1


def _drop_draft(session: Session, found: Standing) -> bool:
    """Delete the draft; False if it is a newer one than was read, whose answers must not be lost."""
    return (session.scalar(_DROP_DRAFT, {"key": ticket_hash(found.secret)}) or 0) == found.rev


def _insert(session: Session, found: Standing, questionnaire: Questionnaire, answers: Answers, today: date) -> None:
    """Insert the response, and the person's own words apart from it. Attributes and pseudonyms come from the ticket."""
    texts = {key for item in questionnaire.items() for key in item.text_keys()}
    closed = {key: answer for key, answer in answers.items() if key not in texts}
    response = Response(
        id=uuid.uuid4(),
        wave_id=found.wave_id,
        digest=found.digest,
        pseudonym=found.pseudonym,
        trajectory=found.trajectory,
        attributes=found.attributes,
        language=found.language,
        period=f"{today.year}Q{(today.month + 2) // 3}",
        answers=closed,
    )
    words = [
        OpenText(id=uuid.uuid4(), wave_id=found.wave_id, item=key, text=answers[key])
        for key in sorted(texts & answers.keys())
    ]
    session.add_all([response, *words])
    session.flush()
