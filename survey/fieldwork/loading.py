"""Loading: a checked design comes into the database, with a line in the audit log. Files and the workspace share it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import Study

from . import audit, designs
from .audit import Deed

IsReady = Callable[[str], bool]
"""Whether buttons, errors and mails have words in a language."""


class UnreadyLanguageError(RefusedError):
    """People would be asked in a language in which our own buttons, errors and mails are not."""

    sentence = N_(
        "Study {study} asks people in “{language}”, but buttons, errors and mails lack words in it. "
        "Complete translations/{language}, or leave the language out."
    )


def check_languages(study: Study, is_ready: IsReady) -> None:
    """Raise `UnreadyLanguageError` for a study in a language that is not ready."""
    for language in study.languages:
        if not is_ready(language):
            raise UnreadyLanguageError(study=study.id, language=language)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A checked design with its questionnaires by id; `programme` as for `designs.load`."""

    study: Study
    questionnaires: Mapping[str, Questionnaire]
    programme: str | None = None


def load(studies: Session, loaded: Loaded, deed: Deed, now: datetime) -> None:
    """Store a design and note the deed. The caller has begun a writing transaction, and commits.

    Raises:
        designs.StudyInFieldError: a wave of the study was opened already.
        programmes.UnknownProgrammeError: there is no such programme.
    """
    designs.load(studies, loaded.study, loaded.questionnaires, now.date(), loaded.programme)
    audit.record(studies, now, deed)
