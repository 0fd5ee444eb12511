"""Who may see a page: declared beside each view, enforced here and nowhere else (docs/access.md).

A rule about a study finds it in the address (the argument `study`, or `programme`): the study is of a programme, and
somebody has roles in programmes. What is of a programme in which somebody has no role is not there for them: it answers
as what does not exist.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from survey.extensions import db, settings
from survey.fieldwork import memberships, programmes
from survey.storage.staff import Role, SecondFactor

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


class Rule(StrEnum):
    """Who may see a page."""

    ANYONE = "anyone"
    """Everybody: it shows nothing that is anybody's."""
    LINK = "link"
    """Whoever holds a personal link; the view checks the ticket."""
    STAFF = "staff"
    """Whoever is logged in."""
    RESULTS = "results"
    """Who may read what is published of the study in the address."""
    DESIGN = "design"
    """Who may set up questionnaires and studies: neither contacts nor answers."""
    FIELDWORK = "fieldwork"
    """Who runs the fieldwork of the study in the address: contacts, no answers."""
    ANSWERS = "answers"
    """Who works with the answers of the study in the address: no contacts."""
    AUDIT = "audit"
    """Who checks the study in the address."""
    OWNER = "owner"
    """Who decides on the study or programme in the address: opening, approval, keys, who has which role."""
    ADMINISTRATOR = "administrator"
    """Who makes programmes and invites their first owners: nothing of any study."""


PACKAGED = {
    "security.login": Rule.ANYONE,
    "security.logout": Rule.STAFF,
}
"""Views that come from a package and cannot carry a declaration of their own."""

WHOEVER = (Rule.ANYONE, Rule.LINK)
"""Rules for which nobody has to log in."""

ALLOWS: Mapping[Rule, frozenset[Role]] = {
    Rule.RESULTS: frozenset({Role.PROGRAM_LEAD, Role.ANALYST, Role.OWNER, Role.AUDITOR}),
    Rule.DESIGN: frozenset({Role.OWNER, Role.FIELDWORK, Role.ANALYST}),
    Rule.FIELDWORK: frozenset({Role.FIELDWORK}),
    Rule.ANSWERS: frozenset({Role.ANALYST}),
    Rule.AUDIT: frozenset({Role.AUDITOR, Role.OWNER}),
    Rule.OWNER: frozenset({Role.OWNER}),
}
"""The roles that satisfy a rule about a programme and its studies. An owner sees neither contacts nor answers without
taking the role for it, which is logged; both roles at once need a reason (`memberships.grant`)."""


CONFIDENTIAL = (Rule.FIELDWORK, Rule.ANSWERS)
"""Rules about pages with contacts or answers."""


class NoRuleError(LookupError):
    """A page does not say who may see it."""


def allow(rule: Rule) -> Callable[[View], View]:
    """Declare who may see a view."""

    def declare(view: View) -> View:
        view.__dict__["access_rule"] = rule
        return view

    return declare


def rule_of(app: Flask, endpoint: str) -> Rule:
    """The rule of a page; `NoRuleError` if it declares none."""
    rule = PACKAGED.get(endpoint) or getattr(app.view_functions[endpoint], "access_rule", None)
    if rule is None:
        raise NoRuleError(f"The page {endpoint} does not declare who may see it: add @allow(Rule....).")
    return Rule(rule)


def held() -> Mapping[str, frozenset[Role]]:
    """The roles of whoever is logged in, by programme."""
    if "held_roles" not in g:
        g.held_roles = memberships.effective(current_user.roles) if current_user.is_authenticated else {}
    roles: Mapping[str, frozenset[Role]] = g.held_roles
    return roles


def where(rule: Rule) -> frozenset[str]:
    """The programmes in which whoever is logged in satisfies a rule: what a list may show."""
    return frozenset(programme for programme, roles in held().items() if roles & ALLOWS[rule])


def studies(rule: Rule) -> frozenset[str]:
    """The studies of which whoever is logged in satisfies a rule."""
    return programmes.studies_in(db.session(), where(rule))


def may(rule: Rule, study: str) -> bool:
    """Whether whoever is logged in satisfies a rule about a study: what a page may offer a way to."""
    return programmes.of_study(db.session(), study) in where(rule)


LOGGED = "survey.page"
"""Where a request keeps the address that its line in the access log may have, and the pattern of that address. Without
it, it gets no line."""


def _note(rule: Rule) -> None:
    """Only pages of staff may be logged: every other address can be a link of somebody, also one that is misspelt."""
    if request.endpoint in PACKAGED or rule not in WHOEVER:
        request.environ[LOGGED] = (request.path, str(request.url_rule))


def _enforce() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None
    rule = rule_of(current_app, request.endpoint)
    _note(rule)
    if rule in WHOEVER:
        return None
    if not current_user.is_authenticated:
        back = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("security.login", next=back))
    verdict = _verdict(rule, request.view_args or {})
    if verdict:
        abort(verdict)
    if rule in CONFIDENTIAL and _lacks_factor():
        return redirect(url_for("accounts.second_factor", next=request.full_path if request.method == "GET" else None))
    return None


def _lacks_factor() -> bool:
    """Whether somebody needs a second factor first, where the installation asks for one."""
    return settings().second_factor == "required" and db.session.get(SecondFactor, current_user.id) is None


def may_open(endpoint: str, values: Mapping[str, str]) -> bool:
    """Whether who is logged in may open a page, with these variables in its address."""
    return _verdict(rule_of(current_app, endpoint), values) == 0


def _verdict(rule: Rule, address: Mapping[str, str]) -> int:
    """0 for whoever may see the page, 403 for a member without the role, 404 for everybody else."""
    if rule is Rule.ADMINISTRATOR:
        is_allowed = bool(current_user.administrator)
    elif "study" in address or "programme" in address:
        programme = _programme(address)
        if programme not in held():
            return 404
        is_allowed = rule is Rule.STAFF or programme in where(rule)
    else:
        is_allowed = rule is Rule.STAFF or bool(where(rule))
    return 0 if is_allowed else 403


def _programme(address: Mapping[str, str]) -> str | None:
    """The programme that an address is about: that of its study, if it names one."""
    if "study" not in address:
        return address["programme"]
    found: dict[str, str | None] = g.setdefault("programme_of", {})
    study = address["study"]
    if study not in found:
        found[study] = programmes.of_study(db.session(), study)
    return found[study]


def install(app: Flask) -> None:
    """Check every request."""
    app.before_request(_enforce)
