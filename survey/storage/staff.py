"""Staff in the studies database: accounts, how they log in, and who has which role in which programme."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from .columns import Moment
from .studies import Base


class Staff(Base):
    """Somebody who may log in. `password` is an argon2id hash. An `administrator` makes programmes and invites their
    first owners, and reads nothing of any study."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    password: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    administrator: Mapped[bool] = mapped_column(default=False, server_default="0")
    asked: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether they were asked once to set up a second factor."""


class Role(StrEnum):
    """What somebody does in a programme (docs/access.md says what each may see)."""

    OWNER = "owner"
    FIELDWORK = "fieldwork"
    ANALYST = "analyst"
    PROGRAM_LEAD = "program_lead"
    AUDITOR = "auditor"


ROLES = ", ".join(f"'{role}'" for role in Role)


class Membership(Base):
    """A role that somebody has in a programme. `reason` is why an owner accepted it beside one that keeps apart from
    it: contacts and answers in the same hands."""

    __tablename__ = "membership"
    __table_args__ = (CheckConstraint(f"role IN ({ROLES})", name="role"),)

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    programme_id: Mapped[str] = mapped_column(
        ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    reason: Mapped[str] = mapped_column(Text, default="")


class Visit(Base):
    """A log-in that has not ended: on which device, since which day. `digest` is of what its session has (SHA-256)."""

    __tablename__ = "visit"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    device: Mapped[str] = mapped_column(String(60))
    begun: Mapped[date]
    seen: Mapped[date]


class SecondFactor(Base):
    """The secret that somebody's authenticator app has too, sealed; `step` is the last time step that was used."""

    __tablename__ = "second_factor"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    step: Mapped[int] = mapped_column(BigInteger)


class RecoveryCode(Base):
    """A code for when the app is lost, as SHA-256; it goes when it is used."""

    __tablename__ = "recovery_code"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)


class OneTimeLink(Base):
    """A link in a mail with which somebody chooses a password, as SHA-256; it goes when it is used."""

    __tablename__ = "one_time_link"
    __table_args__ = (CheckConstraint("purpose IN ('invitation', 'forgotten')", name="purpose"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    until: Mapped[datetime] = mapped_column(Moment)


class Attempts(Base):
    """How often something was tried in vain. The key is a keyed hash of what was tried, where, and in which quarter of
    an hour: the row tells none of these. It goes after `until`."""

    __tablename__ = "attempts"

    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    until: Mapped[datetime] = mapped_column(Moment, index=True)
    number: Mapped[int]
