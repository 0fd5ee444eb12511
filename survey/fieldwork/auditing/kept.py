"""The audit that the worker makes at night, kept in words for pages whose role may not read what it is about."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from survey.questionnaires.study import Study
from survey.questionnaires.teller import Teller
from survey.storage.engines import writing
from survey.storage.studies import AuditSheet

from ..clock import AMSTERDAM
from ..waves import Field
from .gathering import examined
from .sheet import Audit, Outcome
from .telling import Section, sections


@dataclass(frozen=True, slots=True)
class Told:
    """An audit in the words of one language: when it was made, and how many of its checks failed."""

    at: datetime
    failed: int
    total: int
    sections: tuple[Section, ...]


def told(audit: Audit, teller: Teller) -> Told:
    """An audit as it is told."""
    failed = sum(check.outcome is Outcome.FAILED for check in audit.checks)
    return Told(audit.at, failed, len(audit.checks), tuple(sections(audit, teller)))


def keep(field: Field, study: Study, tellers: Mapping[str, Teller]) -> None:
    """Make the audit of a study now and keep it in the words of each language, in place of the one before. Commits."""
    audit = examined(field, study)
    words = {language: asdict(told(audit, teller)) for language, teller in tellers.items()}
    document = json.dumps(words, ensure_ascii=False, default=datetime.isoformat)
    writing(field.studies).merge(AuditSheet(study_id=study.id, at=field.now, document=document))
    field.studies.commit()


def find(studies: Session, study_id: str, language: str) -> Told | None:
    """The audit that was kept last, in this language or the first there is; None if none was."""
    row = studies.get(AuditSheet, study_id)
    if row is None:
        return None
    words = json.loads(row.document)
    found = words.get(language) or next(iter(words.values()))
    parts = tuple(
        Section(each["title"], tuple(each["head"]), tuple(map(tuple, each["rows"])), each["note"])
        for each in found["sections"]
    )
    return Told(row.at.astimezone(AMSTERDAM), found["failed"], found["total"], parts)
