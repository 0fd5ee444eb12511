"""Two windows meet: somebody saved something while a form was open. Nothing is lost; the page shows both."""

from flask import make_response, request
from flask.typing import ResponseReturnValue

from survey.extensions import stores
from survey.fieldwork import preparing
from survey.fieldwork.preparing import ChangedMeanwhileError
from survey.questionnaires.editing.document import opened
from survey.questionnaires.problems import ProblemsFoundError, RefusedError

from ...words import _
from .desk import Change, desk, page
from .history import changes

LEFT_OUT = ("csrf_token", "rev")


def both(study: str, name: str, make: Change, error: ChangedMeanwhileError) -> ResponseReturnValue:
    """What was changed meanwhile, what this form would change, and a button that makes that change as well."""
    here = desk(study, name)
    with stores().studies() as session:
        found = {each.number: each.text for each in preparing.history(session, study, name)}
    seen = found.get(request.form.get("rev", 0, type=int))
    theirs, mine = None, None
    if seen is not None:
        try:
            before = opened(seen, name)
            theirs = changes(before, here.document)
            mine = changes(before, make(before))
        except (ProblemsFoundError, RefusedError):
            mine = None
    fields = [(key, value) for key, value in request.form.items(multi=True) if key not in LEFT_OUT]
    shown = make_response(page("both.html", here, theirs=theirs, mine=mine, fields=fields, said=error.told(_)))
    shown.status_code = 409
    return shown
