"""Who is staff: add somebody, list everybody."""

import secrets
import unicodedata
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from argon2 import PasswordHasher
from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_, RefusedError
from survey.storage.studies import Role, Staff, StaffRole

SHORTEST, LONGEST = 12, 128
HASHER = PasswordHasher()
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class WrongAddressError(RefusedError):
    """The e-mail address is not one."""

    sentence = N_("“{email}” is not an e-mail address.")


class WrongRoleError(RefusedError):
    """There is no such role, or none was given."""

    sentence = N_("Give one or more of these roles: {known}.")


class AlreadyStaffError(RefusedError):
    """There is an account with this address."""

    sentence = N_("{email} has an account already.")


class WrongPasswordLengthError(RefusedError):
    """The password can be guessed, or is no password."""

    sentence = N_("A password has {shortest} to {longest} characters.")


@dataclass(frozen=True, slots=True)
class Listed:
    """An account in a list."""

    email: str
    roles: tuple[str, ...]
    active: bool


def new_password() -> str:
    """A password of five groups of four letters and digits that are not mistaken for each other: 99 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(5))


def add(session: Session, email: str, roles: Collection[str], password: str, hasher: PasswordHasher = HASHER) -> None:
    """Add somebody who may log in; the caller commits.

    Raises:
        RefusedError: the address, a role or the password's length is wrong, or the address has an account.
    """
    address = _address(email)
    if not roles or not set(roles) <= set(Role):
        raise WrongRoleError(known=", ".join(Role))
    if not SHORTEST <= len(password) <= LONGEST:
        raise WrongPasswordLengthError(shortest=SHORTEST, longest=LONGEST)
    if session.scalar(select(Staff.id).where(Staff.email == address)) is not None:
        raise AlreadyStaffError(email=address)
    hashed = hasher.hash(unicodedata.normalize("NFKD", password))
    somebody = Staff(email=address, password=hashed, active=True, fs_uniquifier=uuid.uuid4().hex)
    session.add(somebody)
    session.flush()
    session.add_all(StaffRole(staff_id=somebody.id, role=role) for role in sorted(set(roles)))


def listed(session: Session) -> Iterable[Listed]:
    """Everybody with an account, by address."""
    rows = session.execute(select(Staff, StaffRole.role).outerjoin(StaffRole).order_by(Staff.email, StaffRole.role))
    roles: dict[Staff, list[str]] = {}
    for somebody, role in rows:
        roles.setdefault(somebody, []).extend([role] if role else [])
    return [Listed(somebody.email, tuple(held), somebody.active) for somebody, held in roles.items()]


def _address(email: str) -> str:
    try:
        return validate_email(email.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise WrongAddressError(email=email) from error
