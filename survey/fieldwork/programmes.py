"""Programmes: what studies belong to, and what roles are held in."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import Study
from survey.questionnaires.wording import SLUG, spoken
from survey.storage.studies import Programme, StudyRow

from . import audit, preparing
from .audit import Deed

LONGEST = 60
SPOKEN = "nl"
FOUNDED = "found programme"
"""The deed in the audit log."""


class UnknownProgrammeError(RefusedError):
    """There is no programme with this id."""

    sentence = N_("There is no programme “{programme}”. There are: {known}. Make one: survey programmes add")


class WrongProgrammeError(RefusedError):
    """What was given is no id of a programme, or it has no name."""

    sentence = N_(
        "“{programme}” cannot be the id of a programme. Use lower-case letters, digits and hyphens, and give a name."
    )


class ProgrammeThereError(RefusedError):
    """There is a programme with this id."""

    sentence = N_("There is a programme “{programme}” already.")


@dataclass(frozen=True, slots=True)
class Office:
    """Who decides about programmes and roles, when, in which database."""

    studies: Session
    now: datetime
    actor: str


def found(office: Office, programme: str, name: str) -> None:
    """Make a programme; the caller commits.

    Raises:
        WrongProgrammeError, ProgrammeThereError: the id cannot be used.
    """
    name = " ".join(name.split())
    if not re.fullmatch(SLUG, programme) or len(programme) > LONGEST or not name:
        raise WrongProgrammeError(programme=programme)
    if office.studies.get(Programme, programme) is not None:
        raise ProgrammeThereError(programme=programme)
    office.studies.add(Programme(id=programme, name=name[:200]))
    office.studies.flush()
    audit.record(office.studies, office.now, Deed(office.actor, "", FOUNDED, name, programme))


def known(studies: Session) -> list[Programme]:
    """Every programme, by name."""
    return list(studies.scalars(select(Programme).order_by(Programme.name, Programme.id)))


def find(studies: Session, programme: str) -> Programme:
    """The programme; `UnknownProgrammeError` if there is none."""
    row = studies.get(Programme, programme)
    if row is None:
        there = ", ".join(sorted(each.id for each in known(studies)))
        raise UnknownProgrammeError(programme=programme, known=there or "-")
    return row


def place(studies: Session, study: Study, programme: str | None) -> str:
    """The id of the programme that a design comes into: the one that is given, else the one that it names.

    That one is made if it is not there.
    """
    if programme is not None:
        return find(studies, programme).id
    name = spoken(study.programme, SPOKEN)
    programme = slug(name) or study.id
    if studies.get(Programme, programme) is None:
        studies.add(Programme(id=programme, name=name[:200]))
        studies.flush()
    return programme


def slug(name: str) -> str:
    """An id made of a name: `Jobcoaching Amsterdam` gives `jobcoaching-amsterdam`. Empty if nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).lstrip("-0123456789")[:LONGEST].strip("-")


def of_study(studies: Session, study_id: str) -> str | None:
    """The programme of a study, loaded or being set up; None if there is no such study, or it has none."""
    loaded = studies.execute(select(StudyRow.programme_id).where(StudyRow.id == study_id)).one_or_none()
    return loaded.programme_id if loaded else preparing.programme_of(studies, study_id)


def studies_in(studies: Session, programmes: frozenset[str]) -> frozenset[str]:
    """The loaded studies of some programmes."""
    return frozenset(studies.scalars(select(StudyRow.id).where(StudyRow.programme_id.in_(programmes))))
