"""Jobs, in the studies database: what pages ask the worker to do."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from .columns import Moment
from .studies import Base


class JobKind(StrEnum):
    """What pages ask the worker to do, because it takes long or needs rights that pages do not have."""

    PREVIEW = "preview"
    PUBLISH = "publish"
    JUDGE = "judge"
    EXPORT = "export"
    REHEARSE = "rehearse"
    IMPORT = "import"


JOBS = ", ".join(f"'{kind}'" for kind in JobKind)


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


JOB_STATES = ", ".join(f"'{state}'" for state in JobState)


class JobRow(Base):
    """Something that `actor` asked for about a wave. `asked` and `outcome` are JSON, and never hold an answer.

    While it is `working`, a worker has it `until` then. `day` is when it was asked for.
    """

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint(f"kind IN ({JOBS})", name="kind"),
        CheckConstraint(f"state IN ({JOB_STATES})", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    wave: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(10))
    asked: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(String(255))
    day: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default=JobState.WAITING)
    until: Mapped[datetime | None] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str] = mapped_column(Text, default="{}")
