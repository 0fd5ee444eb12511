"""The second factor: a code from an authenticator app (TOTP, RFC 6238), or a recovery code."""

import re
import secrets
from datetime import datetime

import pyotp
import segno
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from survey.storage.staff import RecoveryCode, SecondFactor, Staff

from . import tokens
from .staff import LETTERS

ISSUER = "Werkpeil"
STEP_SECONDS = 30
DRIFT = (-1, 0, 1)
"""A clock may be this many steps off."""

CODES, LENGTH = 10, 16
"""Recovery codes: 79 bits each."""


def new_secret() -> str:
    """A secret for an app."""
    return pyotp.random_base32()


def square(secret: str, email: str) -> str:
    """A QR code for an app, as the address of an image."""
    address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)
    return str(segno.make(address, error="m").svg_data_uri(border=4, omitsize=True, light="white"))


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The time step that a code is of, in the nearest few; None if it is of none."""
    here = int(now.timestamp()) // STEP_SECONDS
    app = pyotp.TOTP(secret)
    typed = re.sub(r"[^0-9]", "", code)
    found = [here + drift for drift in DRIFT if secrets.compare_digest(app.generate_otp(here + drift), typed)]
    return found[0] if found else None


def has(studies: Session, staff_id: int) -> bool:
    """Whether somebody has a second factor."""
    return studies.get(SecondFactor, staff_id) is not None


def keep(studies: Session, key: bytes, somebody: Staff, secret: str, step: int) -> list[str]:
    """Keep a secret whose first code was right; new recovery codes, to be shown once. The caller commits."""
    remove(studies, somebody.id)
    sealed = tokens.sealed(key, secret, somebody.fs_uniquifier)
    studies.add(SecondFactor(staff_id=somebody.id, sealed=sealed, step=step))
    studies.flush()
    return new_codes(studies, somebody.id)


def new_codes(studies: Session, staff_id: int) -> list[str]:
    """New recovery codes in place of the old ones. The caller commits."""
    studies.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff_id))
    made = ["".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(CODES)]
    studies.add_all(RecoveryCode(staff_id=staff_id, digest=tokens.digest(code)) for code in made)
    studies.flush()
    return ["-".join(code[place : place + 4] for place in range(0, LENGTH, 4)) for code in made]


def codes_left(studies: Session, staff_id: int) -> int:
    """How many recovery codes somebody has."""
    query = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.staff_id == staff_id)
    return studies.scalar(query) or 0


def remove(studies: Session, staff_id: int) -> None:
    """Remove a second factor with its recovery codes. The caller commits."""
    studies.execute(delete(SecondFactor).where(SecondFactor.staff_id == staff_id))
    studies.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff_id))


def is_right(studies: Session, key: bytes, somebody: Staff, code: str, now: datetime) -> bool:
    """Whether this is the code of the app, or a recovery code; it is used up. In the caller's writing transaction."""
    row = studies.get(SecondFactor, somebody.id)
    if row is None:
        return False
    step = step_of(tokens.opened(key, row.sealed, somebody.fs_uniquifier), code, now)
    if step is None:
        return _recovers(studies, somebody.id, code)
    newer = update(SecondFactor).where(SecondFactor.staff_id == somebody.id, SecondFactor.step < step)
    return _changed(studies, newer.values(step=step))


def _recovers(studies: Session, staff_id: int, code: str) -> bool:
    typed = re.sub(r"[\s-]", "", code).lower()
    theirs = (RecoveryCode.staff_id == staff_id, RecoveryCode.digest == tokens.digest(typed))
    return _changed(studies, delete(RecoveryCode).where(*theirs))


def _changed(studies: Session, statement: object) -> bool:
    """Whether a statement changed one row: of two at the same moment, one."""
    return bool(studies.execute(statement).rowcount == 1)  # type: ignore[call-overload]  # An update or a delete.
