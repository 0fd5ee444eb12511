"""The desk: what pages of the workspace work with: databases, who is logged in, and the study in the address."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import abort
from flask_babel import format_date
from flask_security import current_user
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from survey.extensions import keyring, now, settings, stores
from survey.fieldwork import assembling, preparing
from survey.fieldwork.assembling import Assembled
from survey.fieldwork.preparing import Saving
from survey.fieldwork.waves import Field
from survey.languages import translator
from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.teller import Teller
from survey.storage.engines import writing

from ..words import language

NOT_ALLOWED = "42501"
"""PostgreSQL's code for a right that a role does not have."""


class ApartError(RefusedError):
    """With a database role for each process, pages for staff do not write what belongs to answers."""

    sentence = N_("These pages may not do this here: databases are kept apart. In a terminal: {command}")


def check_apart(fault: ProgrammingError) -> None:
    """Raise anything but that a database role does not have a right."""
    if getattr(fault.orig, "sqlstate", "") != NOT_ALLOWED:
        raise fault


class FrozenDesignError(RefusedError):
    """People have seen the study as it is."""

    sentence = N_(
        "This study has begun, so its design is frozen: answers belong to what people saw. To change it, begin a new "
        "study as a copy of this one."
    )


def saving(note: str) -> Saving:
    """Whoever is logged in saves something now."""
    return Saving(current_user.email, now(), note)


def prepared(session: Session, study: str) -> Assembled:
    """The study in the address that is being set up; 404 if there is none."""
    try:
        return assembling.assembled(session, study)
    except preparing.UnknownDocumentError:
        abort(404)


@contextmanager
def drafting() -> Iterator[Session]:
    """A session that writes to studies; committed if nothing was raised."""
    with stores().studies() as session:
        yield writing(session)
        session.commit()


@contextmanager
def field() -> Iterator[Field]:
    """What fieldwork works with, for whoever is logged in."""
    here = stores()
    with here.studies() as studies, here.contacts() as contacts, here.responses() as responses:
        can_mail = bool(settings().smtp_url)
        yield Field(studies, contacts, responses, keyring(), now(), current_user.email, can_mail)


def teller() -> Teller:
    """Who tells about a study, in the language of the page."""
    return Teller(language(), translator(language()).gettext, lambda day: str(format_date(day, "long")))
