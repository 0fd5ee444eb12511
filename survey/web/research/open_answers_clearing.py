"""Clearing an open answer: taking out what leads to a person, setting it aside, and approving a part as a quote."""

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey.questionnaires.problems import RefusedError
from survey.questionnaires.study import ThemesMeasure
from survey.questionnaires.traces import Trace
from survey.reporting.open_answers import clearing
from survey.reporting.open_answers.clearing import MARKS, Cut
from survey.storage.engines import writing

from ..access import Rule, allow
from ..words import _
from .blueprint import blueprint
from .own_words import Desk, desk
from .studies_found import title_of

AT = "/studies/<study>/open-answers/<wave>/<item>"
OTHER = "other"


@blueprint.get(f"{AT}/clear/<uuid:key>")
@allow(Rule.ANSWERS)
def open_answers_clear(study: str, wave: str, item: str, key: uuid.UUID) -> ResponseReturnValue:
    """What may be taken out of an answer."""
    with desk(study, wave, item) as here:
        return _form(here, key)


def _form(here: Desk, key: uuid.UUID, problem: str = "") -> ResponseReturnValue:
    text = here.text(key)
    page = render_template(
        "research/open_answers/clear.html",
        study=here.study.id,
        title=title_of(here.study),
        here=here,
        text=text,
        pieces=clearing.pieces(text.text),
        suggested=clearing.suggested(text.text),
        marks=MARKS,
        form=request.form,
        problem=problem,
    )
    return page, 409 if problem else 200


@blueprint.post(f"{AT}/clear/<uuid:key>")
@allow(Rule.ANSWERS)
def open_answers_cleared(study: str, wave: str, item: str, key: uuid.UUID) -> ResponseReturnValue:
    """Show what would be left of an answer; when somebody is sure, do it for good."""
    with desk(study, wave, item) as here:
        text = here.text(key)
        cuts = _cuts(clearing.suggested(text.text))
        try:
            left = clearing.cleared(text.text, cuts)
            if request.form.get("sure") != "yes" or not cuts:
                return _confirm(here, key, left, cuts) if cuts else _form(here, key, _("Choose what has to go."))
            here.note("clear", ", ".join(cut.mark for cut in cuts))
            clearing.clear(writing(here.responses), key, request.form.get("before", ""), cuts)
        except RefusedError as refusal:
            here.responses.rollback()
            return _form(here, key, refusal.told(_))
        here.responses.commit()
    return redirect(url_for(".open_answers_text", **here.place, key=key), 303)


def _cuts(suggested: list[tuple[str, Trace]]) -> list[Cut]:
    """What was ticked, and what was written down besides."""
    ticked = set(request.form.getlist("cut"))
    cuts = [Cut(words, _(MARKS[kind])) for words, kind in suggested if words in ticked]
    words = request.form.get("words", "").strip()
    if words:
        cuts.append(Cut(words, _(MARKS.get(request.form.get("mark", OTHER), MARKS[OTHER]))))
    return cuts


def _confirm(here: Desk, key: uuid.UUID, left: str, cuts: list[Cut]) -> ResponseReturnValue:
    return render_template(
        "research/open_answers/confirm.html",
        study=here.study.id,
        title=title_of(here.study),
        here=here,
        text=here.text(key),
        left=left,
        cuts=cuts,
        sent=[pair for pair in request.form.items(multi=True) if pair[0] in ("cut", "words", "mark")],
    )


@blueprint.post(f"{AT}/aside/<uuid:key>")
@allow(Rule.ANSWERS)
def open_answers_aside(study: str, wave: str, item: str, key: uuid.UUID) -> ResponseReturnValue:
    """Set an answer aside, or bring it back."""
    with desk(study, wave, item) as here:
        here.text(key)
        aside = request.form.get("aside") != "no"
        here.note("aside" if aside else "bring back")
        clearing.set_aside(writing(here.responses), key, aside=aside)
        here.responses.commit()
    where = ".open_answers_read" if aside and here.me else ".open_answers_item"
    return redirect(url_for(where, **here.place), 303)


@blueprint.get(f"{AT}/quote/<uuid:key>")
@allow(Rule.ANSWERS)
def open_answers_quote(study: str, wave: str, item: str, key: uuid.UUID) -> ResponseReturnValue:
    """Which part of an answer everybody may see."""
    with desk(study, wave, item) as here:
        return _quote(here, key)


def _quote(here: Desk, key: uuid.UUID, problem: str = "", *, doubted: bool = False) -> ResponseReturnValue:
    text = here.text(key)
    page = render_template(
        "research/open_answers/quote.html",
        study=here.study.id,
        title=title_of(here.study),
        here=here,
        text=text,
        pieces=clearing.pieces(text.text),
        quote=request.form.get("quote") or text.quote or text.text,
        allowed=allowed(here),
        doubted=doubted,
        problem=problem,
    )
    return page, 409 if problem else 200


def allowed(here: Desk) -> bool:
    """Whether the study shows quotes from these answers."""
    measures = (each for each in here.study.results.measures if isinstance(each, ThemesMeasure))
    return any(each.item == here.item and each.quotes for each in measures)


@blueprint.post(f"{AT}/quote/<uuid:key>")
@allow(Rule.ANSWERS)
def open_answers_quoted(study: str, wave: str, item: str, key: uuid.UUID) -> ResponseReturnValue:
    """Approve a quote, or take it back."""
    with desk(study, wave, item) as here:
        here.text(key)
        session, drops = writing(here.responses), request.form.get("deed") == "drop"
        try:
            if drops:
                clearing.drop_quote(session, key)
            else:
                sure = request.form.get("sure") == "yes"
                clearing.approve_quote(session, key, request.form.get("quote", ""), sure=sure)
        except RefusedError as refusal:
            here.responses.rollback()
            doubted = isinstance(refusal, clearing.StillTracesError)
            return _quote(here, key, refusal.told(_), doubted=doubted)
        here.note("quote", "drop" if drops else "approve")
        here.responses.commit()
    return redirect(url_for(".open_answers_item", **here.place) + "#quotes", 303)
