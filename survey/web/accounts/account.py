"""Somebody of the staff, as Flask-Security sees them."""

import time

from flask import session
from flask_security import RoleMixin, UserMixin
from sqlalchemy import select
from sqlalchemy.orm import Mapped, relationship, synonym

from survey.extensions import db, now, stores
from survey.storage.engines import writing
from survey.storage.staff import Membership, Staff, Visit

from . import passwords, tokens, visits

WORKING_DAY = 12 * 60 * 60
"""Seconds after which one has to log in again."""

VISIT = "visit"
"""Where a session keeps the secret of its visit."""


class HeldRole(RoleMixin, Membership):
    """A role that somebody has in a programme."""

    name = synonym("role")


class Account(UserMixin, Staff):  # type: ignore[misc]  # The mixin declares plain types for our columns.
    """Somebody who may log in, with their roles in all programmes."""

    roles: Mapped[list[HeldRole]] = relationship(lazy="selectin", viewonly=True)  # type: ignore[assignment]

    def verify_and_update_password(self, password: str) -> bool:
        """Whether the password is right. No hash is renewed here."""
        return passwords.matches(self.password, password)


def load(uniquifier: str) -> Account | None:
    """The account of a session; None if the log-in is too long ago, was ended, or the account was closed since."""
    if time.time() - session.get("fs_paa", 0) > WORKING_DAY:
        return None
    query = select(Account, Visit).join(Visit, Visit.staff_id == Staff.id)
    known = (Staff.fs_uniquifier == uniquifier, Visit.digest == tokens.digest(session.get(VISIT, "")))
    row = db.session.execute(query.where(*known)).one_or_none()
    if row is None or not row[0].active:
        return None
    if row[1].seen != now().date():
        _note(row[1].digest)
    account: Account = row[0]
    return account


def _note(digest: str) -> None:
    """Once a day a visit keeps the day."""
    with stores().studies() as studies:
        visits.note(writing(studies), digest, now().date())
        studies.commit()
