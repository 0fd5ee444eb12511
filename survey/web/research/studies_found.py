"""A study as a page of the workspace finds it: its design, its title, and where its waves stand."""

from flask import abort

from survey.extensions import stores
from survey.fieldwork import designs
from survey.questionnaires.study import Study
from survey.questionnaires.wording import spoken
from survey.storage.studies import Stage

from ..words import language


def waves_of(study: str) -> tuple[Study, dict[str, Stage]]:
    """The design of a study, and the stage of each wave by its name; 404 if there is no such study."""
    with stores().studies() as session:
        try:
            design = designs.find(session, study)
        except designs.UnknownStudyError:
            abort(404)
        stages = {wave: Stage(stage) for owner, wave, stage in designs.overview(session) if owner == study}
    return design, stages


def title_of(study: Study) -> str:
    """The title of a study in this page's language."""
    return spoken(study.title, language())
