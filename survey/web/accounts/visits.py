"""Visits: every log-in has a row, so that it can be seen and ended from elsewhere."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from survey.storage.staff import Visit

from . import tokens

BROWSERS = (
    (re.compile(r"Edg"), "Edge"),
    (re.compile(r"OPR|Opera"), "Opera"),
    (re.compile(r"SamsungBrowser"), "Samsung Internet"),
    (re.compile(r"Firefox|FxiOS"), "Firefox"),
    (re.compile(r"Chrom|CriOS"), "Chrome"),
    (re.compile(r"Safari"), "Safari"),
)
SYSTEMS = (
    (re.compile(r"Android"), "Android"),
    (re.compile(r"iPhone|iPad"), "iOS"),
    (re.compile(r"Windows"), "Windows"),
    (re.compile(r"Mac OS X"), "macOS"),
    (re.compile(r"CrOS"), "ChromeOS"),
    (re.compile(r"Linux"), "Linux"),
)


def device(agent: str) -> str:
    """A browser and a system in words, from what a browser says of itself; empty if it is none that we know."""
    found = (next((name for pattern, name in known if pattern.search(agent)), "") for known in (BROWSERS, SYSTEMS))
    return ", ".join(filter(None, found))


def begin(studies: Session, staff_id: int, agent: str, today: date) -> str:
    """A new visit: the secret for its session. Visits of days ago have ended and go. The caller commits."""
    secret = tokens.made()
    studies.execute(delete(Visit).where(Visit.begun < today - timedelta(days=1)))
    row = Visit(digest=tokens.digest(secret), staff_id=staff_id, device=device(agent), begun=today, seen=today)
    studies.add(row)
    studies.flush()
    return secret


def of(studies: Session, staff_id: int) -> Sequence[Visit]:
    """The visits of somebody, the newest first."""
    query = (
        select(Visit).where(Visit.staff_id == staff_id).order_by(Visit.seen.desc(), Visit.begun.desc(), Visit.digest)
    )
    return studies.scalars(query).all()


def note(studies: Session, digest: str, today: date) -> None:
    """Keep the day on which a visit was seen. The caller commits."""
    studies.execute(update(Visit).where(Visit.digest == digest).values(seen=today))


def end(studies: Session, staff_id: int, digest: str) -> None:
    """End a visit of somebody. The caller commits."""
    studies.execute(delete(Visit).where(Visit.staff_id == staff_id, Visit.digest == digest))


def end_others(studies: Session, staff_id: int, but: str = "") -> None:
    """End all visits of somebody, but for one digest. The caller commits."""
    studies.execute(delete(Visit).where(Visit.staff_id == staff_id, Visit.digest != but))
