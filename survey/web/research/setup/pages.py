"""The checklist of a study, and the pages of its design: each step, its history, and the whole as YAML."""

from dataclasses import replace

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey.extensions import now, stores
from survey.fieldwork import approving, assembling, foresight, outlook, panel, preparing, shelf, trials
from survey.fieldwork.assembling import Assembled
from survey.fieldwork.preparing import DESIGN, ChangedMeanwhileError, Document
from survey.languages import own_name
from survey.questionnaires.definition import Audience
from survey.questionnaires.editing import design
from survey.questionnaires.editing.design import Values
from survey.questionnaires.problems import N_, ProblemsFoundError, RefusedError

from ...access import Rule, allow, may_open
from ...words import _, language
from ..blueprint import blueprint
from ..desk import FrozenDesignError, drafting, prepared, saving
from . import standing, steps
from .about import with_permissions
from .changes import told
from .fields import applied, loose, shown
from .preview import letters
from .standing import Reached
from .steps import Step

KEPT = N_(
    "This was changed meanwhile, by {author}. What you filled in is still here, and was not saved. Save again to put "
    "it in the place of theirs."
)


@blueprint.get("/studies/<study>/setup")
@allow(Rule.DESIGN)
def setup(study: str) -> ResponseReturnValue:
    """The checklist."""
    with stores().studies() as session:
        entry = shelf.entry(session, study)
        if entry is None:
            abort(404)
        if not entry.prepared:
            return render_template(
                "research/setup/loaded.html", study=study, title=entry.named(language()), entry=entry
            )
        found = prepared(session, study)
        begun = assembling.has_begun(session, study)
        reached = Reached(_people(found), trials.has_trial(session, study), approving.approval(session, found), begun)
    lines = [*standing.lines(found), *standing.further(found, reached)]
    is_loose = not (entry.stages or reached.people or reached.is_tried)
    removable = is_loose and may_open("research.setup_removed", {"study": study})
    return _page("checklist", found, lines=lines, entry=entry, begun=begun, removable=removable)


def _people(found: Assembled) -> int:
    """How many people are on the panel."""
    with stores().contacts() as contacts:
        return sum(panel.count(contacts, found.id, each.value) for each in Audience)


@blueprint.route("/studies/<study>/setup/<step>", methods=["GET", "POST"])
@allow(Rule.DESIGN)
def setup_step(study: str, step: str) -> ResponseReturnValue:
    """A step: what stands there and what is wrong with it. What is sent is saved, also if it is not right yet."""
    chosen = steps.find(step)
    if chosen is None:
        abort(404)
    if request.method == "GET":
        with stores().studies() as session:
            found = prepared(session, study)
            begun = assembling.has_begun(session, study)
        return _step(chosen, found, begun=begun)
    try:
        found = _save_step(study, chosen)
    except ChangedMeanwhileError as clash:
        with stores().studies() as session:
            typed = assembling.assembled(session, study, _sent(prepared(session, study), chosen))
        return _step(chosen, typed, refusal=_(KEPT).format(**clash.values)), 409
    except FrozenDesignError as refused:
        with stores().studies() as session:
            return _step(chosen, prepared(session, study), begun=True, refusal=refused.told(_)), 409
    return redirect(_onward(chosen, found))


def _onward(step: Step, found: Assembled) -> str:
    """To the checklist when a step was saved and nothing is wrong with it; else to the step itself."""
    do = request.form.get("do", "save")
    if do == "save" and not standing.of_step(step, found):
        return url_for("research.setup", study=found.id, _anchor=step.key)
    anchor = "foot" if do not in ("save", "all") and not do.startswith(("remove", "up", "drop")) else None
    return url_for("research.setup_step", study=found.id, step=step.key, saved=1, _anchor=anchor)


def _save_step(study: str, step: Step) -> Assembled:
    """Save what was sent as a revision; the study as it is then."""
    with drafting() as session:
        if assembling.has_begun(session, study):
            raise FrozenDesignError
        found = prepared(session, study)
        text = design.write(_sent(found, step))
        preparing.save(session, _as_read(found.document), text, saving(step.title))
        return prepared(session, study)


