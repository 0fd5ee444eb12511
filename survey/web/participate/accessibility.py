"""The accessibility page: how accessible the pages are, how that was tested, and what to do when they are not."""

from flask import render_template
from flask.typing import ResponseReturnValue

from survey.extensions import settings

from ..access import Rule, allow
from ..statement import statement
from . import tongues
from .blueprint import blueprint


@blueprint.get("/accessibility")
@allow(Rule.ANYONE)
def accessibility() -> ResponseReturnValue:
    """The statement of this version."""
    tongues.speak(tongues.offered(None))
    methods, gaps = statement().said()
    return render_template(
        "participate/accessibility.html",
        told=statement(),
        methods=methods,
        gaps=gaps,
        contact=settings().contact or settings().mail_from,
    )
