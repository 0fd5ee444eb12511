"""The questions: show a page, keep what was sent, go on, and submit at the end."""

from dataclasses import dataclass, replace

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from survey.extensions import csrf, now, settings, stores
from survey.fieldwork import answers, second_look
from survey.fieldwork.answers import InvalidAnswersError, Standing
from survey.fieldwork.designs import FrozenWave
from survey.fieldwork.tokens import order_seed
from survey.questionnaires import routing
from survey.questionnaires.kinds import Answers
from survey.questionnaires.ordering import ordered
from survey.questionnaires.study import Mode
from survey.storage.responses import TicketState

from .. import words
from ..access import Rule, allow
from . import endings, forms, looking, quantities, routes, saying, tongues, visit
from .blueprint import blueprint
from .forms import Screen
from .frozen import frozen
from .reopening import reopen_page, reopened
from .visit import Visit

IF_EMPTY = "open"
"""The argument that makes a page ask whether it is meant to be empty."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is: whose form, in which wave, on which screen, and what can be seen."""

    form: str
    standing: Standing
    wave: FrozenWave
    shown: routes.Shown
    screen: Screen

    def address(self, page: str, asking: str | None = None) -> str:
        """The address of a page of this form; `asking` is the argument that makes it ask something."""
        address = url_for("participate.question", form=self.form, page_id=page)
        return f"{address}?{asking}=1" if asking else address


@blueprint.route("/answer/<form>/<page_id>", methods=["GET", "POST"])
@allow(Rule.LINK)
def question(form: str, page_id: str) -> ResponseReturnValue:
    """One page of the questionnaire."""
    here = visit.current(form) or reopened(form)
    if here is None:
        return reopen_page()
    tongues.speak(tongues.offered(None), here.language)
    with stores().responses() as responses:
        found = answers.standing(responses, here.token)
        if found is None or not found.is_live(now().date()):
            return _gone(responses, found, form)
        wave = frozen(found)
        tongues.speak_of(wave, here.language, found.draft.language, found.language)
        place = _place(form, found, page_id)
        if place is None:
            resumed = routes.resume(wave.questionnaire, found.draft)
            return redirect(url_for("participate.question", form=form, page_id=resumed), 303)
        if request.method == "POST":
            return _kept(here, _sent(responses, place))
    return _kept(here, _page(place, forms.filled(place.screen, found.draft.answers)))


csrf.exempt(question)  # The form checks it itself, so that a page that was open too long keeps what was typed.


def _kept(here: Visit, answer: ResponseReturnValue) -> ResponseReturnValue:
    """The answer; with the visit, if the browser has none or another language. One that just ended is left alone."""
    response = make_response(answer)
    gone = visit.current(here.handle) is None
    if (gone or words.language() != here.language) and not response.headers.getlist("Set-Cookie"):
        visit.keep(response, replace(here, language=words.language()))
    return response


def _place(form: str, found: Standing, page_id: str) -> Place | None:
    """None for a page that does not exist or is out of reach."""
    wave = frozen(found)
    shown = routing.shown_items(wave.questionnaire, found.draft.answers)
    if page_id not in shown:
        return None
    seed = order_seed(found.secret)
    items = tuple(ordered(item, seed) for item in shown[page_id])
    screen = Screen(wave.digest, page_id, words.language(), items)
    return Place(form, found, wave, shown, screen)


def _sent(responses: Session, place: Place) -> ResponseReturnValue:
    """Keep what was sent and go to the next page, the page before, or the end."""
    form = forms.sent(place.screen, request.form)
    if not form.validate():
        return _page(place, form), 422
    changes = forms.answers(place.screen, form)
    if (address := _not_yet(responses, place, changes)) is not None:
        return redirect(address, 303)
    page = _after(place, place.standing.draft.answers | changes)
    if page is None:
        return _submit(responses, place, changes)
    saved = answers.save(responses, place.standing, place.screen.page, changes, words.language())
    if saved.state is not TicketState.OPEN:
        return _gone(responses, saved, place.form)
    if saved.rev > place.standing.rev + 1:  # Another tab saved in between, and may have changed the way.
        page = _after(place, saved.draft.answers) or place.screen.page
    return redirect(place.address(page), 303)


