"""Links in mails with which somebody chooses a password: each works once, and not for long."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from survey.storage.staff import OneTimeLink, Staff

from . import tokens


class Purpose(StrEnum):
    """What a link is for."""

    INVITATION = "invitation"
    FORGOTTEN = "forgotten"


LASTS = {Purpose.INVITATION: timedelta(days=7), Purpose.FORGOTTEN: timedelta(hours=1)}


def make(studies: Session, staff_id: int, purpose: Purpose, now: datetime) -> str:
    """A new link's secret; one for the same purpose before it stops working. The caller commits."""
    studies.execute(delete(OneTimeLink).where(OneTimeLink.staff_id == staff_id, OneTimeLink.purpose == purpose))
    studies.execute(delete(OneTimeLink).where(OneTimeLink.until < now))
    secret = tokens.made()
    row = OneTimeLink(digest=tokens.digest(secret), staff_id=staff_id, purpose=purpose, until=now + LASTS[purpose])
    studies.add(row)
    studies.flush()
    return secret


def find(studies: Session, secret: str, now: datetime) -> tuple[Staff, Purpose] | None:
    """Whose link this is, and what for; None if it never was, is too old, or was used. Changes nothing."""
    query = select(Staff, OneTimeLink.purpose).join(OneTimeLink, OneTimeLink.staff_id == Staff.id)
    known = (OneTimeLink.digest == tokens.digest(secret), OneTimeLink.until >= now, Staff.active)
    row = studies.execute(query.where(*known)).one_or_none()
    return (row[0], Purpose(row[1])) if row else None


def use_up(studies: Session, staff_id: int) -> None:
    """End every link of somebody. The caller commits."""
    studies.execute(delete(OneTimeLink).where(OneTimeLink.staff_id == staff_id))
