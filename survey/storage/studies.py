"""The studies database: designs, waves, publications, staff. Never a contact, never an answer."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from .columns import Moment

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Tables of the studies database."""

    metadata = MetaData(naming_convention=NAMING)


class Stage(StrEnum):
    """Where a wave or a cohort stands."""

    PLANNED = "planned"
    OPENING = "opening"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"


STAGES = ", ".join(f"'{stage}'" for stage in Stage)


class Programme(Base):
    """What is evaluated. Who may see what of its studies hangs on it."""

    __tablename__ = "programme"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))


class StudyRow(Base):
    """A study as it was loaded: `document` is the JSON of `questionnaires.study.Study`.

    Nobody sees a study without a programme. It may be missing only because SQLite cannot add a reference otherwise.
    """

    __tablename__ = "study"
    __table_args__ = (
        CheckConstraint("purpose IN ('real', 'demo', 'test')", name="purpose"),
        CheckConstraint("mode IN ('linked', 'unlinked', 'open')", name="mode"),
    )

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(10))
    mode: Mapped[str] = mapped_column(String(10))
    document: Mapped[str] = mapped_column(Text)
    loaded: Mapped[date]
    programme_id: Mapped[str | None] = mapped_column(ForeignKey("programme.id"), index=True)
    waves: Mapped[list["WaveRow"]] = relationship(order_by="WaveRow.position", cascade="all, delete-orphan")


class Snapshot(Base):
    """A questionnaire as it was when it was loaded or opened, by digest; never changed."""

    __tablename__ = "snapshot"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    document: Mapped[str] = mapped_column(Text)


class WaveRow(Base):
    """A wave of a study. Its id (`study/wave`) is how the other databases name it, without a foreign key.

    `closed` is the day on which it was closed: terms of retention count from there. `code` is what a group types to
    take part in an open study that wants one.
    """

    __tablename__ = "wave"
    __table_args__ = (
        UniqueConstraint("study_id", "name"),
        CheckConstraint(f"stage IN ({STAGES})", name="stage"),
        Index("uq_wave_code", "code", unique=True),
    )

    id: Mapped[str] = mapped_column(String(101), primary_key=True)
    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    audience: Mapped[str] = mapped_column(String(20))
    digest: Mapped[str] = mapped_column(ForeignKey("snapshot.digest"))
    stage: Mapped[str] = mapped_column(String(10), default=Stage.PLANNED)
    closed: Mapped[date | None]
    code: Mapped[str | None] = mapped_column(String(12))


class Cohort(Base):
    """The people whose wave opens together. Its id is `study/wave/number`.

    `month` is the last month in which one of their trajectories starts, or in which the wave was opened by hand;
    `opens` the day of the invitations.
    """

    __tablename__ = "cohort"
    __table_args__ = (CheckConstraint(f"stage IN ({STAGES})", name="stage"),)

    id: Mapped[str] = mapped_column(String(110), primary_key=True)
    wave_id: Mapped[str] = mapped_column(ForeignKey("wave.id", ondelete="CASCADE"), index=True)
    month: Mapped[str] = mapped_column(String(7))
    stage: Mapped[str] = mapped_column(String(10))
    opens: Mapped[date | None]
    closes: Mapped[date]


class Pause(Base):
    """A study that rests: no mail leaves and no cohort opens; links keep working."""

    __tablename__ = "pause"

    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)


class Risk(StrEnum):
    """What a research lead may accept, with a reason, where it would keep a wave closed."""

    SMALL_CELLS = "small_cells"


RISKS = ", ".join(f"'{risk}'" for risk in Risk)


class Acceptance(Base):
    """A risk that was accepted for all cohorts of a wave, and why."""

    __tablename__ = "acceptance"
    __table_args__ = (CheckConstraint(f"risk IN ({RISKS})", name="risk"),)

    wave_id: Mapped[str] = mapped_column(ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True)
    risk: Mapped[str] = mapped_column(String(20), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    day: Mapped[date]


class Scope(StrEnum):
    """To whom in a cohort the reminders of a round go."""

    EVERYBODY = "everybody"
    UNANSWERED = "unanswered"
    NOBODY = "nobody"


SCOPES = ", ".join(f"'{scope}'" for scope in Scope)


class ReminderRound(Base):
    """What was decided when the first reminder of a round of a cohort was due, for all of them.

    `answered` is how many had answered then, rounded up to steps of 5, if those were left out; else 0.
    """

    __tablename__ = "reminder_round"
    __table_args__ = (CheckConstraint(f"scope IN ({SCOPES})", name="scope"),)

    cohort_id: Mapped[str] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    scope: Mapped[str] = mapped_column(String(10))
    answered: Mapped[int]


class Destruction(Base):
    """The end of a study's keys; not `finished` yet while its steps are being done.

    Two people decided it, or they ended by their `term` in months, which stood in the study: then `first` says so and
    `second` who approved the study. It stays for as long as the study does: it is what makes its answers anonymous.
    """

    __tablename__ = "destruction"
    __table_args__ = (CheckConstraint("first <> second", name="two_people"),)

    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), primary_key=True)
    first: Mapped[str] = mapped_column(String(100))
    second: Mapped[str] = mapped_column(String(100))
    begun: Mapped[date]
    finished: Mapped[date | None]
    term: Mapped[int | None]


