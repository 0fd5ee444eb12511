"""Assembling: a study that is being set up as a whole, its design with its questionnaires, and what is wrong."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.questionnaires import catalogue
from survey.questionnaires.checks import check_questionnaire
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.editing import design
from survey.questionnaires.editing.design import Finding, Found, Values
from survey.questionnaires.loader import read
from survey.questionnaires.problems import ProblemsFoundError, Source
from survey.questionnaires.study import Study
from survey.storage.studies import Revision, Stage, WaveRow

from . import preparing
from .preparing import DESIGN, Document


@dataclass(frozen=True, slots=True)
class Assembled:
    """A study that is being set up. `study` is None while the form of its design is not right.

    `own` has its questionnaires in preparation, `found` these and those of the library that its waves ask.
    """

    document: Document
    values: Values
    study: Study | None
    own: Found
    found: Found
    findings: tuple[Finding, ...]

    @property
    def id(self) -> str:
        """The id of the study."""
        return self.document.study

    @property
    def is_right(self) -> bool:
        """Whether it can be loaded: nothing is wrong with the design, nor with a questionnaire that it asks."""
        return self.study is not None and not self.findings and not self.wrong

    @property
    def wrong(self) -> list[str]:
        """The questionnaires that are asked and have problems of their own."""
        named = {str(design.at(wave, ("questionnaire",))) for wave in design.entries(self.values, ("waves",))}
        return sorted(name for name in named if name in self.found and self.found[name] is None)

    def asked(self) -> dict[str, Questionnaire]:
        """The questionnaires that the waves ask, by id, as far as nothing is wrong with them."""
        waves = self.study.waves if self.study else ()
        return {wave.questionnaire: each for wave in waves if (each := self.found.get(wave.questionnaire))}


def assembled(studies: Session, study_id: str, values: Values | None = None) -> Assembled:
    """The study as it stands now, or as it would with these values.

    Raises:
        UnknownDocumentError: no study with this id is being set up.
    """
    document = preparing.read(studies, study_id, DESIGN)
    values = design.read(document.text) if values is None else values
    values = {"id": study_id} | values | {"id": study_id}
    own = {
        name: _questionnaire(studies, study_id, name) for name in preparing.names(studies, study_id) if name != DESIGN
    }
    asked = {str(design.at(wave, ("questionnaire",))) for wave in design.entries(values, ("waves",))}
    shipped = catalogue.shipped_questionnaires()
    found = {name: catalogue.questionnaire(name) for name in sorted(asked) if name in shipped} | own
    examined = design.examine(values, found)
    return Assembled(document, values, examined.study, own, found, examined.findings)


def _questionnaire(studies: Session, study_id: str, name: str) -> Questionnaire | None:
    """A questionnaire in preparation; None while something is wrong with it."""
    text = preparing.read(studies, study_id, name).text
    try:
        located = read(Source(name, text), Questionnaire)
    except ProblemsFoundError:
        return None
    if check_questionnaire(located) or located.document.id != name:
        return None
    return located.document


def has_begun(studies: Session, study_id: str) -> bool:
    """Whether a wave of a study is, or was, in the field: its design is frozen then."""
    begun = (WaveRow.study_id == study_id) & (WaveRow.stage != Stage.PLANNED)
    return studies.scalar(select(WaveRow.id).where(begun).limit(1)) is not None


def authors(studies: Session, study_id: str) -> frozenset[str]:
    """Everybody who saved something of a study that is being set up."""
    return frozenset(studies.scalars(select(Revision.author).where(Revision.study_id == study_id).distinct()))
