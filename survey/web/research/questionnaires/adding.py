"""Adding a question: choose its kind from a gallery, then write it."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from survey.questionnaires.editing import fresh, operations
from survey.questionnaires.editing.document import Document
from survey.questionnaires.editing.outline import item_ids
from survey.questionnaires.kinds.names import NAMES

from ...access import Rule, allow
from ..blueprint import blueprint
from .building import behind_of
from .desk import changed, desk, page
from .labels import WHEN_TO_USE
from .outlining import outline


@blueprint.route("/studies/<study>/questionnaires/<name>/add", methods=["GET", "POST"])
@allow(Rule.DESIGN)
def questionnaire_add(study: str, name: str) -> ResponseReturnValue:
    """The gallery of kinds; pressing one adds a question of that kind, to be written on its own page."""
    here = desk(study, name)
    kind, chosen = request.form.get("kind", ""), request.values.get("behind", "")
    if request.method == "GET" or kind not in NAMES:
        if "behind" not in request.values and (there := item_ids(here.document)):
            chosen = f"behind {there[-1]}"
        return page("add.html", here, outline=outline(here), chosen=chosen, kinds=WHEN_TO_USE, names=NAMES)
    added = fresh.item(kind, "", here.languages, item_ids(here.document))

    def make(document: Document) -> Document:
        return operations.add(document, added, behind_of(document, chosen))

    to = url_for("research.questionnaire_item", study=study, name=name, item=added["id"], new=1)
    return changed(study, name, make, f"add {added['id']}", to)
