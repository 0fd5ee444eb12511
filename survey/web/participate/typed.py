"""The code of a letter, typed: it leads to the start page of the link that it stands for.

The code is sent in the body of a POST: no address and no log ever holds it. From then on the way is that of the link.
"""

from threading import BoundedSemaphore

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey.extensions import stores
from survey.fieldwork import codes

from ..access import Rule, allow
from . import guarding, links, tongues
from .blueprint import blueprint

CHECKS = BoundedSemaphore(2)
"""To look for a code takes some 20 ms of a core and 8 MiB, on purpose: more than a few at once wait for each other, so
that the questions of others stay quick."""

PAGE = "participate/code.html"


def token_of(text: str) -> str | None:
    """The token that a typed code stands for; None if there is no such code."""
    with CHECKS, stores().responses() as responses:
        return codes.token_behind(responses, text)


@blueprint.get("/code")
@allow(Rule.ANYONE)
def code() -> ResponseReturnValue:
    """One field."""
    tongues.speak(tongues.offered(None))
    return render_template(PAGE)


@blueprint.post("/code")
@allow(Rule.LINK)
def enter() -> ResponseReturnValue:
    """To the start page, or what to look at: the same for a code with a mistake, an unknown one and a closed one."""
    text = request.form.get("code", "")[: codes.LONGEST_TYPED]
    token = token_of(text)
    if links.standing_of(token or "") is None:
        tongues.speak(tongues.offered(None))
        return guarding.refused(PAGE, wrong=True, typed=text)
    return redirect(url_for("participate.start", token=token, lang=request.args.get("lang")), 303)
