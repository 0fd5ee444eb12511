"""Editions: everything that pages and reports are drawn from, as one digest. The same edition, the same page.

Publications are frozen, but which of them are approved, and the words, norm and registers of a study, can change.
"""

import hashlib
import json
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.storage.studies import PublicationRow, StudyRow


def edition(session: Session, studies: Sequence[str]) -> str:
    """The edition of these studies together: a SHA-256 in hex, another one for other studies. Two statements."""
    shown = session.execute(
        select(PublicationRow.id, PublicationRow.wave_id, PublicationRow.day, PublicationRow.digest)
        .where(PublicationRow.study_id.in_(studies), PublicationRow.approved.is_not(None))
        .order_by(PublicationRow.id)
    )
    texts = session.execute(
        select(StudyRow.id, StudyRow.document).where(StudyRow.id.in_(studies)).order_by(StudyRow.id)
    )
    known = [[*row] for row in (*shown, *texts)]
    return hashlib.sha256(json.dumps(known, default=str).encode()).hexdigest()
