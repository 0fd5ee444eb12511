"""What a questionnaire says about itself: its title, languages, for whom it is, and how long it takes."""

import re

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from survey.languages import languages
from survey.questionnaires.editing.document import Document
from survey.questionnaires.editing.operations import with_key
from survey.questionnaires.editing.troubles import standing
from survey.questionnaires.wording import LANGUAGE

from ...access import Rule, allow
from ...words import _
from ..blueprint import blueprint
from . import labels
from .desk import changed, desk, page
from .item_form import texts_of

PHRASES = ("version", "source")
NUMBERS = ("minutes", "screens")


@blueprint.route("/studies/<study>/questionnaires/<name>/heading", methods=["GET", "POST"])
@allow(Rule.DESIGN)
def questionnaire_heading(study: str, name: str) -> ResponseReturnValue:
    """The title and settings of a questionnaire."""
    here = desk(study, name)
    if request.method == "GET":
        found = [each for each in standing(here.kept.text).troubles if each.item is None]
        spoken = [tag for tag in languages() if tag not in here.languages]
        return page("heading.html", here, labels=labels, troubles=found, further=spoken)
    extra = request.form.get("language:other", "").strip() or request.form.get("language:new", "")
    if extra and not re.fullmatch(LANGUAGE, extra):
        flash(_("“{language}” is not a language code such as nl, en or nl-x-easy.", language=extra), "refused")
    flash(_("The title and settings were saved."))
    to = url_for("research.questionnaire", study=study, name=name, _anchor="status")
    return changed(study, name, _headed, "heading", to)


def _headed(document: Document) -> Document:
    """The document with what was filled in. A language that goes takes nothing along: its texts stay, unused."""
    spoken = _languages(document)
    made = {**document, "languages": spoken}
    made = with_key(made, "title", texts_of(request.form, "title", document.get("title") or {}, spoken))
    for key in PHRASES:
        made = with_key(made, key, request.form.get(key, "").strip() or None)
    for key in NUMBERS:
        given = request.form.get(key, "").strip()
        made = with_key(made, key, int(given) if given.isdecimal() and len(given) < 5 else given or None)  # noqa: PLR2004
    audience = request.form.get("audience", "")
    return with_key(made, "audience", audience or document.get("audience"))


def _languages(document: Document) -> list[str]:
    """The languages that were kept, in their order, and the one that was added; never none."""
    before = [str(each) for each in document["languages"]]
    kept = [tag for tag in before if f"language:{tag}" in request.form] or before[:1]
    extra = request.form.get("language:other", "").strip() or request.form.get("language:new", "")
    return [*kept, extra] if re.fullmatch(LANGUAGE, extra) and extra not in kept else kept
