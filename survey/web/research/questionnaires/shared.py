"""A list of answers that several questions share."""

from flask import abort, flash, request, url_for
from flask.typing import ResponseReturnValue

from survey.questionnaires.editing.document import Document, Part
from survey.questionnaires.editing.outline import items

from ...access import Rule, allow
from ...words import _
from ..blueprint import blueprint
from . import labels
from .desk import Desk, changed, desk, page
from .item_form import moved, options_of
from .items import columns
from .outlining import text_of


@blueprint.route("/studies/<study>/questionnaires/<name>/shared/<scale>", methods=["GET", "POST"])
@allow(Rule.DESIGN)
def questionnaire_shared(study: str, name: str, scale: str) -> ResponseReturnValue:
    """The answers; only “Save” saves."""
    here = desk(study, name)
    scales = here.document.get("scales") or {}
    if scale not in scales:
        abort(404)
    if request.method == "GET":
        return _form(here, scale, scales[scale])
    what, _dash, rest = request.form.get("do", "save").partition("-")
    if what == "save":
        made = options_of(request.form, here.languages)
        flash(_("The shared answers were saved."))
        to = url_for("research.questionnaire_shared", study=study, name=name, scale=scale)
        return changed(study, name, lambda document: _with(document, scale, made), f"list {scale}", to)
    made = options_of(request.form, here.languages, keep_blank=True)
    way, _colon, number = rest.partition(":")
    row = (
        [*made, {"code": "", "text": {}}]
        if way == "add"
        else moved(made, way, int(number) if number.isdecimal() else -1)
    )
    return _form(here, scale, row)


def _with(document: Document, scale: str, options: list[Part]) -> Document:
    return {**document, "scales": {**document.get("scales", {}), scale: options}}


def _form(here: Desk, scale: str, options: list[Part]) -> ResponseReturnValue:
    used = [text_of(item) or item["id"] for item in items(here.document) if uses(item, scale)]
    return page(
        "shared.html",
        here,
        scale=scale,
        item={"options": options},
        used=used,
        shown=columns(here),
        labels=labels,
        several=False,
        opens_text=False,
        has_pictures=True,
    )


def uses(item: Part, scale: str) -> bool:
    """Whether an item, or a question on its card, has these answers."""
    return item.get("scale") == scale or any(each.get("scale") == scale for each in item.get("questions") or [])
