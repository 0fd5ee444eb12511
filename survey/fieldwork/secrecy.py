"""How far answers are from names: confidential while the keys of a study exist, anonymous after they were destroyed."""

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.storage.studies import AuditEntry

from .keyring import Keyring

DESTROYED = "destroy keys"
"""The deed in the audit log that makes answers anonymous."""


class Secrecy(StrEnum):
    """What may be said of the answers of a study."""

    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"


def secrecy(studies: Session, keyring: Keyring, study_id: str) -> Secrecy:
    """Anonymous only if the keys were destroyed on purpose and are gone: keys that are missing may be elsewhere."""
    deed = select(AuditEntry.id).where(AuditEntry.study_id == study_id, AuditEntry.action == DESTROYED).limit(1)
    gone = not (keyring.folder / study_id).exists()
    return Secrecy.ANONYMOUS if gone and studies.scalar(deed) is not None else Secrecy.CONFIDENTIAL
