"""Removing a study that was only set up: asked once more before, and in the log after."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from survey.extensions import stores
from survey.fieldwork import audit, panel, preparing, shelf, trials
from survey.fieldwork.audit import Deed
from survey.questionnaires.definition import Audience
from survey.questionnaires.problems import N_, RefusedError
from survey.storage.studies import StudyRow

from ...access import Rule, allow
from ...words import language
from ..blueprint import blueprint
from ..desk import drafting, prepared, saving
from ..refusals import told


class NotOnlySetUpError(RefusedError):
    """Something hangs on the study."""

    sentence = N_(
        "This study cannot be removed: it was approved, has people on its panel, or has a test round. Remove the test "
        "round and erase the people first. A study that was approved stays, with what was decided about it."
    )


@blueprint.get("/studies/<study>/setup/remove")
@allow(Rule.OWNER)
def setup_remove(study: str) -> ResponseReturnValue:
    """Ask once more."""
    return _page(study)


@blueprint.post("/studies/<study>/setup/remove")
@allow(Rule.OWNER)
def setup_removed(study: str) -> ResponseReturnValue:
    """Remove it, with all its documents and their history."""
    note = saving("")
    try:
        with drafting() as session:
            _check(session, study)
            preparing.stop(session, study)
            audit.record(session, note.at, Deed(note.author, study, "remove set-up"))
    except RefusedError as refused:
        return _page(study, told(refused)), 409
    return redirect(url_for("research.studies"))


def _check(session: Session, study: str) -> None:
    prepared(session, study)
    with stores().contacts() as contacts:
        people = any(panel.count(contacts, study, each.value) for each in Audience)
    if people or trials.has_trial(session, study) or session.get(StudyRow, study) is not None:
        raise NotOnlySetUpError


def _page(study: str, refusal: str = "") -> str:
    with stores().studies() as session:
        found = prepared(session, study)
    title = shelf.titled(found.values, study, language())
    return render_template("research/setup/remove.html", study=study, title=title, refusal=refusal)
