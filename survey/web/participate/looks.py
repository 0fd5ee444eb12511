"""The look of a study: a style sheet with its colour, and its logo, under addresses that change with their content."""

import hashlib
from functools import cache

from flask import Response, abort, make_response, url_for
from flask.typing import ResponseReturnValue

from survey.extensions import stores
from survey.fieldwork import designs
from survey.questionnaires.look import Look, sheet, tone
from survey.questionnaires.study import Study

from ..access import Rule, allow
from .blueprint import blueprint

LOCKED = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""A logo is a picture, also for who opens its address: nothing in it runs or is fetched."""


@blueprint.get("/look/<study_id>.css")
@allow(Rule.ANYONE)
def look_sheet(study_id: str) -> ResponseReturnValue:
    """The colour of a study."""
    look = _look(study_id)
    if look.colour is None:
        abort(404)
    return _kept(make_response(sheet(tone(look.colour))), "text/css; charset=utf-8")


@blueprint.get("/look/<study_id>/logo")
@allow(Rule.ANYONE)
def logo(study_id: str) -> ResponseReturnValue:
    """The logo of a study."""
    picture = _look(study_id).picture
    if picture is None:
        abort(404)
    kind, content = picture
    response = _kept(make_response(content), kind)
    response.headers["Content-Security-Policy"] = LOCKED
    return response


def sheet_address(study: Study | None) -> str | None:
    """Where a page finds the colour of its study; None where it has none."""
    if study is None or study.look is None or study.look.colour is None:
        return None
    return url_for("participate.look_sheet", study_id=study.id, v=_version(study.look))


def logo_address(study: Study | None) -> str | None:
    """Where a page finds the logo of its study; None where it has none."""
    if study is None or study.look is None or study.look.picture is None:
        return None
    return url_for("participate.logo", study_id=study.id, v=_version(study.look))


@cache
def _version(look: Look) -> str:
    return hashlib.sha256(look.model_dump_json().encode()).hexdigest()[:12]


def _look(study_id: str) -> Look:
    try:
        with stores().studies() as studies:
            found = designs.find(studies, study_id).look
    except designs.UnknownStudyError:
        abort(404)
    return found or Look()


def _kept(response: Response, kind: str) -> Response:
    response.content_type = kind
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
