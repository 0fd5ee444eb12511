"""The questionnaires of a study: how far each is; copies of them, and their end."""

from dataclasses import dataclass

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey.extensions import stores
from survey.fieldwork import preparing
from survey.fieldwork.preparing import DESIGN
from survey.questionnaires.editing.document import opened, written
from survey.questionnaires.editing.troubles import Standing, standing
from survey.questionnaires.problems import ProblemsFoundError
from survey.storage.engines import writing

from ...access import Rule, allow
from ...words import _
from ..blueprint import blueprint
from .asked import asked
from .desk import Desk, desk, page, saving, study_title
from .labels import language_name
from .naming import slug


@dataclass(frozen=True, slots=True)
class Line:
    """One questionnaire in the list; `standing` is None where it can only be mended as text."""

    name: str
    title: str
    standing: Standing | None


@blueprint.get("/studies/<study>/questionnaires")
@allow(Rule.DESIGN)
def questionnaires(study: str) -> ResponseReturnValue:
    """The questionnaires of a study that is being set up; of another study, those that people are asked."""
    with stores().studies() as session:
        if preparing.programme_of(session, study) is None:
            return asked(session, study)
        names = [name for name in preparing.names(session, study) if name != DESIGN]
        kept = [preparing.read(session, study, name) for name in names]
    return make_response(
        render_template(
            "research/questionnaires/list.html",
            study=study,
            title=study_title(study),
            lines=[_line(document) for document in kept],
            language_name=language_name,
        )
    )


def _line(kept: preparing.Document) -> Line:
    try:
        return Line(kept.name, Desk(kept, opened(kept.text, kept.name)).title, standing(kept.text))
    except ProblemsFoundError:
        return Line(kept.name, kept.name, None)


@blueprint.post("/studies/<study>/questionnaires/<name>/duplicate")
@allow(Rule.DESIGN)
def questionnaire_duplicate(study: str, name: str) -> ResponseReturnValue:
    """Begin another questionnaire as a copy of one."""
    here = desk(study, name)
    with stores().studies() as session:
        copy = slug(name, preparing.names(writing(session), study))
        text = written({**here.document, "id": copy})
        preparing.add(session, study, copy, text, saving(f"copy {name}"))
        session.commit()
    flash(_("The copy is called “{name}”.", name=copy))
    return redirect(url_for("research.questionnaires", study=study, _anchor=copy), 303)


@blueprint.route("/studies/<study>/questionnaires/<name>/remove", methods=["GET", "POST"])
@allow(Rule.DESIGN)
def questionnaire_remove(study: str, name: str) -> ResponseReturnValue:
    """Ask whether a questionnaire may go with its whole history; remove it."""
    if request.method == "GET":
        return page("remove.html", desk(study, name))
    with stores().studies() as session:
        kept = preparing.read(writing(session), study, name)
        if kept.number != request.form.get("rev", 0, type=int):
            flash(_("The questionnaire was changed meanwhile. Look at it once more before you remove it."), "refused")
            return redirect(url_for("research.questionnaire", study=study, name=name), 303)
        preparing.remove(session, kept)
        session.commit()
    flash(_("The questionnaire “{name}” was removed.", name=name))
    return redirect(url_for("research.questionnaires", study=study), 303)
