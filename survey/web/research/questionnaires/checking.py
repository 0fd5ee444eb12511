"""What is wrong with a question while it is being filled in: asked for as somebody types, and nothing is stored."""

from flask import render_template
from flask.typing import ResponseReturnValue

from survey.questionnaires.editing.operations import with_key
from survey.questionnaires.editing.outline import UnknownItemError
from survey.questionnaires.editing.outline import item as found

from ...access import Rule, allow
from ..blueprint import blueprint
from . import labels
from .desk import desk
from .items import draft, troubles


@blueprint.post("/studies/<study>/questionnaires/<name>/items/<item>/check")
@allow(Rule.DESIGN)
def questionnaire_check(study: str, name: str, item: str) -> ResponseReturnValue:
    """The problems of a question as it is filled in, as a piece of its page."""
    here = desk(study, name)
    try:
        base = found(here.document, item)
    except UnknownItemError:
        return "", 404
    made = draft(here, base)
    wrong = troubles(here, base, with_key(made.item, "when", made.when.written()))
    return render_template("research/questionnaires/troubles.html", troubles=wrong, labels=labels)
