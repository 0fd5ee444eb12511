"""Erasing somebody, and keeping them erased: also when an old copy of the contacts, or of the programme's file, comes.

For that a mark is kept of who was erased: a hash of the programme's own id and of the address under a key of the study.
Without the key it says nothing, and it goes when the key goes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from survey.questionnaires.study import Study
from survey.storage.contacts import Contact, Enrolment
from survey.storage.engines import writing
from survey.storage.responses import Ticket, TicketState
from survey.storage.studies import Cohort, Erasure, WaveRow

from . import audit, codes, panel, removals
from .audit import Deed
from .keyring import KeyGoneError, Keyring
from .removals import mark
from .tokens import Form, form_code, form_token, ticket_hash
from .waves import Field


@dataclass(frozen=True, slots=True)
class Rights:
    """What people have a right to answer with: tickets by their hashes, and typed codes by their lookups."""

    tickets: list[bytes]
    codes: list[bytes]


def erase(field: Field, study: Study, who: str) -> int:
    """Erase whoever has this id or address; how many contacts went. Commits studies, then responses, then contacts.

    What they did not use goes too: open tickets with their drafts, and typed codes. Answers stay, without a way back.
    If it stops half-way, `again` finishes it.

    Raises:
        UnknownPersonError, KeyGoneError: nothing was changed.
    """
    named = or_(Contact.number == who, Contact.address == who.lower())
    people = select(Contact.id, Contact.number, Contact.address).where(Contact.study_id == study.id, named)
    found = field.contacts.execute(people).all()
    if not found:
        raise panel.UnknownPersonError(study=study.id, who=who)
    keys = _key(field, study)
    marks = {each for row in found for each in _marks(keys, row.number, row.address)}
    rights = _rights(field, keys, [row.id for row in found])
    _keep(writing(field.studies), study.id, marks, field.now.date())
    removals.keep(field.studies, study.id, removals.of_erased(keys, rights.tickets, rights.codes))
    audit.record(field.studies, field.now, Deed(field.actor, study.id, "erase", str(len(found))))
    field.studies.commit()
    _forget(field, study, rights, [row.id for row in found])
    return len(found)


def again(field: Field, study: Study) -> int:
    """Erase everybody who has a mark and is on the panel all the same; how many. Commits responses, then contacts."""
    marks = known(field.studies, study.id)
    field.studies.rollback()
    if not marks:
        return 0
    keys = field.keyring.keys(study.id).token
    found = marked(field.contacts, study.id, keys, marks)
    field.contacts.rollback()
    if found:
        _forget(field, study, _rights(field, keys, found), found)
    return len(found)


def known(studies: Session, study_id: str) -> frozenset[bytes]:
    """The marks of a study."""
    return frozenset(studies.scalars(select(Erasure.mark).where(Erasure.study_id == study_id)))


def drop_marked(contacts: Session, studies: Session, keyring: Keyring, study_id: str) -> int:
    """Take those who were erased before off the panel again, in the caller's transaction on contacts; how many.

    Raises:
        KeyGoneError: there are marks, and nobody can say of whom.
    """
    marks = known(studies, study_id)
    studies.rollback()
    if not marks:
        return 0
    found = marked(contacts, study_id, keyring.keys(study_id).token, marks)
    contacts.execute(delete(Contact).where(Contact.id.in_(found)))
    return len(found)


def marked(contacts: Session, study_id: str, key: bytes, marks: frozenset[bytes]) -> list[int]:
    """The ids of the contacts of a study that have a mark."""
    rows = contacts.execute(select(Contact.id, Contact.number, Contact.address).where(Contact.study_id == study_id))
    return [row.id for row in rows if not marks.isdisjoint(_marks(key, row.number, row.address))]


def _key(field: Field, study: Study) -> bytes:
    """The key of the study's marks, made if its fieldwork has not begun."""
    try:
        return field.keyring.keys(study.id).token
    except KeyGoneError:
        begun = select(Cohort.id).join(WaveRow, WaveRow.id == Cohort.wave_id).where(WaveRow.study_id == study.id)
        if field.studies.scalar(begun.limit(1)):
            raise
        return field.keyring.create(study.id).token
    finally:
        field.studies.rollback()
        field.contacts.rollback()


def _marks(key: bytes, number: str | None, address: str | None) -> Iterable[bytes]:
    named = (("number", number), ("address", address))
    return [mark(key, kind, value) for kind, value in named if value]


def _keep(studies: Session, study_id: str, marks: Iterable[bytes], day: date) -> None:
    dialect = sqlite if studies.get_bind().dialect.name == "sqlite" else postgresql
    rows = [{"mark": each, "study_id": study_id, "day": day} for each in sorted(marks)]
    studies.execute(dialect.insert(Erasure).on_conflict_do_nothing(), rows)


def _rights(field: Field, key: bytes, ids: Sequence[int]) -> Rights:
    """Everything that these people may answer with, or could when they did."""
    columns = (Enrolment.wave_id, Enrolment.contact_id, Enrolment.trajectory_id, Enrolment.round)
    rows = field.contacts.execute(select(*columns).where(Enrolment.contact_id.in_(ids))).all()
    field.contacts.rollback()
    forms = [(row.wave_id, Form(*row[1:])) for row in rows]
    lookups = codes.lookups(field.responses, [form_code(key, wave, form) for wave, form in forms])
    return Rights([ticket_hash(form_token(key, wave, form)) for wave, form in forms], lookups)


def _forget(field: Field, study: Study, rights: Rights, ids: Sequence[int]) -> None:
    """Rights that were not used, then the people."""
    codes.forget(field.responses, rights.codes)
    unused = Ticket.hash.in_(rights.tickets) & Ticket.state.in_([TicketState.OPEN, TicketState.CLOSED])
    writing(field.responses).execute(delete(Ticket).where(unused))
    field.responses.commit()
    panel.erase_all(writing(field.contacts), study.id, ids)
    field.contacts.commit()
