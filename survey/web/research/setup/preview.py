"""Mails to look at before they leave: as somebody gets them, in each language, and one to oneself."""

import contextlib
from email.message import EmailMessage

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from survey import posting
from survey.extensions import now, settings, stores
from survey.fieldwork import designs, shelf, specimen
from survey.fieldwork.assembling import Assembled
from survey.fieldwork.designs import FrozenWave
from survey.fieldwork.mailers import TryLaterError, WillNeverLeaveError
from survey.fieldwork.messages import one_line
from survey.fieldwork.specimen import NoLetterError, OtherLanguageError, Wish
from survey.languages import own_name
from survey.questionnaires.problems import RefusedError
from survey.questionnaires.study import LetterKind

from ...access import Rule, allow
from ...headers import PLAIN
from ...mailbox import MAIL_POLICY
from ...words import _, language
from ..blueprint import blueprint
from ..desk import prepared
from ..refusals import told
from .letters import KINDS


@blueprint.get("/studies/<study>/setup/mails/<wave>/<kind>/<tongue>")
@allow(Rule.DESIGN)
def setup_mail(study: str, wave: str, kind: str, tongue: str) -> ResponseReturnValue:
    """A mail: its HTML in a frame, its text below, and a button to send it to oneself."""
    return _looked_at(study, wave, kind, tongue)


@blueprint.get("/studies/<study>/setup/mails/<wave>/<kind>/<tongue>/html")
@allow(Rule.DESIGN)
def setup_mail_html(study: str, wave: str, kind: str, tongue: str) -> ResponseReturnValue:
    """The HTML of a mail by itself."""
    page = _part(_message(_prepared(study), wave, kind, tongue), "html")
    return Response(page, headers={"Content-Security-Policy": MAIL_POLICY})


@blueprint.post("/studies/<study>/setup/mails/<wave>/<kind>/<tongue>")
@allow(Rule.DESIGN)
def setup_mail_test(study: str, wave: str, kind: str, tongue: str) -> ResponseReturnValue:
    """Send a mail to whoever is logged in. Its links open nothing."""
    found = _prepared(study)
    message = _message(found, wave, kind, tongue)
    message.replace_header("Subject", one_line(_("Test: {subject}", subject=message["Subject"])))
    del message["To"]
    message["To"] = current_user.email
    try:
        if found.study is not None:
            posting.check_may_mail(settings(), found.study)
        with contextlib.closing(posting.mailer(settings())) as leaving:
            leaving.send(message, study)
    except RefusedError as refused:
        return _refused((study, wave, kind, tongue), told(refused), 409)
    except (TryLaterError, WillNeverLeaveError) as fault:
        return _refused((study, wave, kind, tongue), _("The mail server did not take it: {reason}", reason=fault), 502)
    return redirect(url_for("research.setup_mail", study=study, wave=wave, kind=kind, tongue=tongue, sent=1))


def letters(found: Assembled) -> list[tuple[str, list[tuple[str, str]]]]:
    """The mails that can be looked at: for each wave and kind its name, and an address for each language."""
    offered = []
    for wave in found.study.waves if found.study else ():
        if found.found.get(wave.questionnaire) is None or found.study is None:
            continue
        for kind in LetterKind:
            if found.study.letter(kind, wave) is None:
                continue
            name = f"{wave.text.get(language()) or next(iter(wave.text.values()))}: {_(KINDS[kind.value]).lower()}"
            spoken = found.study.languages_of(wave.audience)
            offered.append((name, [(own_name(tag), _address(found.id, wave.id, kind, tag)) for tag in spoken]))
    return offered


def _address(study: str, wave: str, kind: LetterKind, tongue: str) -> str:
    return url_for("research.setup_mail", study=study, wave=wave, kind=kind.value, tongue=tongue)


def _looked_at(study: str, wave: str, kind: str, tongue: str, refusal: str = "") -> Response:
    found = _prepared(study)
    message = _message(found, wave, kind, tongue)
    page = render_template(
        "research/setup/mail.html",
        study=study,
        title=shelf.titled(found.values, study, language()),
        mail=message,
        text=_part(message, "plain").strip(),
        source=url_for("research.setup_mail_html", study=study, wave=wave, kind=kind, tongue=tongue),
        tongue=tongue,
        refusal=refusal,
        sent="sent" in request.args,
        email=current_user.email,
    )
    return Response(page, headers={"Content-Security-Policy": f"{PLAIN}; frame-src 'self'"})


def _refused(which: tuple[str, str, str, str], why: str, status: int) -> Response:
    page = _looked_at(*which, why)
    page.status_code = status
    return page


def _prepared(study: str) -> Assembled:
    with stores().studies() as session:
        return prepared(session, study)


def _message(found: Assembled, name: str, kind: str, tongue: str) -> EmailMessage:
    """The mail as somebody would get it; 404 where there is none."""
    wave = found.study.wave(name) if found.study else None
    asked = found.found.get(wave.questionnaire) if wave else None
    if found.study is None or wave is None or asked is None or kind not in KINDS:
        abort(404)
    frozen = FrozenWave(designs.wave_id(found.id, wave.id), found.study, wave, asked.digest(), asked)
    wish = Wish(LetterKind(kind), tongue, is_invented=True)
    try:
        with stores().contacts() as contacts:
            return specimen.specimen(contacts, frozen, posting.sender(settings()), wish, now())
    except (NoLetterError, OtherLanguageError):
        abort(404)


def _part(message: EmailMessage, wanted: str) -> str:
    body = message.get_body((wanted,))
    return str(body.get_content()) if body else ""
