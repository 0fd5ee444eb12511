"""Studies that are being set up: documents that are not yet right, each with all its revisions.

A document is YAML: the design of the study, called `DESIGN`, or a questionnaire under its id. Nothing is lost: undoing
goes back to what the current revision was made from, and what is saved after that stands beside what was undone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_, RefusedError
from survey.storage.studies import Preparation, Prepared, Revision, StudyRow

DESIGN = "study"
"""The name of the document that holds the design; no questionnaire may have it."""


class AlreadyPreparedError(RefusedError):
    """There is a study with this id."""

    sentence = N_("There is a study “{study}” already. Choose another short name.")


class AlreadyThereError(RefusedError):
    """The study has a document with this name."""

    sentence = N_("There is a questionnaire “{name}” already. Choose another short name.")


class UnknownDocumentError(RefusedError):
    """The study has no document with this name."""

    sentence = N_("Study {study} has no questionnaire “{name}” in preparation.")


class ChangedMeanwhileError(RefusedError):
    """Somebody else, or another window, saved the document since it was read."""

    sentence = N_(
        "This was changed meanwhile, by {author}. Your change was not saved. Look at what is there now, and change "
        "it again."
    )


class NothingToUndoError(RefusedError):
    """The document is as it began, or as it was last saved."""

    sentence = N_("There is nothing to undo or to do again.")


@dataclass(frozen=True, slots=True)
class Saving:
    """Who saves something when, and why, in a few words for the history."""

    author: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it is now. `number` is its revision: give it back when you save."""

    study: str
    name: str
    number: int
    text: str
    can_undo: bool
    can_redo: bool


@dataclass(frozen=True, slots=True)
class Version:
    """A revision in the history of a document."""

    number: int
    based_on: int
    at: datetime
    author: str
    note: str
    text: str


def programme_of(studies: Session, study_id: str) -> str | None:
    """The programme of a study that is being set up; None if there is none with this id."""
    return studies.scalar(select(Preparation.programme_id).where(Preparation.study_id == study_id))


def begin(studies: Session, study_id: str, programme_id: str, texts: Mapping[str, str], saving: Saving) -> None:
    """Begin to set up a study with these documents by name. The caller commits.

    Raises:
        AlreadyPreparedError: there is a study with this id, loaded or being set up.
    """
    if studies.get(Preparation, study_id) or studies.get(StudyRow, study_id):
        raise AlreadyPreparedError(study=study_id)
    studies.add(Preparation(study_id=study_id, programme_id=programme_id, begun=saving.at.date()))
    studies.flush()
    for name, text in texts.items():
        add(studies, study_id, name, text, saving)


def add(studies: Session, study_id: str, name: str, text: str, saving: Saving) -> None:
    """Add a document to a study that is being set up. The caller commits.

    Raises:
        AlreadyThereError: the study has a document with this name.
    """
    if studies.get(Prepared, (study_id, name)):
        raise AlreadyThereError(name=name)
    row = Prepared(study_id=study_id, name=name, current=0)
    studies.add(row)
    studies.flush()
    _revise(studies, row, 1, text, saving)


def names(studies: Session, study_id: str) -> Sequence[str]:
    """The names of a study's documents, in alphabetical order."""
    return studies.scalars(select(Prepared.name).where(Prepared.study_id == study_id).order_by(Prepared.name)).all()


def read(studies: Session, study_id: str, name: str) -> Document:
    """A document as it is now; `UnknownDocumentError` if there is none with this name."""
    row = _found(studies, study_id, name)
    revision = studies.get_one(Revision, (study_id, name, row.current))
    redo = _after(studies, row) is not None
    return Document(study_id, name, row.current, revision.text, can_undo=revision.based_on > 0, can_redo=redo)


def save(studies: Session, document: Document, text: str, saving: Saving) -> int:
    """Save a new text for a document that was read; the number of the revision. The caller commits.

    The same text again saves nothing.

    Raises:
        UnknownDocumentError: it was removed meanwhile.
        ChangedMeanwhileError: it was saved, undone or done again since it was read.
    """
    row = _unchanged(studies, document)
    if text == document.text:
        return document.number
    last = studies.scalar(select(func.max(Revision.number)).where(*_of(row)))
    number = (last or 0) + 1
    _revise(studies, row, number, text, saving)
    return number


def undo(studies: Session, document: Document) -> int:
    """Go back to what a document was made from; the number of that revision. The caller commits.

    Raises:
        UnknownDocumentError, ChangedMeanwhileError: as for `save`.
        NothingToUndoError: it is as it began.
    """
    row = _unchanged(studies, document)
    before = studies.get_one(Revision, (row.study_id, row.name, row.current)).based_on
    if not before:
        raise NothingToUndoError
    row.current = before
    studies.flush()
    return before


def redo(studies: Session, document: Document) -> int:
    """Do again what was undone last; the number of that revision. The caller commits.

    Raises:
        UnknownDocumentError, ChangedMeanwhileError: as for `save`.
        NothingToUndoError: nothing was made from what there is now.
    """
    row = _unchanged(studies, document)
    after = _after(studies, row)
    if after is None:
        raise NothingToUndoError
    row.current = after
    studies.flush()
    return after


def history(studies: Session, study_id: str, name: str) -> list[Version]:
    """Every revision of a document, the newest first; empty if there is none with this name."""
    query = select(Revision).where(Revision.study_id == study_id, Revision.name == name)
    rows = studies.scalars(query.order_by(Revision.number.desc()))
    return [Version(row.number, row.based_on, row.at, row.author, row.note, row.text) for row in rows]


def remove(studies: Session, document: Document) -> None:
    """Remove a document with its history. The caller commits.

    Raises:
        UnknownDocumentError, ChangedMeanwhileError: as for `save`.
    """
    studies.delete(_unchanged(studies, document))
    studies.flush()


def stop(studies: Session, study_id: str) -> None:
    """Remove a study that is being set up, with all its documents. The caller commits."""
    row = studies.get(Preparation, study_id)
    if row is not None:
        studies.delete(row)
        studies.flush()


def _found(studies: Session, study_id: str, name: str) -> Prepared:
    row = studies.get(Prepared, (study_id, name))
    if row is None:
        raise UnknownDocumentError(study=study_id, name=name)
    return row


def _unchanged(studies: Session, document: Document) -> Prepared:
    row = _found(studies, document.study, document.name)
    if row.current != document.number:
        author = studies.get_one(Revision, (row.study_id, row.name, row.current)).author
        raise ChangedMeanwhileError(author=author)
    return row


def _after(studies: Session, row: Prepared) -> int | None:
    return studies.scalar(select(func.max(Revision.number)).where(*_of(row), Revision.based_on == row.current))


def _of(row: Prepared) -> tuple[ColumnElement[bool], ...]:
    return Revision.study_id == row.study_id, Revision.name == row.name


def _revise(studies: Session, row: Prepared, number: int, text: str, saving: Saving) -> None:
    made = Revision(study_id=row.study_id, name=row.name, number=number, based_on=row.current, text=text)
    made.author, made.at, made.note = saving.author, saving.at, saving.note
    studies.add(made)
    row.current = number
    studies.flush()
