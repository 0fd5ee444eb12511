"""The privacy page of a study, made from its design and from the state of its keys."""

from babel.units import format_unit
from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from survey.extensions import keyring, stores
from survey.fieldwork import designs
from survey.fieldwork.secrecy import Secrecy, secrecy
from survey.questionnaires.definition import Audience

from ..access import Rule, allow
from . import tongues
from .blueprint import blueprint


@blueprint.get("/privacy/<study_id>")
@allow(Rule.ANYONE)
def privacy(study_id: str) -> ResponseReturnValue:
    """What happens with answers and addresses, who is responsible, and what one can do."""
    with stores().studies() as session:
        try:
            study = designs.find(session, study_id)
        except designs.UnknownStudyError:
            abort(404)
        standing = secrecy(session, keyring(), study_id)
    if study.privacy is None:
        abort(404)
    tongues.speak(tongues.offered(study))
    return render_template(
        "participate/privacy.html",
        study=study,
        anonymous=standing is Secrecy.ANONYMOUS,
        asks_participants=any(wave.audience is Audience.PARTICIPANT for wave in study.waves),
        several_waves=len(study.waves) > 1,
        months=_months,
    )


def _months(number: int) -> str:
    """`24 months`, in the language of the page."""
    return format_unit(number, "duration-month", locale=get_locale())
