"""The questionnaire as a participant sees it: the participant's own pages, walked through with nothing stored.

What was answered so far goes along in the form. The page may be shown in a frame of our own pages; no other page may.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, g, make_response, render_template, request
from flask.typing import ResponseReturnValue

from survey.languages import languages
from survey.questionnaires import routing
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.editing import operations
from survey.questionnaires.editing.document import Document
from survey.questionnaires.editing.outline import UnknownItemError, item
from survey.questionnaires.editing.presentable import presentable
from survey.questionnaires.kinds import Answers, Item
from survey.questionnaires.piping import piped
from survey.questionnaires.routing import UnreadableAnswersError
from survey.questionnaires.wording import spoken

from ... import words
from ...access import Rule, allow
from ...headers import PLAIN
from ...participate import forms, quantities, routes
from ...participate.forms import Screen
from ..blueprint import blueprint
from .desk import Desk, design, desk
from .items import draft

FRAMED = PLAIN.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
LONGEST = 100_000
"""Characters of answers that go along."""


@dataclass(frozen=True, slots=True)
class Seeming:
    """As much of a study as a page of its questionnaire shows."""

    title: dict[str, str]
    organisation: dict[str, str]
    mode: str = "linked"
    purpose: str = "real"
    look: None = None
    privacy: None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """Where the walk is: the questionnaire, the answers so far, and the language."""

    questionnaire: Questionnaire
    answers: Answers
    language: str
    study: Seeming

    @property
    def shown(self) -> dict[str, tuple[Item, ...]]:
        """The pages that somebody with these answers sees."""
        return routing.shown_items(self.questionnaire, self.answers)


@blueprint.route("/studies/<study>/questionnaires/<name>/preview", methods=["GET", "POST"])
@allow(Rule.DESIGN)
def questionnaire_preview(study: str, name: str) -> ResponseReturnValue:
    """One page of the questionnaire. A form of the builder that is sent here is shown as it is filled in."""
    here = desk(study, name)
    wanted = request.values.get("item", "")
    document = _unsaved(here, wanted) if "when:mode" in request.form else here.document
    able = [tag for tag in here.languages if tag in languages()] or here.languages
    asked = request.form.get("lang") or request.values.get("in", "")
    language = asked if asked in here.languages else here.languages[0]
    words.speak(language)
    g.tongues = tuple(able)
    found = presentable(document)
    if found.questionnaire is None or wanted in found.left_out:
        return _framed(render_template("research/questionnaires/nothing.html", left_out=wanted in found.left_out))
    walk = Walk(found.questionnaire, _answers(), language, _study(study, here))
    return _framed(_step(walk, wanted))


def _unsaved(here: Desk, wanted: str) -> Document:
    """The document with the question as a form has it now."""
    try:
        base = item(here.document, wanted)
    except UnknownItemError:
        return here.document
    return operations.replace_item(here.document, wanted, {**draft(here, base).item, "id": wanted})


def _study(study: str, here: Desk) -> Seeming:
    written = design(study)
    organisation = written.get("organisation")
    name = (
        {tag: each for tag, each in organisation.items() if isinstance(each, str)}
        if isinstance(organisation, dict)
        else {}
    )
    title = here.document.get("title") or {here.languages[0]: here.kept.name}
    return Seeming(title, name or {"nl": "Werkpeil"})


def _answers() -> Answers:
    """The answers that go along; none where they are not what was sent out."""
    text = request.form.get("answers", "")
    try:
        return routing.thaw(text) if 0 < len(text) <= LONGEST else {}
    except UnreadableAnswersError:
        return {}


def _step(walk: Walk, wanted: str) -> str:
    """The page that is asked for, or the one that the buttons of the page before lead to."""
    at = request.form.get("page", "")
    items = walk.shown.get(at) or _items(walk.questionnaire, at)
    if not items:
        return _page(walk, _page_of(walk.questionnaire, wanted), routed=not wanted)
    screen = Screen(walk.questionnaire.digest(), at, walk.language, items)
    form = forms.sent(screen, request.form)
    if not form.validate():
        return _page(walk, at, form, routed=False)
    after = replace(walk, answers=walk.answers | forms.answers(screen, form))
    if "go" not in request.form:
        return _page(after, at, routed=False)
    if request.form["go"] == "back":
        return _page(after, routes.before(walk.shown, at) if at in walk.shown else None)
    there = routes.after(walk.questionnaire, after.answers, at, screen.item_ids)
    if there is None:
        return render_template("research/questionnaires/walked.html", study=walk.study)
    return _page(after, there)


def _page(walk: Walk, at: str | None, form: Any = None, *, routed: bool = True) -> str:
    """A page of the questionnaire; the first where `at` is None. `routed`: only if somebody comes there."""
    shown = walk.shown
    if at is not None and at not in shown and not routed:
        shown = {
            page.id: shown.get(page.id) or (_items(walk.questionnaire, at) if page.id == at else ())
            for page in walk.questionnaire.pages
        }
        shown = {page: items for page, items in shown.items() if items}
    at = at if at in shown else next(iter(shown), None)
    if at is None:
        return render_template("research/questionnaires/nothing.html", left_out=False)
    screen = Screen(walk.questionnaire.digest(), at, walk.language, shown[at])
    number, total = routes.count(shown, at)
    pages = list(shown)
    return render_template(
        "research/questionnaires/walk.html",
        study=walk.study,
        items=screen.items,
        form=form or forms.filled(screen, walk.answers),
        spoken=_spoken(walk),
        months=quantities.months,
        number=number,
        total=total,
        first=at == pages[0],
        last=at == pages[-1],
        own_words=False,
        prompt=False,
        look=None,
        answers=routing.dump(walk.answers),
        at=at,
    )


def _spoken(walk: Walk) -> Callable[[dict[str, str]], str]:
    kept = routing.prune(walk.questionnaire, walk.answers)
    return lambda wording: piped(spoken(wording, walk.language), kept, walk.questionnaire, walk.language, {})


def _items(questionnaire: Questionnaire, page_id: str) -> tuple[Item, ...]:
    page = questionnaire.page(page_id)
    return tuple(item for item in page.items if item.is_shown) if page else ()


def _page_of(questionnaire: Questionnaire, item_id: str) -> str | None:
    return next((page.id for page in questionnaire.pages for item in page.items if item.id == item_id), None)


def _framed(page: str) -> Response:
    """The page with leave to stand in a frame of ours."""
    response = make_response(page)
    scripts = f"; script-src 'nonce-{g.nonce}'; connect-src 'self'" if "nonce" in g else ""
    response.headers["Content-Security-Policy"] = FRAMED + scripts
    return response
