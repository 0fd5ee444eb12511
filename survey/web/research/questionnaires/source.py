"""A questionnaire as text (YAML), for those who want that: the same document, with the line of every problem."""

from dataclasses import dataclass, replace

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey.extensions import stores
from survey.fieldwork import preparing
from survey.fieldwork.preparing import DESIGN, ChangedMeanwhileError
from survey.questionnaires.checks import check_questionnaire
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.editing.document import opened
from survey.questionnaires.loader import read
from survey.questionnaires.problems import Problem, ProblemsFoundError, Source
from survey.storage.engines import writing

from ...access import Rule, allow
from ...words import _
from ..blueprint import blueprint
from .desk import Desk, saving, study_title


@dataclass(frozen=True, slots=True)
class Wrong:
    """A problem and its line, without the name of a file."""

    line: int
    said: str


@blueprint.route("/studies/<study>/questionnaires/<name>/source", methods=["GET", "POST"])
@allow(Rule.DESIGN)
def questionnaire_source(study: str, name: str) -> ResponseReturnValue:
    """The text; what was filled in is saved as it is if its questions can be found in it."""
    kept = _kept(study, name)
    if request.method == "GET":
        return _page(kept, kept.text)
    text = request.form.get("text", "").replace("\r\n", "\n").rstrip() + "\n"
    try:
        opened(text, name)
    except ProblemsFoundError:
        return _page(kept, text, saved=False), 422
    if request.form.get("do") == "check":
        return _page(kept, text)
    try:
        with stores().studies() as session:
            now = preparing.read(writing(session), study, name)
            seen = replace(now, number=request.form.get("rev", 0, type=int))
            preparing.save(session, seen, text, saving("source"))
            session.commit()
    except ChangedMeanwhileError as error:
        return _page(kept, text, meanwhile=error.told(_)), 409
    flash(_("The text was saved."))
    return redirect(url_for("research.questionnaire_source", study=study, name=name), 303)


def _kept(study: str, name: str) -> preparing.Document:
    if name == DESIGN:
        abort(404)
    with stores().studies() as session:
        try:
            return preparing.read(session, study, name)
        except preparing.UnknownDocumentError:
            abort(404)


def _page(kept: preparing.Document, text: str, *, saved: bool = True, meanwhile: str = "") -> str:
    """The text with its problems; where somebody else saved another one, that stands below it."""
    return render_template(
        "research/questionnaires/source.html",
        study=kept.study,
        title=study_title(kept.study),
        name=kept.name,
        desk=Desk(kept, _document(kept)),
        text=text,
        wrong=[_told(problem) for problem in problems(text)],
        saved=saved,
        meanwhile=meanwhile,
    )


def _document(kept: preparing.Document) -> dict[str, object]:
    try:
        return opened(kept.text, kept.name)
    except ProblemsFoundError:
        return {"title": {}, "languages": ["nl"]}


def problems(text: str) -> list[Problem]:
    """Everything that is wrong with a text, each with its line."""
    try:
        return check_questionnaire(read(Source("", text), Questionnaire))
    except ProblemsFoundError as error:
        return list(error.problems)


def _told(problem: Problem) -> Wrong:
    return Wrong(problem.line, problem.told(_).removeprefix(f":{problem.line}: "))
