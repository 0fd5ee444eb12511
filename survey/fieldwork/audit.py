"""The audit log: who did what to which study. A chain of digests; `audit_chain` says whether it holds."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.storage.staff import Staff
from survey.storage.studies import AuditEntry

from . import audit_chain

ADDRESS = re.compile(r"[^\s<>,;:()\"]+@[^\s<>,;:()\"]+\.\w+")
WITHHELD = "(address)"
"""Stands in the log for an address that is not of the staff."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What `actor` did, to a study or to a `programme`. `detail` never holds an answer, or an address of a
    participant."""

    actor: str
    study_id: str
    action: str
    detail: str = ""
    programme: str = ""


def record(studies: Session, at: datetime, deed: Deed) -> None:
    """Add an entry to the caller's transaction: the last thing before it commits, because others wait for it from here
    on. An address that nobody of the staff logs in with is left out of the detail."""
    previous = audit_chain.newest(studies, alone=True)
    entry = AuditEntry(
        at=at,
        actor=deed.actor,
        study_id=deed.study_id,
        programme_id=deed.programme,
        action=deed.action,
        detail=ADDRESS.sub(lambda found: _withheld(studies, found[0]), deed.detail),
    )
    entry.digest = audit_chain.digest(previous, entry)
    studies.add(entry)
    studies.flush()


def shorten(studies: Session, at: datetime, actor: str, limit: datetime) -> int:
    """Remove the entries at the beginning that are older than a limit, and say so in the log; how many. In the caller's
    transaction."""
    found = audit_chain.prefix(studies, limit)
    if found is None:
        return 0
    record(studies, at, Deed(actor, "", audit_chain.SHORTENED, audit_chain.described(*found)))
    return audit_chain.let_go(studies, *found)


def _withheld(studies: Session, address: str) -> str:
    is_staff = studies.scalar(select(Staff.id).where(Staff.email == address.lower())) is not None
    return address if is_staff else WITHHELD
