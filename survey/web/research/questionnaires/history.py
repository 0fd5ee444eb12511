"""The versions of a questionnaire: who changed what, what that changed in words, and going back to one."""

from dataclasses import dataclass

from flask import abort, flash, request, url_for
from flask.typing import ResponseReturnValue

from survey.extensions import stores
from survey.fieldwork import preparing
from survey.fieldwork.preparing import Version
from survey.questionnaires.difference import ADDED, REMOVED, Change, difference
from survey.questionnaires.editing.document import Document, opened
from survey.questionnaires.editing.presentable import presentable
from survey.questionnaires.problems import ProblemsFoundError

from ...access import Rule, allow
from ...words import _
from ..blueprint import blueprint
from .desk import changed, desk, page
from .labels import done


@dataclass(frozen=True, slots=True)
class Entry:
    """A version in the list: what was done, and whether it is the one that counts."""

    version: Version
    done: str
    subject: str
    current: bool


@blueprint.get("/studies/<study>/questionnaires/<name>/history")
@allow(Rule.DESIGN)
def questionnaire_history(study: str, name: str) -> ResponseReturnValue:
    """Every version, the newest first."""
    here = desk(study, name)
    with stores().studies() as session:
        found = preparing.history(session, study, name)
    entries = [
        Entry(each, done(each.note), each.note.partition(" ")[2], each.number == here.kept.number) for each in found
    ]
    return page("history.html", here, entries=entries)


@blueprint.route("/studies/<study>/questionnaires/<name>/history/<int:number>", methods=["GET", "POST"])
@allow(Rule.DESIGN)
def questionnaire_version(study: str, name: str, number: int) -> ResponseReturnValue:
    """What one version changed, and how it differs from the one that counts; a button goes back to it."""
    here = desk(study, name)
    with stores().studies() as session:
        found = {each.number: each for each in preparing.history(session, study, name)}
    if number not in found:
        abort(404)
    version = found[number]
    then = _opened(version)
    if request.method == "POST" and then is not None:
        flash(_("The questionnaire is as it was in version {number}.", number=number))
        to = url_for("research.questionnaire", study=study, name=name, _anchor="status")
        return changed(study, name, lambda _document: then, f"back {number}", to)
    before = _opened(found[version.based_on]) if version.based_on in found else None
    return page(
        "version.html",
        here,
        version=version,
        done=done(version.note),
        subject=version.note.partition(" ")[2],
        changes=None if before is None or then is None else changes(before, then),
        since=[] if then is None else changes(then, here.document),
        usable=then is not None,
        current=number == here.kept.number,
    )


def _opened(version: Version) -> Document | None:
    try:
        return opened(version.text, "")
    except ProblemsFoundError:
        return None


def changes(before: Document, after: Document) -> list[Change]:
    """What changed between two documents, as far as both can be read."""
    old, new = presentable(before, routed=False).questionnaire, presentable(after, routed=False).questionnaire
    if old is not None and new is not None:
        return list(difference(old, new).changes)
    whole = new or old
    if whole is None:
        return []
    message = ADDED if old is None else REMOVED
    return [Change(message, {"item": item.id}) for item in whole.items()]
