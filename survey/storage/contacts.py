"""The contacts database: whom we may write to. Never an answer, a token, its hash, or whether somebody answered."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, MetaData, String, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from .columns import Moment
from .studies import NAMING

ALONE = text("trajectory_id IS NULL")


class Base(DeclarativeBase):
    """Tables of the contacts database."""

    metadata = MetaData(naming_convention=NAMING)


class Contact(Base):
    """A person who can be invited: a participant, job coach or employer.

    `number` is the programme's own id of the person. Whoever has no address gets a letter on paper. `attributes` holds
    the register classes of the study.
    """

    __tablename__ = "contact"
    __table_args__ = (
        UniqueConstraint("study_id", "audience", "address"),
        UniqueConstraint("study_id", "audience", "number"),
        CheckConstraint("address IS NOT NULL OR number IS NOT NULL", name="has_address_or_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[str] = mapped_column(String(60))
    audience: Mapped[str] = mapped_column(String(20))
    number: Mapped[str | None] = mapped_column(String(60))
    address: Mapped[str | None] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(20))
    attributes: Mapped[dict[str, str]] = mapped_column(JSON)


class Trajectory(Base):
    """One coaching case: a participant with a coach and (perhaps) an employer.

    `label` is the programme's own name of the case, which coaches read in their mail. `start` is a month: `2026-09`.
    `round` counts re-entries after a job change; each has a start of its own.
    """

    __tablename__ = "trajectory"
    __table_args__ = (UniqueConstraint("study_id", "label"), Index("ix_trajectory_study_id_start", "study_id", "start"))

    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[str] = mapped_column(String(60))
    label: Mapped[str] = mapped_column(String(60))
    start: Mapped[str] = mapped_column(String(7))
    round: Mapped[int] = mapped_column(default=1)
    participant_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    coach_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"), index=True)
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"), index=True)


class Enrolment(Base):
    """A contact takes part in a wave, with a cohort: one form. `round` counts re-entries after a job change.

    A form is about one trajectory, or about none: an employer has one form, and so has everybody in a wave that is
    opened by hand.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("contact_id", "wave_id", "trajectory_id", "round"),
        Index(
            "uq_enrolment_alone", "contact_id", "wave_id", "round", unique=True,
            sqlite_where=ALONE, postgresql_where=ALONE,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    wave_id: Mapped[str] = mapped_column(String(101), index=True)
    trajectory_id: Mapped[int | None] = mapped_column(ForeignKey("trajectory.id", ondelete="CASCADE"), index=True)
    round: Mapped[int]
    cohort_id: Mapped[str] = mapped_column(String(110), index=True)


class MailKind(StrEnum):
    """What is sent. Every invited contact has a row for every reminder round."""

    INVITATION = "invitation"
    REMINDER_1 = "reminder-1"
    REMINDER_2 = "reminder-2"
    THANKS = "thanks"


class MailState(StrEnum):
    """Where a mail stands."""

    WAITING = "waiting"
    SENDING = "sending"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


MAIL_KINDS = ", ".join(f"'{kind}'" for kind in MailKind)


class Outbox(Base):
    """One mail to one contact, without its text: it is composed when it is sent. `day` is when it is planned.

    One mail has the links of all forms that the contact has in the cohort; `round` is the latest of these. A row that
    is done keeps that day and nothing else: no attempts, no lease, no reply of a server, and not whether the mail left
    or was not needed.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("contact_id", "wave_id", "cohort_id", "round", "kind"),
        CheckConstraint("state IN ('waiting', 'sending', 'done', 'failed', 'cancelled')", name="state"),
        CheckConstraint(f"kind IN ({MAIL_KINDS})", name="kind"),
        Index("ix_outbox_state_lease", "state", "lease_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    study_id: Mapped[str] = mapped_column(String(60))
    wave_id: Mapped[str] = mapped_column(String(101), index=True)
    cohort_id: Mapped[str] = mapped_column(String(110))
    round: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10), default=MailState.WAITING)
    day: Mapped[date]
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None] = mapped_column(Moment)


class StopReason(StrEnum):
    """Why somebody gets no mail any more."""

    ASKED = "asked"
    BOUNCED = "bounced"
    COMPLAINED = "complained"


REASONS = ", ".join(f"'{reason}'" for reason in StopReason)


class Suppression(Base):
    """A contact to whose address no mail of the study goes any more, and since when."""

    __tablename__ = "suppression"
    __table_args__ = (CheckConstraint(f"reason IN ({REASONS})", name="reason"),)

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(12), primary_key=True)
    day: Mapped[date]


class Bounce(Base):
    """A mail that came back, however often that was told. `status` is the code of RFC 3463, where there was one."""

    __tablename__ = "bounce"

    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True)
    hard: Mapped[bool]
    status: Mapped[str] = mapped_column(String(12))
    day: Mapped[date]


class Pace(Base):
    """How many mails left in the running minute, for a study or to a receiving domain; thrown away after it."""

    __tablename__ = "pace"

    name: Mapped[str] = mapped_column(String(255), primary_key=True)
    minute: Mapped[datetime] = mapped_column(Moment)
    mails: Mapped[int]


FREEZE = 1
"""The id of the only row of `mail_freeze`."""


class Freeze(Base):
    """No mail of any study leaves, since this day on which an old `copy` was put back, until somebody looked.

    It is in the database that mails leave from, so that a restored copy of it is frozen in the moment it is there.
    """

    __tablename__ = "mail_freeze"
    __table_args__ = (CheckConstraint(f"id = {FREEZE}", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    since: Mapped[date]
    copy: Mapped[str] = mapped_column(String(40))
