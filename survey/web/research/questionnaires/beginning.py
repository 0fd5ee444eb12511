"""A new questionnaire: without questions, from the library, or from a file."""

import re
import tempfile
from pathlib import Path

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from survey.extensions import stores
from survey.fieldwork import preparing
from survey.languages import languages, translator
from survey.questionnaires import catalogue
from survey.questionnaires.definition import Audience
from survey.questionnaires.editing import fresh
from survey.questionnaires.editing.document import Document, opened, written
from survey.questionnaires.exchange.files import receive
from survey.questionnaires.exchange.received import Received
from survey.questionnaires.exchange.written import write_yaml
from survey.questionnaires.problems import MOST_TOLD, Problem, ProblemsFoundError
from survey.questionnaires.wording import spoken
from survey.storage.engines import writing

from ...access import Rule, allow
from ...words import _, language
from ..blueprint import blueprint
from .desk import must_be_prepared, saving, study_title
from .labels import AUDIENCES, language_name
from .naming import slug

LONGEST = 200


@blueprint.route("/studies/<study>/questionnaires/new", methods=["GET", "POST"])
@allow(Rule.DESIGN)
def questionnaire_new(study: str) -> ResponseReturnValue:
    """Three ways to begin; each has a form of its own."""
    with stores().studies() as session:
        must_be_prepared(session, study)
    way = request.form.get("way", "") if request.method == "POST" else ""
    if way == "library":
        return _from_library(study)
    if way == "file":
        return _from_file(study)
    if way == "empty" and (title := request.form.get("title", "").strip()[:LONGEST]):
        spoken_in = [tag for tag in languages() if f"language:{tag}" in request.form]
        chosen = sorted(spoken_in or [language()], key=lambda tag: (tag != language(), tag))
        audience = request.form.get("audience", "")
        known = audience if audience in list(Audience) else Audience.PARTICIPANT.value
        return _begun(study, fresh.questionnaire(title, title, chosen, known), title, "begin")
    return _page(study), 422 if way else 200


def _page(study: str, problems: list[str] | None = None) -> str:
    shelf = {name: catalogue.questionnaire(name) for name in catalogue.shipped_questionnaires()}
    return render_template(
        "research/questionnaires/new.html",
        study=study,
        title=study_title(study),
        shelf=shelf,
        said=lambda wording: spoken(wording, language()),
        audiences=AUDIENCES,
        offered=sorted(languages(), key=lambda tag: (tag != language(), tag)),
        language_name=language_name,
        problems=problems or [],
        asked=request.form,
    )


def _from_library(study: str) -> ResponseReturnValue:
    shelf, wanted = catalogue.shipped_questionnaires(), request.form.get("questionnaire", "")
    if wanted not in shelf:
        return _page(study), 422
    document = opened(shelf[wanted].read_text(encoding="utf-8"), wanted)
    return _begun(study, document, wanted, "library")


def _from_file(study: str) -> ResponseReturnValue:
    """Read a file; what of it could not be kept is told, and what is wrong with it can be mended in the builder."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _page(study, [_("Choose a file first.")]), 422
    name = Path(sent.filename.replace("\\", "/")).name
    try:
        document, notices = _received(sent, name)
    except ProblemsFoundError as error:
        return _page(study, [_told(problem) for problem in error.problems[:MOST_TOLD]]), 422
    for notice in notices[:MOST_TOLD]:
        flash(notice)
    return _begun(study, document, str(document.get("id") or Path(name).stem), "file")


def _received(sent: FileStorage, name: str) -> tuple[Document, list[str]]:
    """The document in a file that was sent, and what is to be told about it."""
    ending = Path(name).suffix.lower()
    if ending in (".yaml", ".yml"):
        text = sent.stream.read().decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
        return opened(text, name), []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{re.sub(r'[^A-Za-z0-9_-]', '_', Path(name).stem) or 'file'}{ending}"
        sent.save(path)
        received = receive(path, language(), lambda tag, message: translator(tag).gettext(message))
    return opened(write_yaml(received.questionnaire).decode(), name), _notices(received)


def _notices(received: Received) -> list[str]:
    names = [_("The name “{old}” became “{new}”.", old=old, new=new) for old, new in received.names.items()]
    return names + [_told(notice) for notice in received.notices]


def _told(problem: Problem) -> str:
    """A problem without the folder that the file was read in."""
    return problem.told(_).removeprefix(f"{problem.file}:")


def _begun(study: str, document: Document, called: str, note: str) -> ResponseReturnValue:
    """Add the questionnaire under a name that is free, and go and work on it."""
    with stores().studies() as session:
        name = slug(called, preparing.names(writing(session), study))
        preparing.add(session, study, name, written({**document, "id": name}), saving(note))
        session.commit()
    return redirect(url_for("research.questionnaire", study=study, name=name), 303)
