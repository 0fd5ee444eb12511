"""Somebody whose cookie is gone sends a page: what they typed stays in it until they show their link again."""

import re

from flask import render_template, request
from flask.typing import ResponseReturnValue

from survey.fieldwork.tokens import handle

from . import tongues
from .visit import Visit

LINK_FIELD = "link"
SPOKEN_FIELD = "spoken"
"""The language of the page that was sent: the cookie that knew it is gone."""
NOT_KEPT = {LINK_FIELD, SPOKEN_FIELD, tongues.FIELD, "csrf_token"}
_IN_TEXT = re.compile(r"(?<![A-Z0-9])[A-Z2-7]{32}(?![A-Z0-9])")
"""A token, wherever it stands in what was pasted."""


def reopened(form: str) -> Visit | None:
    """The visit of somebody who pasted the link of this form into the page; None if there is none, or another one."""
    found = _IN_TEXT.search(request.form.get(LINK_FIELD, ""))
    return Visit(found[0], request.form.get(SPOKEN_FIELD, "")) if found and handle(found[0]) == form else None


def reopen_page() -> ResponseReturnValue:
    """Ask for the link, and hold on to what was sent."""
    tongues.speak(tongues.offered(None), request.form.get(SPOKEN_FIELD))
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_KEPT]
    wrong = bool(request.form.get(LINK_FIELD, "").strip())
    return render_template("participate/reopen.html", sent=kept, wrong=wrong), 403
