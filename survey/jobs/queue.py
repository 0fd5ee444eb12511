"""The rows of jobs: asked for, taken, and done."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_, RefusedError
from survey.storage.engines import writing
from survey.storage.jobs import JobKind, JobRow, JobState

LEASE = timedelta(minutes=30)
MOST_ATTEMPTS = 3
INTERRUPTED = N_("This was tried several times, and the program stopped each time. Ask whoever manages the server.")


@dataclass(frozen=True, slots=True)
class Job:
    """Something that `actor` asked for about a wave, and how far it is."""

    id: int
    study_id: str
    wave: str
    kind: JobKind
    asked: Mapping[str, Any]
    actor: str
    day: date
    state: JobState
    outcome: Mapping[str, Any]

    @property
    def is_over(self) -> bool:
        """Whether nothing will happen to it any more."""
        return self.state in (JobState.DONE, JobState.FAILED)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for. `asked` never holds an answer."""

    study_id: str
    wave: str
    kind: JobKind
    actor: str
    asked: Mapping[str, Any]


def ask(studies: Session, wish: Wish, today: date) -> int:
    """Ask for something; the number of the job. What somebody asked for and still waits for is not asked twice. Commits
    the studies database."""
    text = json.dumps(dict(wish.asked), sort_keys=True)
    same = (JobRow.study_id == wish.study_id, JobRow.wave == wish.wave, JobRow.kind == wish.kind)
    waits = (JobRow.actor == wish.actor, JobRow.asked == text, JobRow.state == JobState.WAITING)
    found = writing(studies).scalar(select(JobRow.id).where(*same, *waits).limit(1))
    if found is None:
        row = JobRow(
            study_id=wish.study_id, wave=wish.wave, kind=wish.kind, asked=text, actor=wish.actor, day=today, attempts=0
        )
        studies.add(row)
        studies.flush()
        found = row.id
    studies.commit()
    return found


def find(studies: Session, study_id: str, number: int) -> Job | None:
    """A job of a study; None if there is none."""
    row = studies.get(JobRow, number)
    return _job(row) if row is not None and row.study_id == study_id else None


def newest(studies: Session, study_id: str, kinds: Collection[JobKind]) -> dict[str, Job]:
    """The newest job of these kinds of each wave of a study."""
    rows = studies.scalars(
        select(JobRow).where(JobRow.study_id == study_id, JobRow.kind.in_(kinds)).order_by(JobRow.id)
    )
    return {row.wave: _job(row) for row in rows}


def take(studies: Session, kinds: Collection[JobKind], now: datetime) -> Job | None:
    """Take the oldest job that waits, or whose worker has stopped; None if there is none. Commits."""
    free = or_(JobRow.state == JobState.WAITING, (JobRow.state == JobState.WORKING) & (JobRow.until < now))
    query = select(JobRow).where(JobRow.kind.in_(kinds), free).order_by(JobRow.id).limit(1)
    row = writing(studies).scalar(query.with_for_update(skip_locked=True))
    if row is None:
        studies.rollback()
        return None
    if row.attempts >= MOST_ATTEMPTS:
        row.state, row.outcome = JobState.FAILED, json.dumps({"sentence": INTERRUPTED, "values": {}})
        studies.commit()
        return take(studies, kinds, now)
    row.state, row.until, row.attempts = JobState.WORKING, now + LEASE, row.attempts + 1
    taken = _job(row)
    studies.commit()
    return taken


def finish(studies: Session, number: int, outcome: Mapping[str, Any]) -> None:
    """Write down what came of a job. Commits."""
    _end(studies, number, JobState.DONE, outcome)


def refuse(studies: Session, number: int, refusal: RefusedError) -> None:
    """Write down why a job was not done. Commits."""
    values = {name: str(value) for name, value in refusal.values.items()}
    kind = type(refusal).__name__
    _end(studies, number, JobState.FAILED, {"sentence": refusal.sentence, "values": values, "kind": kind})


def fail(studies: Session, number: int, outcome: Mapping[str, Any]) -> None:
    """Write down what is wrong with what a job was given. Commits."""
    _end(studies, number, JobState.FAILED, outcome)


def _end(studies: Session, number: int, state: JobState, outcome: Mapping[str, Any]) -> None:
    studies.rollback()
    row = writing(studies).get_one(JobRow, number)
    row.state, row.until, row.outcome = state, None, json.dumps(dict(outcome))
    studies.commit()


def _job(row: JobRow) -> Job:
    return Job(
        id=row.id,
        study_id=row.study_id,
        wave=row.wave,
        kind=JobKind(row.kind),
        asked=json.loads(row.asked),
        actor=row.actor,
        day=row.day,
        state=JobState(row.state),
        outcome=json.loads(row.outcome),
    )
