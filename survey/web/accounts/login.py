"""Logging in: address and password, then the second factor of who has one; and logging out."""

import time
from threading import BoundedSemaphore

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user, login_user, logout_user
from flask_security.utils import validate_redirect_url
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.extensions import now, settings, stores
from survey.fieldwork import audit
from survey.fieldwork.audit import Deed
from survey.questionnaires.problems import N_
from survey.storage.engines import writing
from survey.storage.staff import Role, Staff

from ..access import Rule, allow
from . import attempts, factors, passwords, tokens, visits
from .account import VISIT, Account

blueprint = Blueprint("accounts", __name__)

AT_ONCE = 2
PATIENCE_SECONDS = 2.0
CHECKS = BoundedSemaphore(AT_ONCE)
"""Checking a password takes a core and 64 MiB for a quarter of a second: more than a few at once would keep
participants waiting."""

WRONG = N_("This e-mail address and password do not belong together. Try again.")
BUSY = N_("Too many people are logging in at this moment. Try again in a minute.")
OFTEN = N_("This was tried too often. Try again in a quarter of an hour.")
WRONG_CODE = N_("This code is not right, or it was used already. Wait for the next one, and try again.")

HALF_WAY = "half_way"
"""Where a session keeps who gave the right password, and has to give the second factor within some minutes."""

MINUTES = 10
SEE = frozenset({Role.FIELDWORK, Role.ANALYST})
"""Roles that see contacts or answers."""


def log_in() -> ResponseReturnValue:
    """The log-in page. What is wrong does not tell whether there is such an account."""
    if current_user.is_authenticated:
        return redirect(url_for("dashboard.start"))
    onward = inside(request.values.get("next", ""))
    email = request.form.get("email", "").strip()
    if request.method == "GET":
        return _page(email, onward)
    somebody, refusal = _known(email, request.form.get("password", ""))
    if somebody is None:
        return _page(email, onward, refusal)
    with stores().studies() as studies:
        if not factors.has(studies, somebody.id):
            return enter(somebody, onward)
    session[HALF_WAY] = [somebody.fs_uniquifier, int(time.time()), onward]
    return redirect(url_for("accounts.code"))


def _page(email: str, onward: str, refusal: str = "") -> ResponseReturnValue:
    return render_template("security/login_user.html", email=email, next=onward, refusal=refusal)


def inside(address: str) -> str:
    """An address to go on to, if it is a page of our own; else nothing."""
    return address if validate_redirect_url(address) else ""


def _known(email: str, password: str) -> tuple[Staff | None, str]:
    """Who this is, or the message id of why not. Takes the same time whether there is such an account or not."""
    key, moment = current_app.config["SECRET_KEY"], now()
    tried = ((attempts.ACCOUNT, email.lower()), (attempts.ADDRESS, request.remote_addr or ""))
    with stores().studies() as studies:
        if any(counter.is_over(studies, key, what, moment) for counter, what in tried):
            return None, OFTEN
        somebody = studies.scalar(select(Staff).where(Staff.email == email.lower()))
        studies.expunge_all()
        studies.rollback()
        if not CHECKS.acquire(timeout=PATIENCE_SECONDS):
            return None, BUSY
        try:
            right = passwords.matches(somebody.password if somebody else None, password)
        finally:
            CHECKS.release()
        if somebody is not None and right and somebody.active:
            return somebody, ""
        writing(studies)
        for counter, what in tried:
            counter.count(studies, key, what, moment)
        if somebody is not None:
            _log(studies, somebody, "log in failed")
        studies.commit()
    return None, WRONG


def _log(studies: Session, somebody: Staff, action: str) -> None:
    audit.record(studies, now(), Deed(somebody.email, "", action))


def enter(somebody: Staff, onward: str) -> ResponseReturnValue:
    """Begin a visit. Who sees contacts or answers is asked once for a second factor."""
    session.pop(HALF_WAY, None)
    with stores().studies() as studies:
        writing(studies)
        session[VISIT] = visits.begin(studies, somebody.id, request.user_agent.string, now().date())
        _log(studies, somebody, "log in")
        account = studies.get_one(Account, somebody.id)
        login_user(account)
        asks = must_have_factor(studies, account) or _has_to_be_asked(studies, account)
        studies.commit()
    onward = onward or url_for("dashboard.start")
    return redirect(url_for("accounts.second_factor", next=onward) if asks else onward)


def _has_to_be_asked(studies: Session, account: Account) -> bool:
    return not account.asked and sees(account) and not factors.has(studies, account.id)


def sees(account: Account) -> bool:
    """Whether somebody has a role that sees contacts or answers."""
    return any(held.role in SEE for held in account.roles)


def must_have_factor(studies: Session, account: Account) -> bool:
    """Whether somebody has to set up a second factor before seeing contacts or answers."""
    return settings().second_factor == "required" and sees(account) and not factors.has(studies, account.id)


@blueprint.get("/login/code")
@allow(Rule.ANYONE)
def code() -> ResponseReturnValue:
    """The page for the second factor."""
    if _half_way() is None:
        return redirect(url_for("security.login"))
    return render_template("accounts/code.html", refusal="")


@blueprint.post("/login/code")
@allow(Rule.ANYONE)
def give_code() -> ResponseReturnValue:
    """Log in with the second factor: a code of the app, or a recovery code."""
    found = _half_way()
    if found is None:
        return redirect(url_for("security.login"))
    uniquifier, onward = found
    key, moment = current_app.config["SECRET_KEY"], now()
    with stores().studies() as studies:
        somebody = writing(studies).scalar(select(Staff).where(Staff.fs_uniquifier == uniquifier, Staff.active))
        if somebody is None:
            return redirect(url_for("security.login"))
        is_over = attempts.CODE.is_over(studies, key, uniquifier, moment)
        if not is_over and factors.is_right(studies, key, somebody, request.form.get("code", ""), moment):
            studies.commit()
            return enter(somebody, onward)
        if not is_over:
            attempts.CODE.count(studies, key, uniquifier, moment)
            _log(studies, somebody, "second factor failed")
        studies.commit()
    return render_template("accounts/code.html", refusal=OFTEN if is_over else WRONG_CODE)


def _half_way() -> tuple[str, str] | None:
    """Who gave the right password a moment ago, and where they want to go."""
    uniquifier, since, onward = session.get(HALF_WAY) or ("", 0, "")
    return (uniquifier, onward) if time.time() - since < MINUTES * 60 else None


def log_out() -> ResponseReturnValue:
    """End the visit."""
    secret = session.pop(VISIT, "")
    with stores().studies() as studies:
        visits.end(writing(studies), current_user.id, tokens.digest(secret))
        studies.commit()
    logout_user()
    return redirect(url_for("security.login"))
