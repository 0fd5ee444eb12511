"""A screen that several questions share: for whom it is as a whole."""

from flask import abort, flash, request, url_for
from flask.typing import ResponseReturnValue

from survey.questionnaires.editing import operations
from survey.questionnaires.editing.choosing import NAMES, WITHOUT_ANSWER
from survey.questionnaires.editing.outline import Sheet, sheets

from ...access import Rule, allow
from ...words import _
from ..blueprint import blueprint
from . import rules
from .desk import Desk, changed, desk, page
from .items import Draft, altered
from .outlining import Sentences, text_of
from .rules import When


@blueprint.route("/studies/<study>/questionnaires/<name>/screens/<screen>", methods=["GET", "POST"])
@allow(Rule.DESIGN)
def questionnaire_screen(study: str, name: str, screen: str) -> ResponseReturnValue:
    """The condition of a screen; only “Save” saves."""
    here = desk(study, name)
    found = next((sheet for sheet in sheets(here.document) if sheet.id == screen and not sheet.is_short), None)
    if found is None:
        abort(404)
    known = rules.earlier(here, str(found.items[0]["id"]))
    if request.method == "GET":
        return _form(here, found, rules.kept(found.when, known))
    when, deed = rules.sent(request.form, known), request.form.get("do", "save")
    if deed != "save":
        return _form(here, found, altered(Draft({}, when), deed).when)
    flash(_("The screen was saved."))
    to = url_for("research.questionnaire", study=study, name=name, _anchor=f"item-{found.items[0]['id']}")
    written = when.written()
    return changed(
        study, name, lambda document: operations.set_page_when(document, screen, written), f"page {screen}", to
    )


def _form(here: Desk, sheet: Sheet, when: When) -> ResponseReturnValue:
    return page(
        "screen.html",
        here,
        held=[text_of(item) or item["id"] for item in sheet.items],
        when=when,
        sentence=Sentences(here).say(when.written()),
        relations=NAMES,
        without_answer=WITHOUT_ANSWER,
    )
