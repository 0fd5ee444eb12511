"""A study as a page of the workspace finds it: its design, its title, and where its waves stand."""

from flask import abort

from survey.extensions import stores
from survey.fieldwork import designs
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.study import Study, Wave
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


def questionnaire_of(study: str, wave: str) -> Questionnaire:
    """The questionnaire that a wave asks; 404 if there is no such wave."""
    with stores().studies() as session:
        found = designs.frozen_wave(session, designs.wave_id(study, wave))
    return found.questionnaire if found else abort(404)


def closed_wave(study: str, wave: str) -> tuple[Study, Wave]:
    """A closed wave with its study; 404 for any other."""
    design, stages = waves_of(study)
    found = design.wave(wave)
    if found is None or stages[wave] is not Stage.CLOSED:
        abort(404)
    return design, found
