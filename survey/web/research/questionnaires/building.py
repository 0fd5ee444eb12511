"""The builder: the outline of a questionnaire, and what can be done with each question in one press."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from survey.extensions import stores
from survey.fieldwork import preparing
from survey.fieldwork.preparing import ChangedMeanwhileError, NothingToUndoError
from survey.questionnaires.editing import operations
from survey.questionnaires.editing.document import Document, has_comments
from survey.questionnaires.editing.operations import Behind
from survey.questionnaires.editing.outline import UnknownItemError, item, position, sheets
from survey.storage.engines import writing

from ...access import Rule, allow
from ...words import _
from ..blueprint import blueprint
from .desk import Desk, changed, desk, page
from .labels import PARTS, language_name
from .outlining import outline, text_of

NAMES = {"up": "move", "down": "move", "place": "move", "page-up": "page", "page-down": "page"}
"""The word in the history for each thing to do, where it is another."""

FOCUS = {"up": "up-{item}", "down": "down-{item}", "place": "item-{item}", "remove": "status"}
"""What has the focus afterwards."""


@blueprint.route("/studies/<study>/questionnaires/<name>", methods=["GET", "POST"])
@allow(Rule.DESIGN)
def questionnaire(study: str, name: str) -> ResponseReturnValue:
    """The outline; a button in it does something with one question."""
    here = desk(study, name)
    if request.method == "GET":
        values = {"outline": outline(here), "parts": PARTS, "language_name": language_name}
        return page("outline.html", here, comments=has_comments(here.kept.text), **values)
    deed, _colon, target = request.form.get("do", "").partition(":")
    if deed in ("undo", "redo"):
        return _gone_back(study, name, preparing.undo if deed == "undo" else preparing.redo)
    if deed not in DEEDS:
        return redirect(url_for("research.questionnaire", study=study, name=name), 303)
    return _done(here, deed, target)


def _done(here: Desk, deed: str, target: str) -> ResponseReturnValue:
    """Do one thing with a question or screen, and come back to it."""
    make = DEEDS[deed]
    _tell(here, deed, target)
    kept = here.kept
    anchor = FOCUS.get(deed, "item-{item}").format(item=target)
    to = url_for("research.questionnaire", study=kept.study, name=kept.name, _anchor=anchor)
    return changed(
        kept.study, kept.name, lambda document: make(document, target), f"{NAMES.get(deed, deed)} {target}", to
    )


def _tell(here: Desk, deed: str, target: str) -> None:
    """Say what is done, for the page that follows."""
    try:
        text = text_of(item(here.document, target)) or target
    except UnknownItemError:
        text = target
    if deed == "remove":
        flash(_("“{text}” was removed. You can undo that.", text=text))
    elif deed == "duplicate":
        flash(_("“{text}” was copied. The copy stands below it.", text=text))
    else:
        flash(_("“{text}” was moved.", text=text))


def _gone_back(study: str, name: str, way: Callable[..., int]) -> ResponseReturnValue:
    """Undo or do again; what is undone stays in the history."""
    to = url_for("research.questionnaire", study=study, name=name, _anchor="status")
    with stores().studies() as session:
        kept = preparing.read(writing(session), study, name)
        try:
            if kept.number != request.form.get("rev", 0, type=int):
                flash(
                    _("Somebody changed the questionnaire meanwhile. Nothing was undone: look at it first."), "refused"
                )
                return redirect(to, 303)
            way(session, kept)
            session.commit()
        except (NothingToUndoError, ChangedMeanwhileError) as error:
            flash(error.told(_), "refused")
            return redirect(to, 303)
    flash(_("Undone.") if way is preparing.undo else _("Done again."))
    return redirect(to, 303)


def _placed(document: Document, target: str) -> Document:
    """Move a question behind the one that was chosen; a line of the menu or a drop."""
    return operations.move(document, target, behind_of(document, request.form.get(f"behind:{target}", "")))


def behind_of(document: Document, chosen: str) -> Behind:
    """What a menu of places says: `start`, `behind ID` or `with ID`.

    Raises:
        UnknownItemError: the question is not there any more.
    """
    way, _space, other = chosen.partition(" ")
    if way not in ("behind", "with"):
        return Behind(None)
    position(sheets(document), other)
    return Behind(other, together=way == "with")


DEEDS: dict[str, Callable[[Document, str], Document]] = {
    "up": lambda document, target: operations.step(document, target, -1),
    "down": lambda document, target: operations.step(document, target, 1),
    "page-up": lambda document, target: operations.step_page(document, target, -1),
    "page-down": lambda document, target: operations.step_page(document, target, 1),
    "duplicate": lambda document, target: operations.duplicate(document, target)[0],
    "remove": operations.remove,
    "place": _placed,
}
