"""Stopping: somebody told the helpdesk that they want no more mail."""

from sqlalchemy import or_, select

from survey.questionnaires.study import Study
from survey.storage.contacts import Contact
from survey.storage.engines import writing

from . import audit, panel, suppression
from .audit import Deed
from .waves import Field

STOPPED = "stop mails"
"""The deed in the audit log; its detail is how many contacts it was about."""


def stop(field: Field, study: Study, who: str) -> int:
    """Send nothing more to whoever has this number or address; how many contacts that is. Commits contacts, then
    studies; what they answered stays, and their links keep working.

    Raises:
        panel.UnknownPersonError: nothing was changed.
    """
    wanted = who.strip()
    named = or_(Contact.number == wanted, Contact.address == wanted.lower())
    found = list(field.contacts.scalars(select(Contact.id).where(Contact.study_id == study.id, named)))
    field.contacts.rollback()
    if not wanted or not found:
        raise panel.UnknownPersonError(study=study.id, who=wanted)
    for contact_id in found:
        suppression.stop(field.contacts, contact_id, field.now.date())
    field.studies.rollback()
    deed = Deed(field.actor, study.id, STOPPED, str(len(found)))
    audit.record(writing(field.studies), field.now, deed)
    field.studies.commit()
    return len(found)
