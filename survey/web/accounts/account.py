"""Somebody of the staff, as Flask-Security sees them."""

import time

from flask import session
from flask_security import RoleMixin, UserMixin, verify_password
from sqlalchemy import select
from sqlalchemy.orm import Mapped, relationship, synonym

from survey.extensions import db
from survey.storage.staff import Membership, Staff

WORKING_DAY = 12 * 60 * 60
"""Seconds after which one has to log in again."""


class HeldRole(RoleMixin, Membership):
    """A role that somebody has in a programme."""

    name = synonym("role")


class Account(UserMixin, Staff):  # type: ignore[misc]  # The mixin declares plain types for our columns.
    """Somebody who may log in, with their roles in all programmes."""

    roles: Mapped[list[HeldRole]] = relationship(lazy="selectin", viewonly=True)  # type: ignore[assignment]

    def verify_and_update_password(self, password: str) -> bool:
        """Whether the password is right. A log-in writes nothing, so no hash is renewed here."""
        return verify_password(password, self.password or "")


def load(uniquifier: str) -> Account | None:
    """The account of a session; None if the log-in is too long ago, or the account was closed since."""
    if time.time() - session.get("fs_paa", 0) > WORKING_DAY:
        return None
    account = db.session.scalar(select(Account).where(Staff.fs_uniquifier == uniquifier))
    return account if account and account.active else None
