"""Approval: an owner decides that a study may open as it is. What changes after that has to be approved again.

Approving loads the design, so that what was approved is what opens.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.questionnaires.editing import design
from survey.questionnaires.editing.design import EMPTY, Finding
from survey.questionnaires.instruments import used
from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import Purpose
from survey.storage.engines import writing
from survey.storage.studies import AuditEntry, StudyRow

from . import assembling, loading, preparing
from .assembling import Assembled
from .audit import Deed
from .loading import IsReady, Loaded
from .preparing import Saving

APPROVED = "approve study"
"""The deed in the audit log."""

UNSAID = N_("Say in whose words this is asked: {name}.")


class NotRightError(RefusedError):
    """Something is missing or wrong."""

    sentence = N_("This study cannot be approved yet: {number} things are missing or wrong. The checklist names them.")


class OwnWorkError(RefusedError):
    """The study asks for a second pair of eyes."""

    sentence = N_(
        "This study has to be approved by somebody else than who prepared it. Ask a colleague who is an owner."
    )


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a study when; `is_current` while nothing changed since."""

    by: str
    day: date
    is_current: bool


def approval(studies: Session, found: Assembled) -> Approval | None:
    """The last approval of a study that is being set up; None if there is none."""
    deeds = select(AuditEntry).where(AuditEntry.study_id == found.id, AuditEntry.action == APPROVED)
    last = studies.scalar(deeds.order_by(AuditEntry.id.desc()).limit(1))
    if last is None:
        return None
    return Approval(last.actor, last.at.date(), is_loaded(studies, found))


def is_loaded(studies: Session, found: Assembled) -> bool:
    """Whether the study was loaded just as it stands now."""
    row = studies.get(StudyRow, found.id)
    if row is None or found.study is None or row.document != found.study.model_dump_json(exclude_none=True):
        return False
    asked = found.asked()
    digests = {wave.id: asked[wave.questionnaire].digest() for wave in found.study.waves if wave.questionnaire in asked}
    return {wave.name: wave.digest for wave in row.waves} == digests


def lacking(found: Assembled) -> list[Finding]:
    """What a study lacks to be approved, besides what is wrong with its design: in whose words instruments of others
    are asked, and for a real study its data protection impact assessment."""
    said = {design.at(each, ("instrument",)) for each in design.entries(found.values, ("permissions",))}
    names = {str(design.at(wave, ("questionnaire",))) for wave in design.entries(found.values, ("waves",))}
    asked = [each for name in sorted(names) if (each := found.found.get(name))]
    unsaid = [each for each in used(asked) if each.id not in said]
    is_real = found.values.get("purpose", Purpose.REAL) == Purpose.REAL
    assessment = [Finding(("dpia",), EMPTY)] if is_real and "dpia" not in found.values else []
    return [*(Finding(("permissions",), UNSAID, {"name": each.name}) for each in unsaid), *assessment]


def approve(studies: Session, study_id: str, saving: Saving, is_ready: IsReady) -> None:
    """Approve a study as it stands, and load it. Commits.

    Raises:
        NotRightError, OwnWorkError, UnreadyLanguageError, designs.StudyInFieldError: nothing was changed.
    """
    studies.rollback()
    found = assembling.assembled(writing(studies), study_id)
    try:
        missing = [*found.findings, *found.wrong, *lacking(found)]
        if found.study is None or missing:
            raise NotRightError(number=len(missing))
        if found.study.second_person and saving.author in assembling.authors(studies, study_id):
            raise OwnWorkError
        loading.check_languages(found.study, is_ready)
        deed = Deed(saving.author, study_id, APPROVED, f"revision {found.document.number}")
        programme = preparing.programme_of(studies, study_id)
        loading.load(studies, Loaded(found.study, found.asked(), programme), deed, saving.at)
    except RefusedError:
        studies.rollback()
        raise
    studies.commit()
