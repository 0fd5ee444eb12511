"""People: who has which role in a programme, for its owners; programmes and their first owners, for administrators."""

from collections.abc import Iterable

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.extensions import now, settings, stores
from survey.fieldwork import audit, memberships, programmes
from survey.fieldwork.audit import Deed
from survey.fieldwork.memberships import Member, Seat
from survey.fieldwork.programmes import Office
from survey.questionnaires.problems import N_, RefusedError
from survey.storage.engines import writing
from survey.storage.staff import Role, Staff

from ..access import Rule, allow, where
from ..words import _
from . import mails, one_time
from .choosing import link_to
from .mails import Letter
from .one_time import Purpose
from .staff import add, new_password

blueprint = Blueprint("people", __name__)

ROLES = {
    Role.OWNER: (N_("Owner"), N_("decides: opening, approval, keys, who has which role")),
    Role.FIELDWORK: (N_("Fieldwork"), N_("sees contacts, no answers")),
    Role.ANALYST: (N_("Analyst"), N_("sees answers, no contacts")),
    Role.PROGRAM_LEAD: (N_("Program lead"), N_("reads what is published")),
    Role.AUDITOR: (N_("Auditor"), N_("checks promises, settings and the log")),
}
"""What roles are called, and what they are for."""


class NoRoleError(RefusedError):
    """Nothing was chosen."""

    sentence = N_("Choose at least one role.")


@blueprint.get("/people")
@allow(Rule.OWNER)
def mine() -> ResponseReturnValue:
    """The programmes that one owns."""
    with stores().studies() as studies:
        found = [each for each in programmes.known(studies) if each.id in where(Rule.OWNER)]
        return render_template("people/mine.html", programmes=found)


@blueprint.get("/programmes/<programme>/people")
@allow(Rule.OWNER)
def members(programme: str) -> ResponseReturnValue:
    """Who has which role."""
    return _members(programme)


def _members(programme: str, refusal: str = "", notice: str = "") -> ResponseReturnValue:
    with stores().studies() as studies:
        return render_template(
            "people/members.html",
            programme=programmes.find(studies, programme),
            members=memberships.members(studies, programme),
            roles=ROLES,
            refusal=refusal,
            notice=notice,
            typed=request.form,
        )


@blueprint.post("/programmes/<programme>/people")
@allow(Rule.OWNER)
def invite(programme: str) -> ResponseReturnValue:
    """Give somebody roles; who has no account yet gets a mail."""
    wanted = _ticked()
    with stores().studies() as studies:
        try:
            if not wanted:
                raise NoRoleError
            _seat(_office(writing(studies)), request.form.get("email", ""), programme, wanted)
        except RefusedError as refusal:
            return _members(programme, refusal=refusal.told(_))
        studies.commit()
    return _members(programme, notice=_("{email} is invited.", email=request.form["email"].strip()))


def _office(studies: Session) -> Office:
    return Office(studies, now(), current_user.email)


def _ticked() -> list[Role]:
    return [role for role in Role if role in request.form.getlist("role")]


def _seat(office: Office, email: str, programme: str, wanted: Iterable[Role]) -> None:
    """Grant roles to somebody, who is made an account and sent an invitation if there is none. The caller commits."""
    programmes.find(office.studies, programme)
    address = email.strip().lower()
    somebody = office.studies.scalar(select(Staff).where(Staff.email == address))
    if somebody is None:
        address = add(office.studies, address, new_password())
    for role in wanted:
        memberships.grant(office, Seat(address, programme, role), request.form.get("reason", ""))
    if somebody is None:
        audit.record(office.studies, office.now, Deed(office.actor, "", "invite", address, programme))
        secret = one_time.make(
            office.studies, memberships.account(office.studies, address).id, Purpose.INVITATION, office.now
        )
        letter = Letter(address, mails.INVITED, link_to(secret), inviter=office.actor)
        mails.send(settings(), mails.composed(settings(), letter, _, office.now))


