"""Who may see a page: declared beside each view, enforced here and nowhere else."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from survey.storage.studies import Role

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
    """Who decides on the study in the address: opening, approval, keys, who has which role."""


PACKAGED = {
    "security.login": Rule.ANYONE,
    "security.logout": Rule.STAFF,
}
"""Views that come from a package and cannot carry a declaration of their own."""

WHOEVER = (Rule.ANYONE, Rule.LINK)
"""Rules for which nobody has to log in."""

READS = {Role.PROGRAM_LEAD: {Rule.STAFF, Rule.RESULTS}, Role.RESEARCHER: set(Rule) - set(WHOEVER)}
"""The rules that each role satisfies."""


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
    if not _holds(rule):
        abort(403)
    return None


def _holds(rule: Rule) -> bool:
    return any(rule in READS[held.role] for held in current_user.roles)


def may_open(endpoint: str, _values: Mapping[str, str]) -> bool:
    """Whether who is logged in may open a page, with these variables in its address."""
    return _holds(rule_of(current_app, endpoint))


def install(app: Flask) -> None:
    """Check every request."""
    app.before_request(_enforce)
