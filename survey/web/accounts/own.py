"""One's own account: password, second factor, visits."""

from flask import current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from survey.extensions import now, settings, stores
from survey.fieldwork import audit
from survey.fieldwork.audit import Deed
from survey.questionnaires.problems import N_, RefusedError
from survey.storage.engines import writing
from survey.storage.staff import Staff

from ..access import Rule, allow
from ..words import _
from . import factors, passwords, tokens, visits
from .account import VISIT
from .login import WRONG_CODE, blueprint, inside

OFFERED = "offered_secret"
"""Where a session keeps the secret that is offered for a second factor, until its first code was right."""

NOT_YOURS = N_("This is not your password.")
DIFFERENT = N_("The two are not the same. Type the new password twice.")


@blueprint.get("/account")
@allow(Rule.STAFF)
def own() -> ResponseReturnValue:
    """What belongs to one's account."""
    with stores().studies() as studies:
        return render_template(
            "accounts/own.html",
            has_factor=factors.has(studies, current_user.id),
            codes_left=factors.codes_left(studies, current_user.id),
            visits=visits.of(studies, current_user.id),
            this=tokens.digest(session[VISIT]),
        )


@blueprint.post("/account/visits/<visit>")
@allow(Rule.STAFF)
def end_visit(visit: str) -> ResponseReturnValue:
    """Log out on another device: `others` ends all but this one."""
    with stores().studies() as studies:
        writing(studies)
        if visit == "others":
            visits.end_others(studies, current_user.id, tokens.digest(session[VISIT]))
        else:
            visits.end(studies, current_user.id, visit)
        audit.record(studies, now(), Deed(current_user.email, "", "end visits"))
        studies.commit()
    return redirect(url_for("accounts.own"))


@blueprint.get("/account/password")
@allow(Rule.STAFF)
def password() -> ResponseReturnValue:
    """The page to change one's password on."""
    return render_template("accounts/password.html", refusal="")


@blueprint.post("/account/password")
@allow(Rule.STAFF)
def change_password() -> ResponseReturnValue:
    """Change it, and log out everywhere else."""
    if not passwords.matches(current_user.password, request.form.get("old", "")):
        return render_template("accounts/password.html", refusal=_(NOT_YOURS))
    refusal = unfit(current_user.email)
    if refusal:
        return render_template("accounts/password.html", refusal=refusal)
    with stores().studies() as studies:
        somebody = writing(studies).get_one(Staff, current_user.id)
        somebody.password = passwords.hashed(request.form["password"])
        visits.end_others(studies, somebody.id, tokens.digest(session[VISIT]))
        audit.record(studies, now(), Deed(somebody.email, "", "change password"))
        studies.commit()
    return redirect(url_for("accounts.own"))


def unfit(email: str) -> str:
    """Why the new password that was typed cannot be one, in words; empty if it can."""
    typed = request.form.get("password", "")
    if typed != request.form.get("again", ""):
        return _(DIFFERENT)
    try:
        passwords.check(typed, email)
    except RefusedError as refusal:
        return refusal.told(_)
    return ""


@blueprint.get("/account/second-factor")
@allow(Rule.STAFF)
def second_factor() -> ResponseReturnValue:
    """The page to set up a second factor on."""
    session[OFFERED] = factors.new_secret()
    return _offer("")


def _offer(refusal: str) -> ResponseReturnValue:
    secret = session[OFFERED]
    return render_template(
        "accounts/second_factor.html",
        square=factors.square(secret, current_user.email),
        secret=" ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
        may_wait=settings().second_factor != "required",
        next=inside(request.values.get("next", "")),
        refusal=refusal,
    )


@blueprint.post("/account/second-factor")
@allow(Rule.STAFF)
def keep_second_factor() -> ResponseReturnValue:
    """Keep it when the first code is right, and show the recovery codes, once."""
    if OFFERED not in session:
        return redirect(url_for("accounts.second_factor"))
    step = factors.step_of(session[OFFERED], request.form.get("code", ""), now())
    if step is None:
        return _offer(_(WRONG_CODE))
    with stores().studies() as studies:
        somebody = writing(studies).get_one(Staff, current_user.id)
        somebody.asked = True
        codes = factors.keep(studies, current_app.config["SECRET_KEY"], somebody, session.pop(OFFERED), step)
        audit.record(studies, now(), Deed(somebody.email, "", "set second factor"))
        studies.commit()
    return render_template("accounts/recovery.html", codes=codes, next=inside(request.form.get("next", "")))


@blueprint.post("/account/second-factor/later")
@allow(Rule.STAFF)
def postpone() -> ResponseReturnValue:
    """Go on without a second factor."""
    session.pop(OFFERED, None)
    with stores().studies() as studies:
        writing(studies).get_one(Staff, current_user.id).asked = True
        studies.commit()
    return redirect(inside(request.form.get("next", "")) or url_for("accounts.own"))


@blueprint.post("/account/second-factor/<any(remove, codes):what>")
@allow(Rule.STAFF)
def change_second_factor(what: str) -> ResponseReturnValue:
    """Remove it, or make new recovery codes; needs the password, so that an open screen is not enough."""
    if not passwords.matches(current_user.password, request.form.get("old", "")):
        return render_template("accounts/confirm.html", what=what, refusal=_(NOT_YOURS))
    with stores().studies() as studies:
        writing(studies)
        codes = None
        if what == "remove":
            factors.remove(studies, current_user.id)
        else:
            codes = factors.new_codes(studies, current_user.id)
        audit.record(studies, now(), Deed(current_user.email, "", f"{what} second factor"))
        studies.commit()
    return (
        render_template("accounts/recovery.html", codes=codes, next="") if codes else redirect(url_for("accounts.own"))
    )


@blueprint.get("/account/second-factor/<any(remove, codes):what>")
@allow(Rule.STAFF)
def confirm_second_factor(what: str) -> ResponseReturnValue:
    """Ask for the password first."""
    return render_template("accounts/confirm.html", what=what, refusal="")
