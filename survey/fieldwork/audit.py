"""The audit log: who did what to which study."""

from datetime import datetime

from sqlalchemy.orm import Session

from survey.storage.studies import AuditEntry


def record(studies: Session, at: datetime, actor: str, study_id: str, action: str, detail: str = "") -> None:
    """Add an entry to the caller's transaction. `detail` never holds an answer or an address."""
    studies.add(AuditEntry(at=at, actor=actor, study_id=study_id, action=action, detail=detail))
