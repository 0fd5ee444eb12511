"""The audit log: who did what to which study."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from survey.storage.studies import AuditEntry


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
    """Add an entry to the caller's transaction."""
    studies.add(
        AuditEntry(
            at=at,
            actor=deed.actor,
            study_id=deed.study_id,
            programme_id=deed.programme,
            action=deed.action,
            detail=deed.detail,
        )
    )
