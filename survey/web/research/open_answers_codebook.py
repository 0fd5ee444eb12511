"""The codebook of open answers: themes are added, renamed, retired and put together here."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey.questionnaires.problems import RefusedError
from survey.reporting.open_answers import codebook
from survey.reporting.open_answers.codebook import Listed, Wanted
from survey.storage.engines import writing

from ..access import Rule, allow
from ..words import _
from .blueprint import blueprint
from .own_words import Desk, desk
from .studies_found import title_of

AT = "/studies/<study>/open-answers/<wave>/<item>/themes"


@blueprint.get(AT)
@allow(Rule.ANSWERS)
def open_answers_themes(study: str, wave: str, item: str) -> ResponseReturnValue:
    """The codebook."""
    with desk(study, wave, item) as here:
        return _book(here)


def _book(here: Desk, problem: str = "") -> ResponseReturnValue:
    names = {"study": here.study.id, "title": title_of(here.study), "here": here}
    page = render_template("research/open_answers/themes.html", **names, problem=problem, form=request.form)
    return page, 409 if problem else 200


def _wanted() -> Wanted:
    given = request.form
    names = {language: given.get(f"name_{language}", "") for language in codebook.LANGUAGES}
    return Wanted(names, given.get("definition", ""), given.get("example", ""))


@blueprint.post(AT)
@allow(Rule.ANSWERS)
def open_answers_add_theme(study: str, wave: str, item: str) -> ResponseReturnValue:
    """Add a theme, from the codebook or while reading an answer."""
    with desk(study, wave, item) as here:
        try:
            code = codebook.add(writing(here.responses), study, item, _wanted())
        except RefusedError as refusal:
            here.responses.rollback()
            return _book(here, refusal.told(_))
        here.responses.commit()
        here.note("theme", f"add {code}")
    back = request.form.get("back", "")
    if back and any(str(each.id) == back for each in here.now.texts):
        return redirect(url_for(".open_answers_text", **here.place, key=back), 303)
    return redirect(url_for(".open_answers_themes", **here.place), 303)


@blueprint.get(f"{AT}/<code>")
@allow(Rule.ANSWERS)
def open_answers_theme(study: str, wave: str, item: str, code: str) -> ResponseReturnValue:
    """One theme: its words, and what can be done with it."""
    with desk(study, wave, item) as here:
        return _theme(here, code)


def _theme(here: Desk, code: str, problem: str = "") -> ResponseReturnValue:
    page = render_template(
        "research/open_answers/theme.html",
        study=here.study.id,
        title=title_of(here.study),
        here=here,
        theme=_found(here, code),
        problem=problem,
    )
    return page, 409 if problem else 200


def _found(here: Desk, code: str) -> Listed:
    return next((each for each in here.book if each.code == code), None) or abort(404)


@blueprint.post(f"{AT}/<code>")
@allow(Rule.ANSWERS)
def open_answers_change_theme(study: str, wave: str, item: str, code: str) -> ResponseReturnValue:
    """Give a theme other words, retire it, or bring it back."""
    with desk(study, wave, item) as here:
        _found(here, code)
        deed = request.form.get("deed", "change")
        try:
            session = writing(here.responses)
            if deed in ("retire", "restore"):
                codebook.retire(session, study, item, code, retired=deed == "retire")
            else:
                codebook.change(session, study, item, code, _wanted())
        except RefusedError as refusal:
            here.responses.rollback()
            return _theme(here, code, refusal.told(_))
        here.responses.commit()
        here.note("theme", f"{deed if deed in ('retire', 'restore') else 'change'} {code}")
    return redirect(url_for(".open_answers_themes", **here.place), 303)


@blueprint.post(f"{AT}/<code>/merge")
@allow(Rule.ANSWERS)
def open_answers_merge(study: str, wave: str, item: str, code: str) -> ResponseReturnValue:
    """Put a theme together with another; asked first, because it cannot be undone."""
    with desk(study, wave, item) as here:
        theme, into = _found(here, code), request.form.get("into", "")
        other = next((each for each in here.book if each.code == into), None)
        if request.form.get("sure") != "yes" and other is not None and other.code != code:
            names = {"study": study, "title": title_of(here.study), "here": here}
            return render_template("research/open_answers/merge.html", **names, theme=theme, other=other)
        try:
            codebook.merge(writing(here.responses), study, item, code, into)
        except RefusedError as refusal:
            here.responses.rollback()
            return _theme(here, code, refusal.told(_))
        here.responses.commit()
        here.note("theme", f"merge {code} into {into}")
    return redirect(url_for(".open_answers_themes", **here.place), 303)
