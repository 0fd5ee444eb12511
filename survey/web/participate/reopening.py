"""Somebody whose cookie is gone sends a page: what they typed stays in it until they show their link or code again."""

import re

from flask import render_template, request
from flask.typing import ResponseReturnValue

from survey.fieldwork import codes
from survey.fieldwork.tokens import handle

from . import guarding, tongues
from .typed import token_of
from .visit import Visit

LINK_FIELD = "link"
SPOKEN_FIELD = "spoken"
"""The language of the page that was sent: the cookie that knew it is gone."""
NOT_KEPT = {LINK_FIELD, SPOKEN_FIELD, tongues.FIELD, "csrf_token"}
_IN_TEXT = re.compile(r"(?<![A-Z0-9])[A-Z2-7]{32}(?![A-Z0-9])")
"""A token, wherever it stands in what was pasted."""


def reopened(form: str) -> Visit | None:
    """The visit of somebody who gave the link or code of this form; None if there is none, or another one."""
    given = request.form.get(LINK_FIELD, "").strip()
    found = _IN_TEXT.search(given)
    token = found[0] if found else token_of(given[: codes.LONGEST_TYPED]) if given else None
    return Visit(token, request.form.get(SPOKEN_FIELD, "")) if token and handle(token) == form else None


def reopen_page() -> ResponseReturnValue:
    """Ask for the link, and hold on to what was sent."""
    tongues.speak(tongues.offered(None), request.form.get(SPOKEN_FIELD))
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_KEPT]
    wrong = bool(request.form.get(LINK_FIELD, "").strip())
    status = 429 if wrong and guarding.is_over() else 403
    return render_template("participate/reopen.html", sent=kept, wrong=wrong), status
