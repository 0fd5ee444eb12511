"""Where the way ends: thank you, received, declined, removed, or a link that does not work.

The thank-you page comes after the cookies are gone. The right to remove the answers goes with it in a cookie that lives
for one redirect, and then only in the page itself: closing it leaves nothing behind.
"""

from flask import abort, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from survey.extensions import csrf, stores
from survey.fieldwork import answers, designs, removals
from survey.fieldwork.answers import Standing
from survey.questionnaires.study import Mode, Study
from survey.reporting import read
from survey.storage.responses import TicketState

from .. import words
from ..access import Rule, allow
from . import tongues, visit
from .blueprint import blueprint
from .frozen import frozen
from .visit import Visit

UNKNOWN = "participate/unknown.html"


def not_found() -> ResponseReturnValue:
    """The one page for links that are unknown, malformed, expired or closed: it tells nobody which."""
    tongues.speak(tongues.offered(None))
    return render_template(UNKNOWN), 404


def closing_page(responses: Session, found: Standing, language: str | None = None) -> ResponseReturnValue:
    """What the link of somebody shows who has answered, or who takes no part."""
    wave = frozen(found)
    tongues.speak_of(wave, language, found.language)
    if found.state is not TicketState.USED:
        return render_template("participate/declined.html", study=wave.study)
    page = "withdrawn" if answers.is_withdrawn(responses, found) else "received"
    address = published_at(wave.study, found.wave_id.rpartition("/")[2])
    return render_template(f"participate/{page}.html", study=wave.study, right=_right(found), results=address)


def published_at(study: Study, wave: str | None = None) -> str | None:
    """Where everybody can see what came out of a wave, or of the newest; None if there is no such page yet."""
    if not study.results.public:
        return None
    with stores().studies() as session:
        found = [each.wave for each in read.publications(session, study.id) if wave in (None, each.wave)]
    return url_for("public.results", study=study.id, wave=found[0]) if found else None


def farewell(found: Standing, form: str) -> ResponseReturnValue:
    """To the thank-you page. What stays in the browser is gone when that page is there."""
    study = frozen(found).study
    response = redirect(url_for("participate.thanks", study_id=study.id, lang=words.language()), 303)
    visit.forget(response, form)
    if study.mode is Mode.LINKED:
        visit.keep_last(response, Visit(found.secret, words.language()), study.id)
    elif study.mode is Mode.OPEN:
        visit.keep_received(response, found.wave_id)
    session.pop("csrf_token", None)
    return response


@blueprint.route("/thanks/<study_id>", methods=["GET", "POST"])
@allow(Rule.ANYONE)
def thanks(study_id: str) -> ResponseReturnValue:
    """The thank-you page. Who has just sent their answers, or comes by its language switch, can remove them there."""
    try:
        with stores().studies() as studies:
            study = designs.find(studies, study_id)
    except designs.UnknownStudyError:
        abort(404)
    tongues.speak(tongues.offered(study))
    holder = visit.last(study_id) or visit.holder(request.form.get("right", ""))
    right = visit.right(holder) if holder else None
    response = make_response(
        render_template("participate/thanks.html", study=study, right=right, results=published_at(study))
    )
    if visit.LAST_COOKIE in request.cookies:
        visit.forget_last(response, study_id)
    return response


@blueprint.post("/withdraw")
@allow(Rule.LINK)
def withdraw() -> ResponseReturnValue:
    """Ask whether somebody is sure, and remove their answers when they are."""
    holder = visit.holder(request.form.get("right", ""))
    if holder is None:
        return not_found()
    with stores().studies() as studies, stores().responses() as responses:
        if "sure" in request.form:
            removals.withdraw(studies, responses, holder.token)
        found = answers.standing(responses, holder.token)
        if found is None or _right(found) is None:
            return not_found()
        wave = frozen(found)
        tongues.speak_of(wave, holder.language)
        page = "withdrawn" if answers.is_withdrawn(responses, found) else "withdraw"
    words_of_ones_own = any(item.text_keys() for item in wave.questionnaire.items())
    return render_template(
        f"participate/{page}.html", study=wave.study, right=_right(found), own_words=words_of_ones_own
    )


csrf.exempt(thanks)  # Nothing is changed, and only who has the right to remove the answers gets further.
csrf.exempt(withdraw)  # The right in the form says more than a word from the session could: nobody can guess it.


def _right(found: Standing) -> str | None:
    """What the button to remove the answers sends; None where there are none, or nobody could find them."""
    removable = found.state is TicketState.USED and found.pseudonym is not None
    return visit.right(Visit(found.secret, words.language())) if removable else None
