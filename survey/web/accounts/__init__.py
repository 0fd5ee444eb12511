"""Staff accounts: the session of Flask-Security over our own tables; log-in, second factor and mails are our own."""

from datetime import timedelta

from flask import Flask, Request
from flask_security import Security, SQLAlchemyUserDatastore, current_user

from survey.extensions import db

from . import choosing, languages, login, own, people
from .account import Account, HeldRole, load
from .staff import Listed, add, listed, new_password

__all__ = ["Account", "Listed", "add", "choosing", "install", "listed", "login", "new_password", "own", "people"]

SETTINGS = {
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_PASSWORD_SINGLE_HASH": {"argon2"},  # argon2id salts by itself; no second secret has to be kept for it.
    "SECURITY_RETURN_GENERIC_RESPONSES": True,  # An unknown address and a wrong password are answered alike.
    "SECURITY_FLASH_MESSAGES": False,
    "SECURITY_STATIC_FOLDER": None,
    "SECURITY_FRESHNESS": timedelta(-1),  # No page to confirm a password on.
    "SECURITY_CLI_USERS_NAME": None,  # `survey staff` does this.
    "SECURITY_CLI_ROLES_NAME": None,
    "SECURITY_POST_LOGIN_VIEW": "dashboard.start",
    "SECURITY_POST_LOGOUT_VIEW": "security.login",
    "SESSION_PROTECTION": "strong",
}


def install(app: Flask) -> None:
    """Add log-in and log-out. There is no registration, no token and no remember-me: only a session, and its visit."""
    app.config.update(SETTINGS)
    security = Security(app, SQLAlchemyUserDatastore(db, Account, HeldRole))
    security.want_json(_never)
    security.login_manager.user_loader(load)
    security.login_manager.request_loader(_nobody)
    security.principal.identity_loaders.clear()  # It would look for an account behind every request of a participant.
    app.view_functions |= {"security.login": login.log_in, "security.logout": login.log_out}
    _leave_pages_alone(app)
    languages.install(app, "security", "dashboard", "mailbox", "auditing", "research", "accounts", "people")


def _leave_pages_alone(app: Flask) -> None:
    """Let templates ask who is logged in. The package would find it out for every page, a participant's too."""
    made = app.template_context_processors[None]
    app.template_context_processors[None] = [each for each in made if each.__name__ != "_user_context_processor"]
    app.jinja_env.globals["current_user"] = current_user


def _never(_request: Request) -> bool:
    """Log-in is a page, not an interface for programs."""
    return False


def _nobody(_request: Request) -> None:
    """A request identifies somebody by its session only, never by a token in its address or headers."""