def _not_yet(responses: Session, place: Place, changes: Answers) -> str | None:
    """Where somebody goes who does not go on yet, after what they sent was kept; None if they go on."""
    if (elsewhere := _elsewhere(place)) is not None:
        _keep(responses, place, changes)
        return place.address(elsewhere)
    if _may_be_forgotten(place.screen, changes):
        _keep(responses, place, changes)
        return place.address(place.screen.page, IF_EMPTY)
    texts = place.screen.text_keys()
    if not second_look.is_wanted(place.standing, texts, changes):
        return None
    once = second_look.asked(place.standing, texts, changes)
    answers.save(responses, once, place.standing.draft.page, changes, words.language())
    return place.address(place.screen.page, looking.ARGUMENT)


def _after(place: Place, given: Answers) -> str | None:
    return routes.after(place.wave.questionnaire, given, place.screen.page, place.screen.item_ids)


def _may_be_forgotten(screen: Screen, changes: Answers) -> bool:
    """Whether to ask once if this is meant to be empty. Questions that are an extra are never asked about."""
    if IF_EMPTY in request.args or any(answer is not None for answer in changes.values()):
        return False
    return any(item.core and item.asks for item in screen.items)


def _elsewhere(place: Place) -> str | None:
    """The page that a button other than the one to go on leads to: the one before, or this one in another language."""
    if request.form.get("go") == "back":
        return routes.before(place.shown, place.screen.page) or place.screen.page
    return place.screen.page if "go" not in request.form and tongues.asked() else None


def _keep(responses: Session, place: Place, changes: Answers) -> None:
    """Save what changed on a page that is not done with: the link goes on here, not behind it."""
    before = place.standing.draft
    answered = any(before.answers.get(key) != answer for key, answer in changes.items())
    if answered or words.language() != (before.language or place.standing.language):
        answers.save(responses, place.standing, before.page, changes, words.language())


def _submit(responses: Session, place: Place, changes: Answers) -> ResponseReturnValue:
    try:
        state = answers.submit(responses, place.standing, place.wave.questionnaire, now().date(), changes)
    except InvalidAnswersError as error:
        wrong = routes.page_of(place.wave.questionnaire, error.keys[0])
        return redirect(place.address(wrong or place.screen.page), 303)
    return _gone(responses, replace(place.standing, state=state), place.form)


def _gone(responses: Session, found: Standing | None, form: str) -> ResponseReturnValue:
    """There is nothing to answer any more."""
    if found is None or found.state in (TicketState.OPEN, TicketState.CLOSED):
        page = endings.not_found()
    elif found.state is TicketState.DECLINED or answers.is_withdrawn(responses, found):
        page = endings.closing_page(responses, found, words.language())
    else:
        return endings.farewell(found, form)
    response = make_response(page)
    visit.forget(response, form)
    return response


def _page(place: Place, form: FlaskForm) -> str:
    number, total = routes.count(place.shown, place.screen.page)
    pages = list(place.shown)
    return render_template(
        "participate/question.html",
        study=place.wave.study,
        items=place.screen.items,
        form=form,
        spoken=saying.spoken(place.wave, place.standing, place.screen.items),
        months=quantities.months,
        number=number,
        total=total,
        first=place.screen.page == pages[0],
        last=place.screen.page == pages[-1],
        own_words=any(item.text_keys() for item in place.wave.questionnaire.items()),
        prompt=IF_EMPTY in request.args and not form.errors,
        look=None if form.errors else looking.notice(place.screen, place.standing.draft),
        own_link=_own_link(place),
    )


def _own_link(place: Place) -> str | None:
    """The link to go on with later, for who came without one."""
    if place.wave.study.mode is not Mode.OPEN:
        return None
    return settings().public_url + url_for("participate.start", token=place.standing.secret)
