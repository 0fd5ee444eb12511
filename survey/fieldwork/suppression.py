"""Suppression: the people of a study to whom no mail goes any more. Whoever asked for it can undo it."""

from datetime import date

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from survey.storage.contacts import Contact, StopReason, Suppression
from survey.storage.engines import writing

OWN_WISH = (StopReason.ASKED, StopReason.COMPLAINED)
"""What a person can take back. An address that does not exist stays stopped until it is corrected."""


def is_suppressed() -> ColumnElement[bool]:
    """Whether a contact, or somebody else in the study with the same address, gets no mail. The query has Contact."""
    same = aliased(Contact)
    query = select(Suppression.contact_id).join(same, same.id == Suppression.contact_id)
    return query.where(same.study_id == Contact.study_id, same.address == Contact.address).exists()


def suppress(contacts: Session, contact_id: int, reason: StopReason, day: date) -> None:
    """Send a contact nothing any more, in the caller's transaction; repeating it changes nothing."""
    dialect = sqlite if contacts.get_bind().dialect.name == "sqlite" else postgresql
    row = {"contact_id": contact_id, "reason": reason, "day": day}
    contacts.execute(dialect.insert(Suppression).values(row).on_conflict_do_nothing())


def stop(contacts: Session, contact_id: int, day: date) -> None:
    """The person wants no more mail. Commits; somebody who was erased meanwhile gets none anyway."""
    try:
        suppress(writing(contacts), contact_id, StopReason.ASKED, day)
        contacts.commit()
    except IntegrityError:
        contacts.rollback()


def go_on(contacts: Session, contact_id: int) -> None:
    """The person wants mail again. Commits."""
    own = (Suppression.contact_id == contact_id) & Suppression.reason.in_(OWN_WISH)
    writing(contacts).execute(delete(Suppression).where(own))
    contacts.commit()


def has_stopped(contacts: Session, contact_id: int) -> bool:
    """Whether the person asked for no more mail."""
    own = (Suppression.contact_id == contact_id) & Suppression.reason.in_(OWN_WISH)
    found = contacts.scalar(select(Suppression.contact_id).where(own).limit(1))
    contacts.rollback()
    return found is not None