def _as_read(document: Document) -> Document:
    """The document as whoever sent the form had read it."""
    number = request.form.get("revision", "")
    return replace(document, number=int(number) if number.isdecimal() else 0)


def _sent(found: Assembled, step: Step) -> Values:
    """The design with what was sent."""
    if step.key == "permissions":
        found = replace(found, values=with_permissions(found))
    fields = [each for section in step.sections(found) for each in section.fields]
    values = applied(found.values, fields, request.form)
    return step.finish(steps.acted(step, values, found, request.form), request.form, found)


def _step(step: Step, found: Assembled, *, begun: bool = False, refusal: str = "") -> str:
    findings = standing.of_step(step, found)
    sections = step.sections(found)
    fields = [each for section in sections for each in section.fields]
    return _page(
        "step",
        found,
        step=step,
        sections=sections,
        asked=shown(sections, found.values, findings),
        loose=list(loose(findings, fields)),
        calm=all(each.is_missing for each in findings),
        begun=begun,
        refusal=refusal,
        saved="saved" in request.args,
        letters=letters(found) if step.key == "mails" else [],
        calendar=foresight.foreseen(found.study, now().date()) if step.key == "waves" and found.study else [],
    )


def _page(name: str, found: Assembled, **values: object) -> str:
    title = shelf.titled(found.values, found.id, language())
    values |= {"study": found.id, "title": title, "found": found, "own_name": own_name, "events": outlook.EVENTS}
    return render_template(f"research/setup/{name}.html", **values)


@blueprint.post("/studies/<study>/setup/turn")
@allow(Rule.DESIGN)
def setup_turn(study: str) -> ResponseReturnValue:
    """Undo the last change, or do it again."""
    turn = preparing.redo if request.form.get("do") == "redo" else preparing.undo
    try:
        with drafting() as session:
            if assembling.has_begun(session, study):
                raise FrozenDesignError
            turn(session, _as_read(prepared(session, study).document))
    except RefusedError as refused:
        return _history(study, refused.told(_)), 409
    return redirect(url_for("research.setup_history", study=study))


@blueprint.get("/studies/<study>/setup/history")
@allow(Rule.DESIGN)
def setup_history(study: str) -> ResponseReturnValue:
    """Every revision, with what changed."""
    return _history(study)


def _history(study: str, refusal: str = "") -> str:
    with stores().studies() as session:
        found = prepared(session, study)
        versions = preparing.history(session, study, DESIGN)
        begun = assembling.has_begun(session, study)
    texts = {each.number: each.text for each in versions}
    changes = {each.number: told(texts.get(each.based_on), each.text) for each in versions}
    return _page("history", found, versions=versions, changes=changes, refusal=refusal, begun=begun)


@blueprint.route("/studies/<study>/setup/yaml", methods=["GET", "POST"])
@allow(Rule.DESIGN)
def setup_yaml(study: str) -> ResponseReturnValue:
    """The whole design as YAML."""
    if request.method == "GET":
        with stores().studies() as session:
            found = prepared(session, study)
            begun = assembling.has_begun(session, study)
        return _page("yaml", found, text=found.document.text, problems=[], refusal="", begun=begun)
    text = request.form.get("text", "").replace("\r\n", "\n")
    problems, refusal = [], ""
    try:
        design.read(text)
        with drafting() as session:
            if assembling.has_begun(session, study):
                raise FrozenDesignError
            preparing.save(session, _as_read(prepared(session, study).document), text, saving(N_("YAML")))
        return redirect(url_for("research.setup", study=study))
    except ProblemsFoundError as wrong:
        problems = [each.told(_) for each in wrong.problems]
    except RefusedError as refused:
        refusal = refused.told(_)
    with stores().studies() as session:
        found = prepared(session, study)
    return _page("yaml", found, text=text, problems=problems, refusal=refusal, begun=False), 400
