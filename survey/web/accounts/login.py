"""The log-in form."""

from threading import BoundedSemaphore
from typing import Any

from flask_security import LoginForm as PackagedForm
from flask_security.utils import validate_redirect_url
from wtforms import Field

from survey.questionnaires.problems import N_

AT_ONCE = 2
PATIENCE_SECONDS = 2.0
CHECKS = BoundedSemaphore(AT_ONCE)
"""Checking a password takes a core and 64 MiB for a quarter of a second: more than a few at once would keep
participants waiting."""

WRONG = N_("This e-mail address and password do not belong together. Try again.")
BUSY = N_("Too many people are logging in at this moment. Try again in a minute.")


class LoginForm(PackagedForm):
    """E-mail address and password. `refusal` is the message id of what is wrong; it does not tell which of the two."""

    remember = None  # type: ignore[assignment]  # How WTForms leaves out a field.
    refusal = ""

    def validate_next(self, field: Field) -> None:
        """Where to go after log-in: a page of our own, or the start page."""
        if not validate_redirect_url(field.data or ""):
            field.data = ""

    def validate(self, **kwargs: Any) -> bool:
        """Whether the password is right, checked for a few people at once."""
        if not CHECKS.acquire(timeout=PATIENCE_SECONDS):
            self.refusal = BUSY
            return False
        try:
            right = bool(super().validate(**kwargs))
        finally:
            CHECKS.release()
        self.refusal = "" if right else WRONG
        return right
