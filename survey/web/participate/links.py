"""The personal link: start page, Start, and "I do not take part". Looking at a link changes nothing, because mail
scanners open every link."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey.extensions import now, stores
from survey.fieldwork import answers
from survey.fieldwork.answers import Standing
from survey.storage.responses import TicketState

from .. import words
from ..access import Rule, allow
from . import guarding, routes, tongues, visit
from .blueprint import blueprint
from .endings import UNKNOWN, closing_page
from .frozen import frozen


@blueprint.get("/a/<token>")
@allow(Rule.LINK)
def start(token: str) -> ResponseReturnValue:
    """Who asks, why, and what happens with the answers; or that the link has done its work."""
    found = standing_of(token)
    if found is None:
        return _no_right()
    if found.state is TicketState.OPEN:
        return _start_page(found)
    with stores().responses() as responses:
        return closing_page(responses, found)


@blueprint.get("/a/<path:_rest>")
@allow(Rule.LINK)
def malformed(_rest: str) -> ResponseReturnValue:
    """A link that broke on the way."""
    return _no_right()


@blueprint.post("/a/<token>")
@allow(Rule.LINK)
def begin(token: str) -> ResponseReturnValue:
    """Start or go on: the token moves from the address to a cookie."""
    found = standing_of(token)
    if found is None:
        return _no_right()
    if found.state is not TicketState.OPEN:
        return redirect(url_for("participate.start", token=token), 303)
    new = visit.Visit(token, words.language())
    page = routes.resume(frozen(found).questionnaire, found.draft)
    response = redirect(url_for("participate.question", form=new.handle, page_id=page), 303)
    visit.keep(response, new)
    return response


@blueprint.get("/a/<token>/decline")
@allow(Rule.LINK)
def declining(token: str) -> ResponseReturnValue:
    """Somebody reloads or goes back to where they pressed: the start page knows what has become of it."""
    return redirect(url_for("participate.start", token=token))


@blueprint.post("/a/<token>/decline")
@allow(Rule.LINK)
def decline(token: str) -> ResponseReturnValue:
    """Take no part."""
    found = standing_of(token)
    if found is None:
        return _no_right()
    with stores().responses() as responses:
        answers.decline(responses, token)
    return redirect(url_for("participate.start", token=token, lang=request.form.get(tongues.FIELD)), 303)


def _no_right() -> ResponseReturnValue:
    """The page for links that give no right, for somebody who may be guessing."""
    tongues.speak(tongues.offered(None))
    return guarding.refused(UNKNOWN)


def standing_of(token: str) -> Standing | None:
    """Where the holder of a link stands; None if the link gives, and gave, a right to nothing."""
    with stores().responses() as responses:
        found = answers.standing(responses, token)
    if found is None or found.state in (TicketState.USED, TicketState.DECLINED):
        return found
    if not found.is_live(now().date()):
        return None
    tongues.speak_of(frozen(found), found.draft.language, found.language)
    return found


def _start_page(found: Standing) -> ResponseReturnValue:
    wave = frozen(found)
    return render_template(
        "participate/start.html",
        study=wave.study,
        audience=wave.wave.audience,
        questionnaire=wave.questionnaire,
        closes=found.closes,
        under_way=found.rev > 0,
    )
