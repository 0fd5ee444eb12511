"""The link that stops mails. Looking at it changes nothing, because mail scanners open every link; a mail program posts
to it with one click (RFC 8058) and gets no cookie and no redirect. The person can take it back on the same page."""

from collections.abc import Callable
from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from survey.extensions import csrf, now, settings, stores
from survey.fieldwork import designs, suppression
from survey.fieldwork.designs import UnknownStudyError
from survey.fieldwork.stop_links import Stop, stop_key, unseal

from .. import words
from ..access import Rule, allow
from .blueprint import blueprint
from .endings import not_found

Change = Callable[[Session, int, date], None]


@blueprint.get("/stop/<sealed>")
@allow(Rule.LINK)
def stopping(sealed: str) -> ResponseReturnValue:
    """The button that stops mails, or the one that lets them come again."""
    return _page(sealed)


@blueprint.post("/stop/<sealed>")
@allow(Rule.LINK)
def stop(sealed: str) -> ResponseReturnValue:
    """Send no more mail."""
    return _page(sealed, suppression.stop)


@blueprint.post("/stop/<sealed>/again")
@allow(Rule.LINK)
def again(sealed: str) -> ResponseReturnValue:
    """Send mail again."""
    return _page(sealed, lambda contacts, contact_id, _day: suppression.go_on(contacts, contact_id))


for _view in (stop, again):  # A mail program has no cookie; the seal says who is meant.
    csrf.exempt(_view)


def _page(sealed: str, change: Change | None = None) -> ResponseReturnValue:
    """How it stands, after the change."""
    found = unseal(stop_key(settings().secret_key()), sealed)
    if found is None:
        return not_found()
    try:
        with stores().studies() as studies:
            study = designs.find(studies, found.study_id)
    except UnknownStudyError:
        return not_found()
    words.speak(found.language)
    return render_template(
        "participate/stopping.html", study=study, sealed=sealed, stopped=_changed(found, change), again=bool(change)
    )


def _changed(found: Stop, change: Change | None) -> bool:
    """Whether the person gets no mail, after the change. Somebody who was erased reads the same as anybody."""
    with stores().contacts() as contacts:
        if change is None:
            return suppression.has_stopped(contacts, found.contact_id)
        change(contacts, found.contact_id, now().date())
        return change is suppression.stop
