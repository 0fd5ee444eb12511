"""Choosing a password with a link from a mail: after an invitation, or after it was forgotten."""

from threading import Thread

from flask import Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from survey.extensions import now, settings, stores
from survey.fieldwork import audit
from survey.fieldwork.audit import Deed
from survey.languages import translator
from survey.questionnaires.problems import RefusedError
from survey.storage.engines import writing
from survey.storage.staff import Staff

from ..access import Rule, allow
from ..words import language
from . import attempts, mails, one_time, passwords, visits
from .login import blueprint
from .mails import Letter
from .one_time import Purpose
from .own import unfit


@blueprint.get("/forgotten")
@allow(Rule.ANYONE)
def forgotten() -> ResponseReturnValue:
    """The page for who forgot a password."""
    return render_template("accounts/forgotten.html", sent=False)


@blueprint.post("/forgotten")
@allow(Rule.ANYONE)
def send_link() -> ResponseReturnValue:
    """Say that a mail comes if there is such an account. It is made apart from this answer, so that neither what the
    page says nor how long it takes tells whether there is."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's way
    given = (request.form.get("email", "").strip().lower(), request.remote_addr or "", language())
    Thread(target=_mail, args=(app, *given)).start()
    return render_template("accounts/forgotten.html", sent=True)


def _mail(app: Flask, email: str, address: str, tag: str) -> None:
    """Mail a link to who has an account, unless it was asked for too often."""
    with app.app_context():
        key, moment = app.config["SECRET_KEY"], now()
        tried = ((attempts.MAIL, email), (attempts.ASKING, address))
        with stores().studies() as studies:
            writing(studies)
            somebody = studies.scalar(select(Staff).where(Staff.email == email, Staff.active))
            is_over = any(counter.is_over(studies, key, what, moment) for counter, what in tried)
            for counter, what in () if is_over else tried:
                counter.count(studies, key, what, moment)
            if is_over or somebody is None:
                studies.commit()
                return
            secret = one_time.make(studies, somebody.id, Purpose.FORGOTTEN, moment)
            audit.record(studies, moment, Deed(somebody.email, "", "ask for a new password"))
            studies.commit()
        letter = Letter(email, mails.FORGOTTEN, link_to(secret))
        try:
            mails.send(settings(), mails.composed(settings(), letter, translator(tag).gettext, moment))
        except RefusedError as refusal:
            app.logger.warning("%s: a mail to the staff did not leave.", type(refusal).__name__)


def link_to(secret: str) -> str:
    """The address of a link in a mail: the host comes from the settings, never from a request."""
    return f"{settings().public_url}/password/{secret}"


@blueprint.get("/password/<secret>")
@allow(Rule.ANYONE)
def choose(secret: str) -> ResponseReturnValue:
    """The page to choose a password on. Opening it changes nothing: mail scanners open links."""
    with stores().studies() as studies:
        found = one_time.find(studies, secret, now())
        if found is None:
            return render_template("accounts/worn.html"), 404
        return render_template("accounts/choose.html", email=found[0].email, purpose=found[1], refusal="")


@blueprint.post("/password/<secret>")
@allow(Rule.ANYONE)
def chosen(secret: str) -> ResponseReturnValue:
    """Keep the password, use up the link, and log out everywhere."""
    with stores().studies() as studies:
        found = one_time.find(writing(studies), secret, now())
        if found is None:
            return render_template("accounts/worn.html"), 404
        somebody, purpose = found
        refusal = unfit(somebody.email)
        if refusal:
            return render_template("accounts/choose.html", email=somebody.email, purpose=purpose, refusal=refusal)
        somebody.password = passwords.hashed(request.form["password"])
        one_time.use_up(studies, somebody.id)
        visits.end_others(studies, somebody.id)
        audit.record(studies, now(), Deed(somebody.email, "", "choose password", purpose))
        studies.commit()
    return redirect(url_for("security.login"))
