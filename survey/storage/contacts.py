"""The contacts database: whom we may write to. Never an answer, a token, its hash, or whether somebody answered."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, MetaData, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from .columns import Moment
from .studies import NAMING


class Base(DeclarativeBase):
    """Tables of the contacts database."""

    metadata = MetaData(naming_convention=NAMING)


class Contact(Base):
    """A person with an e-mail address who can be invited. `attributes` holds the register classes of the study."""

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("study_id", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[str] = mapped_column(String(60))
    audience: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(20))
    attributes: Mapped[dict[str, str]] = mapped_column(JSON)


class Enrolment(Base):
    """A contact takes part in a wave, with a cohort. `round` counts re-entries after a job change."""

    __tablename__ = "enrolment"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True)
    wave_id: Mapped[str] = mapped_column(String(101), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[str] = mapped_column(String(110), index=True)


class MailKind(StrEnum):
    """What is sent."""

    INVITATION = "invitation"


class MailState(StrEnum):
    """Where a mail stands."""

    WAITING = "waiting"
    SENDING = "sending"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Outbox(Base):
    """One mail to one contact, without its text: it is composed when it is sent.

    A row that is done keeps the day and nothing else: no attempts, no lease, no reply of a server.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("contact_id", "wave_id", "cohort_id", "round", "kind"),
        CheckConstraint("state IN ('waiting', 'sending', 'done', 'failed', 'cancelled')", name="state"),
        CheckConstraint("kind IN ('invitation')", name="kind"),
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
