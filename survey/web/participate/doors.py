"""The door of an open study: a public address, and a page for the code of a group. Looking changes nothing; *Start*
makes a right to answer of one's own, and from there on there is one way for everybody."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey.extensions import now, stores
from survey.fieldwork import codes, designs, doors
from survey.fieldwork.designs import UnknownStudyError
from survey.fieldwork.doors import Door
from survey.fieldwork.drafts import Draft
from survey.questionnaires.study import Mode, Study

from .. import words
from ..access import Rule, allow
from . import guarding, routes, tongues, visit
from .blueprint import blueprint

CODE_PAGE, CLOSED, CROWDED = (f"participate/door_{name}.html" for name in ("code", "closed", "crowded"))


@blueprint.get("/j")
@allow(Rule.ANYONE)
def group() -> ResponseReturnValue:
    """One field, for the code of a group."""
    tongues.speak(tongues.offered(None))
    return render_template(CODE_PAGE)


@blueprint.post("/j")
@allow(Rule.LINK)
def enter_group() -> ResponseReturnValue:
    """To the door that the code opens, or what to look at."""
    text = request.form.get("code", "")[: codes.LONGEST_TYPED]
    with stores().studies() as studies:
        found = doors.behind_code(studies, text, now().date())
    if found is None:
        tongues.speak(tongues.offered(None))
        return guarding.refused(CODE_PAGE, wrong=True, typed=text)
    study_id, _, name = found.wave.id.partition("/")
    lang = request.args.get("lang")
    return redirect(url_for("participate.door", study_id=study_id, name=name, code=found.code, lang=lang), 303)


@blueprint.get("/j/<study_id>/<name>")
@blueprint.get("/j/<study_id>/<name>/<code>")
@allow(Rule.LINK)
def door(study_id: str, name: str, code: str = "") -> ResponseReturnValue:
    """Who asks and why, and *Start*; or that answers were sent from here, or what is missing."""
    found = _found(study_id, name)
    if found is None:
        return _closed(study_id)
    tongues.speak_of(found.wave)
    if not found.lets_in(code):
        return guarding.refused(CODE_PAGE, wrong=True, typed=code) if code else render_template(CODE_PAGE)
    wave = found.wave
    if visit.has_received():
        return render_template("participate/door_received.html", study=wave.study)
    return render_template(
        "participate/start.html",
        study=wave.study,
        audience=wave.wave.audience,
        questionnaire=wave.questionnaire,
        closes=found.closes,
        under_way=False,
        door=True,
    )


@blueprint.post("/j/<study_id>/<name>")
@blueprint.post("/j/<study_id>/<name>/<code>")
@allow(Rule.LINK)
def step_in(study_id: str, name: str, code: str = "") -> ResponseReturnValue:
    """Start: a ticket of one's own, in a cookie, as after a personal link."""
    found = _found(study_id, name)
    if found is None:
        return _closed(study_id)
    tongues.speak_of(found.wave)
    if not found.lets_in(code) or (visit.has_received() and "again" not in request.form):
        return redirect(request.full_path.rstrip("?"), 303)
    if guarding.is_crowded():
        return render_template(CROWDED, study=found.wave.study), 429
    with stores().responses() as responses:
        token = doors.enter(responses, found, words.language())
    new = visit.Visit(token, words.language())
    first = routes.resume(found.wave.questionnaire, Draft())
    response = redirect(url_for("participate.question", form=new.handle, page_id=first), 303)
    visit.keep(response, new)
    return response


def _found(study_id: str, name: str) -> Door | None:
    with stores().studies() as studies:
        return doors.find(studies, study_id, name, now().date())


def _closed(study_id: str) -> ResponseReturnValue:
    """The same page for a study that is over, not open yet, or not there; whom to ask, if it is an open one."""
    study = _open_study(study_id)
    tongues.speak(tongues.offered(study))
    return render_template(CLOSED, **({"study": study} if study else {})), 404


def _open_study(study_id: str) -> Study | None:
    try:
        with stores().studies() as studies:
            study = designs.find(studies, study_id)
    except UnknownStudyError:
        return None
    return study if study.mode is Mode.OPEN else None
