"""Who is staff: add somebody, list everybody."""

import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from argon2 import PasswordHasher
from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_, RefusedError
from survey.storage.staff import Membership, Staff

from . import passwords
from .passwords import HASHER

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class WrongAddressError(RefusedError):
    """The e-mail address is not one."""

    sentence = N_("“{email}” is not an e-mail address.")


class AlreadyStaffError(RefusedError):
    """There is an account with this address."""

    sentence = N_("{email} has an account already.")


@dataclass(frozen=True, slots=True)
class Listed:
    """An account in a list; `roles` as `programme: role`."""

    email: str
    roles: tuple[str, ...]
    active: bool
    administrator: bool = False


def new_password() -> str:
    """A password of five groups of four letters and digits that are not mistaken for each other: 99 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(5))


def add(
    session: Session, email: str, password: str, hasher: PasswordHasher = HASHER, *, administrator: bool = False
) -> str:
    """Add somebody who may log in, and has no role in any programme yet; the address as it is kept. The caller commits.

    Raises:
        RefusedError: the address or the password's length is wrong, or the address has an account.
    """
    address = _address(email)
    passwords.check(password, address)
    if session.scalar(select(Staff.id).where(Staff.email == address)) is not None:
        raise AlreadyStaffError(email=address)
    hashed = passwords.hashed(password, hasher)
    unique = uuid.uuid4().hex
    session.add(Staff(email=address, password=hashed, active=True, fs_uniquifier=unique, administrator=administrator))
    session.flush()
    return address


def listed(session: Session) -> Iterable[Listed]:
    """Everybody with an account, by address."""
    held: dict[int, list[str]] = {}
    for one in session.scalars(select(Membership).order_by(Membership.programme_id, Membership.role)):
        held.setdefault(one.staff_id, []).append(f"{one.programme_id}: {one.role}")
    return [
        Listed(who.email, tuple(held.get(who.id, ())), who.active, who.administrator)
        for who in session.scalars(select(Staff).order_by(Staff.email))
    ]


def _address(email: str) -> str:
    try:
        return validate_email(email.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise WrongAddressError(email=email) from error
