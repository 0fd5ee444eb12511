"""The questionnaires of a study that was loaded from a file: to look at and to take along, not to change."""

from io import BytesIO

from flask import abort, render_template, send_file
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from survey.extensions import stores
from survey.fieldwork import designs
from survey.fieldwork.designs import FrozenWave
from survey.questionnaires.wording import spoken

from ...access import Rule, allow
from ...words import language
from ..blueprint import blueprint
from .downloads import TYPES, file_of
from .labels import language_name


def asked(session: Session, study: str) -> ResponseReturnValue:
    """Each questionnaire of a loaded study, with the waves that ask it; 404 if there is no such study."""
    try:
        design = designs.find(session, study)
    except designs.UnknownStudyError:
        abort(404)
    frozen = [designs.frozen_wave(session, designs.wave_id(study, wave.id)) for wave in design.waves]
    found: dict[str, list[FrozenWave]] = {}
    for wave in frozen:
        if wave is not None:
            found.setdefault(wave.digest, []).append(wave)
    title = spoken(design.title, language())
    lines = [
        (waves[0].questionnaire, waves[0].wave.id, [spoken(wave.wave.text, language()) for wave in waves])
        for waves in found.values()
    ]
    return render_template(
        "research/questionnaires/asked.html", study=study, title=title, lines=lines, language_name=language_name
    )


@blueprint.get("/studies/<study>/questionnaires/asked/<wave>.<ending>")
@allow(Rule.DESIGN)
def questionnaire_asked(study: str, wave: str, ending: str) -> ResponseReturnValue:
    """What a wave of a loaded study asks, as a file."""
    with stores().studies() as session:
        found = designs.frozen_wave(session, designs.wave_id(study, wave))
    if found is None or ending not in TYPES:
        abort(404)
    name = found.questionnaire.id
    content = file_of(found.questionnaire, name, ending)
    return send_file(BytesIO(content), mimetype=TYPES[ending], as_attachment=True, download_name=f"{name}.{ending}")
