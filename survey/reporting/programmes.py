"""Which programmes have something published."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.questionnaires.study import Study
from survey.storage.studies import PublicationRow, StudyRow

from .read import study_of
from .reader import Reader


@dataclass(frozen=True, slots=True)
class Programme:
    """A study with at least one publication, and the day of the newest."""

    study: str
    programme: str
    title: str
    organisation: str
    day: date


def programmes(session: Session, reader: Reader, studies: Collection[str]) -> tuple[Programme, ...]:
    """Which of the `studies` have a publication, the most recently published first. One statement."""
    newest = func.max(PublicationRow.day)
    rows = session.execute(
        select(StudyRow.id, StudyRow.document, newest)
        .join(PublicationRow, PublicationRow.study_id == StudyRow.id)
        .where(PublicationRow.approved.is_not(None), StudyRow.id.in_(studies))
        .group_by(StudyRow.id, StudyRow.document)
        .order_by(newest.desc(), StudyRow.id)
    )
    return tuple(_programme(study_of(document), day, reader) for _, document, day in rows)


def _programme(study: Study, day: date, reader: Reader) -> Programme:
    return Programme(
        study=study.id,
        programme=reader.reads(study.programme),
        title=reader.reads(study.title),
        organisation=reader.reads(study.organisation),
        day=day,
    )