class Erasure(Base):
    """Somebody who was erased from a study, as a hash under a key that no database has, so that a restored database
    forgets them again. Not in the contacts database, which an old copy may replace."""

    __tablename__ = "erasure"

    mark: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    study_id: Mapped[str] = mapped_column(String(60), index=True)
    day: Mapped[date]


class Removal(Base):
    """What was removed from the responses database on somebody's wish, as a mark (`fieldwork.removals`), so that an old
    copy of that database does not bring it back. It tells no order, no day, and nothing to who has no such copy."""

    __tablename__ = "removal"
    __table_args__ = ({"sqlite_with_rowid": False},)

    mark: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    study_id: Mapped[str] = mapped_column(String(60), index=True)


class AuditSheet(Base):
    """The last audit of a study that the worker made at night, in words, for pages that may not look themselves."""

    __tablename__ = "audit_sheet"

    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    document: Mapped[str] = mapped_column(Text)


class Work(StrEnum):
    """What is done to the databases again and again."""

    RESHUFFLE = "reshuffle"
    PURGE = "purge"
    BACKUP = "backup"


WORKS = ", ".join(f"'{work}'" for work in Work)


class Upkeep(Base):
    """When a work was done last, for whoever checks that it is."""

    __tablename__ = "upkeep"
    __table_args__ = (CheckConstraint(f"work IN ({WORKS})", name="work"),)

    work: Mapped[str] = mapped_column(String(20), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)


class PublicationRow(Base):
    """A frozen, disclosure-controlled set of tables of one wave; `document` is JSON, `digest` its SHA-256 in hex.

    `maker` published it; it is shown from `approved` on. A study may ask that `approver` is somebody else.
    """

    __tablename__ = "publication"

    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[str] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    wave_id: Mapped[str] = mapped_column(ForeignKey("wave.id", ondelete="CASCADE"))
    day: Mapped[date]
    digest: Mapped[str] = mapped_column(String(64))
    document: Mapped[str] = mapped_column(Text)
    maker: Mapped[str] = mapped_column(String(255), default="")
    approver: Mapped[str | None] = mapped_column(String(255))
    approved: Mapped[date | None]


class CodingRow(Base):
    """Who codes the open answers to an item in a wave: two people by themselves, and who decides where they differ."""

    __tablename__ = "coding"
    __table_args__ = (CheckConstraint("first <> second", name="two_people"),)

    wave_id: Mapped[str] = mapped_column(ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True)
    item: Mapped[str] = mapped_column(String(90), primary_key=True)
    first: Mapped[str | None] = mapped_column(String(255))
    second: Mapped[str | None] = mapped_column(String(255))
    decider: Mapped[str | None] = mapped_column(String(255))


class Preparation(Base):
    """A study that is being set up in the workspace, under the id that it will have when it is loaded."""

    __tablename__ = "preparation"

    study_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    programme_id: Mapped[str] = mapped_column(String(60), index=True)
    begun: Mapped[date]


class Prepared(Base):
    """A document of a study that is being set up: its design, or a questionnaire. `current` is the revision that
    counts; revisions after it were undone."""

    __tablename__ = "prepared"

    study_id: Mapped[str] = mapped_column(ForeignKey("preparation.study_id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    current: Mapped[int]


class Revision(Base):
    """A document as it was saved once, made from revision `based_on` (0: from nothing); never changed."""

    __tablename__ = "revision"
    __table_args__ = (
        ForeignKeyConstraint(["study_id", "name"], ["prepared.study_id", "prepared.name"], ondelete="CASCADE"),
    )

    study_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    based_on: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
    author: Mapped[str] = mapped_column(String(255))
    note: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)


class AuditEntry(Base):
    """Who did what to which study, or to which programme. Never an answer, never an address of a participant.

    A trigger refuses every change, and every removal but from the beginning (`AuditStart`). `digest` makes a chain of
    the entries (`fieldwork.audit_chain`).
    """

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(String(255))
    study_id: Mapped[str] = mapped_column(String(60), index=True)
    programme_id: Mapped[str] = mapped_column(String(60), default="", server_default="", index=True)
    action: Mapped[str] = mapped_column(String(40))
    detail: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64), server_default="")


class AuditStart(Base):
    """Where the audit log begins: entries up to this one were past their term. One row, or none."""

    __tablename__ = "audit_start"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
