"""Staff in the studies database: accounts, and who has which role in which programme."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

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