@blueprint.get("/programmes/<programme>/people/<int:person>")
@allow(Rule.OWNER)
def member(programme: str, person: int) -> ResponseReturnValue:
    """Somebody's roles, to be changed."""
    return _member(programme, person)


def _member(programme: str, person: int, refusal: str = "") -> ResponseReturnValue:
    with stores().studies() as studies:
        found = _found(studies, programme, person)
        named = programmes.find(studies, programme)
        return render_template("people/member.html", programme=named, member=found, roles=ROLES, refusal=refusal)


def _found(studies: Session, programme: str, person: int) -> Member:
    """Somebody with a role in the programme; 404 for anybody else."""
    found = next((each for each in memberships.members(studies, programme) if each.id == person), None)
    if found is None:
        abort(404)
    return found


@blueprint.post("/programmes/<programme>/people/<int:person>")
@allow(Rule.OWNER)
def change(programme: str, person: int) -> ResponseReturnValue:
    """Give and take roles. Whoever is left without one has to be removed, which is asked apart."""
    wanted = _ticked()
    with stores().studies() as studies:
        office = _office(writing(studies))
        email = _found(studies, programme, person).email
        try:
            if not wanted:
                raise NoRoleError
            for role in Role:
                if role not in wanted:
                    memberships.revoke(office, Seat(email, programme, role))
            for role in wanted:
                memberships.grant(office, Seat(email, programme, role), request.form.get("reason", ""))
        except RefusedError as refusal:
            return _member(programme, person, refusal.told(_))
        studies.commit()
    return redirect(url_for("people.members", programme=programme))


@blueprint.get("/programmes/<programme>/people/<int:person>/remove")
@allow(Rule.OWNER)
def removing(programme: str, person: int) -> ResponseReturnValue:
    """Ask whether somebody is to be removed."""
    return _removing(programme, person)


def _removing(programme: str, person: int, refusal: str = "") -> ResponseReturnValue:
    with stores().studies() as studies:
        email = _found(studies, programme, person).email
        named = programmes.find(studies, programme)
        return render_template("people/removing.html", programme=named, email=email, person=person, refusal=refusal)


@blueprint.post("/programmes/<programme>/people/<int:person>/remove")
@allow(Rule.OWNER)
def remove(programme: str, person: int) -> ResponseReturnValue:
    """Take all roles in the programme away."""
    with stores().studies() as studies:
        office = _office(writing(studies))
        email = _found(studies, programme, person).email
        try:
            for role in Role:
                memberships.revoke(office, Seat(email, programme, role))
        except RefusedError as refusal:
            return _removing(programme, person, refusal.told(_))
        studies.commit()
    return redirect(url_for("people.members", programme=programme))


@blueprint.get("/programmes")
@allow(Rule.ADMINISTRATOR)
def all_programmes() -> ResponseReturnValue:
    """All programmes with their owners, and nothing of their studies."""
    return _programmes()


def _programmes(refusal: str = "", notice: str = "") -> ResponseReturnValue:
    with stores().studies() as studies:
        owners = {
            each.id: [one.email for one in memberships.members(studies, each.id) if Role.OWNER in one.roles]
            for each in programmes.known(studies)
        }
        found = programmes.known(studies)
        return render_template(
            "people/programmes.html",
            programmes=found,
            owners=owners,
            refusal=refusal,
            notice=notice,
            typed=request.form,
        )


@blueprint.post("/programmes")
@allow(Rule.ADMINISTRATOR)
def found() -> ResponseReturnValue:
    """Make a programme and invite its first owner, or invite an owner of one that is there."""
    name, email = (request.form.get(field, "").strip() for field in ("name", "email"))
    programme = request.form.get("programme") or programmes.slug(name)
    with stores().studies() as studies:
        office = _office(writing(studies))
        try:
            if not request.form.get("programme"):
                programmes.found(office, programme, name)
            _seat(office, email, programme, [Role.OWNER])
        except RefusedError as refusal:
            return _programmes(refusal=refusal.told(_))
        studies.commit()
    return _programmes(notice=_("{email} is invited.", email=email))
