"""Reading open answers one by one: two people look for themes in each, and do not see what the other found."""

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from survey.analysis.readings import Codes, Reading
from survey.questionnaires.problems import RefusedError
from survey.reporting.open_answers import clearing, coding
from survey.reporting.open_answers.coding import Found
from survey.reporting.open_answers.standing import Coder
from survey.storage.engines import writing

from ..access import Rule, allow
from ..words import _
from .blueprint import blueprint
from .own_words import Desk, desk
from .studies_found import title_of

AT = "/studies/<study>/open-answers/<wave>/<item>"


@blueprint.get(f"{AT}/read")
@allow(Rule.ANSWERS)
def open_answers_read(study: str, wave: str, item: str) -> ResponseReturnValue:
    """The next answer that one has not read; the overview when there is none."""
    with desk(study, wave, item) as here:
        return _next(here, None)


def _next(here: Desk, after: uuid.UUID | None) -> ResponseReturnValue:
    key = here.now.unread(here.me, after) if here.me else None
    if key is None:
        return redirect(url_for(".open_answers_item", **here.place), 303)
    return redirect(url_for(".open_answers_text", **here.place, key=key), 303)


@blueprint.get(f"{AT}/read/<uuid:key>")
@allow(Rule.ANSWERS)
def open_answers_text(study: str, wave: str, item: str, key: uuid.UUID) -> ResponseReturnValue:
    """One answer, with the themes to choose from."""
    with desk(study, wave, item) as here:
        if here.me is None or here.now.both_done:
            return redirect(url_for(".open_answers_item", **here.place), 303)
        return _page(here, here.me, key)


def _page(here: Desk, me: Coder, key: uuid.UUID, problem: str = "") -> ResponseReturnValue:
    text = here.text(key)
    known = here.now.of(key)
    reading = known.reading if known else None
    found = (reading.first if me is Coder.FIRST else reading.second) if reading else None
    queue = here.now.queue(me)
    at = queue.index(key) if key in queue else 0
    page = render_template(
        "research/open_answers/text.html",
        study=here.study.id,
        title=title_of(here.study),
        here=here,
        text=text,
        pieces=clearing.pieces(text.text),
        found=found,
        read=here.now.read(me),
        before=queue[at - 1] if at else None,
        after=queue[at + 1] if at + 1 < len(queue) else None,
        problem=problem,
    )
    return page, 409 if problem else 200


@blueprint.post(f"{AT}/read/<uuid:key>")
@allow(Rule.ANSWERS)
def open_answers_code(study: str, wave: str, item: str, key: uuid.UUID) -> ResponseReturnValue:
    """Keep which themes are in an answer, and go to the next."""
    with desk(study, wave, item) as here:
        if here.me is None:
            return redirect(url_for(".open_answers_item", **here.place), 303)
        found = Found(key, here.me, frozenset(request.form.getlist("theme")))
        try:
            coding.code(writing(here.responses), here.now, [each.code for each in here.offered], found)
        except RefusedError as refusal:
            here.responses.rollback()
            return _page(here, here.me, key, refusal.told(_))
        here.responses.commit()
    with desk(study, wave, item) as here:
        return _next(here, key)


@blueprint.get(f"{AT}/differences")
@allow(Rule.ANSWERS)
def open_answers_differences(study: str, wave: str, item: str) -> ResponseReturnValue:
    """The first answer in which the coders found different themes; the overview when there is none."""
    with desk(study, wave, item) as here:
        left = here.now.conflicts
        if not left:
            return redirect(url_for(".open_answers_item", **here.place), 303)
        return redirect(url_for(".open_answers_difference", **here.place, key=left[0].id), 303)


@blueprint.get(f"{AT}/differences/<uuid:key>")
@allow(Rule.ANSWERS)
def open_answers_difference(study: str, wave: str, item: str, key: uuid.UUID) -> ResponseReturnValue:
    """One answer with what both coders found. Nobody sees that before both have read everything."""
    with desk(study, wave, item) as here:
        if not here.now.both_done:
            return redirect(url_for(".open_answers_item", **here.place), 303)
        return _difference(here, key)


def _difference(here: Desk, key: uuid.UUID, problem: str = "") -> ResponseReturnValue:
    text, known = here.text(key), here.now.of(key)
    reading = known.reading if known else Reading()
    page = render_template(
        "research/open_answers/difference.html",
        study=here.study.id,
        title=title_of(here.study),
        here=here,
        text=text,
        pieces=clearing.pieces(text.text),
        reading=reading,
        ticked=_ticked(reading),
        left=len(here.now.conflicts),
        problem=problem,
    )
    return page, 409 if problem else 200


def _ticked(reading: Reading) -> Codes:
    """What was decided, else what both found."""
    if reading.decided is not None:
        return reading.decided
    return (reading.first or frozenset()) & (reading.second or frozenset())


@blueprint.post(f"{AT}/differences/<uuid:key>")
@allow(Rule.ANSWERS)
def open_answers_decide(study: str, wave: str, item: str, key: uuid.UUID) -> ResponseReturnValue:
    """Decide which themes are in an answer; who decides is known, and logged."""
    with desk(study, wave, item) as here:
        found = Found(key, Coder.DECIDER, frozenset(request.form.getlist("theme")))
        try:
            coding.code(writing(here.responses), here.now, [each.code for each in here.offered], found)
            coding.preside(writing(here.studies), here.wave_id, item, current_user.email)
        except RefusedError as refusal:
            here.responses.rollback()
            here.studies.rollback()
            return _difference(here, key, refusal.told(_))
        here.studies.commit()
        here.responses.commit()
        here.note("decide")
    return redirect(url_for(".open_answers_differences", **here.place), 303)
