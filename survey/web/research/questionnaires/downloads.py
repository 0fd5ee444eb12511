"""A questionnaire as a file: text, spreadsheet, for other programs, and on paper."""

from io import BytesIO
from pathlib import Path

from flask import abort, flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from survey.languages import translator
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.exchange.files import written
from survey.questionnaires.loader import load_questionnaire
from survey.questionnaires.paper import paper_form
from survey.questionnaires.problems import ProblemsFoundError, RefusedError, Source
from survey.reporting.paper import printed

from ...access import Rule, allow
from ...words import _, language
from ..blueprint import blueprint
from .desk import desk

TYPES = {
    "yaml": "application/yaml",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@blueprint.get("/studies/<study>/questionnaires/<name>/download.<ending>")
@allow(Rule.DESIGN)
def questionnaire_download(study: str, name: str, ending: str) -> ResponseReturnValue:
    """The questionnaire as a file. As text it can be had while something is wrong with it; otherwise not yet."""
    here = desk(study, name)
    if ending not in TYPES:
        abort(404)
    try:
        content = here.kept.text.encode() if ending == "yaml" else _made(here.kept.text, name, ending)
    except ProblemsFoundError:
        flash(_("Mend the problems first; until then the questionnaire can only be downloaded as text."), "refused")
        return redirect(url_for("research.questionnaire", study=study, name=name, _anchor="problems"), 303)
    except RefusedError as error:
        flash(error.told(_), "refused")
        return redirect(url_for("research.questionnaire", study=study, name=name), 303)
    return send_file(BytesIO(content), mimetype=TYPES[ending], as_attachment=True, download_name=f"{name}.{ending}")


def _made(text: str, name: str, ending: str) -> bytes:
    return file_of(load_questionnaire(Source(name, text)), name, ending)


def file_of(questionnaire: Questionnaire, name: str, ending: str) -> bytes:
    """The questionnaire as a file of this kind, on paper in the reader's language.

    Raises:
        RefusedError: it cannot be written as such a file.
    """
    if ending != "pdf":
        return written(questionnaire, Path(f"{name}.{ending}"))
    wanted = request.args.get("in", language())
    tag = wanted if wanted in questionnaire.languages else questionnaire.languages[0]
    return printed(paper_form(questionnaire, tag, translator(tag).gettext))
