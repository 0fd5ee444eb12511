"""The responses database: tickets, drafts, typed codes, responses, open text and its themes, and who guesses links.

Never a name, an address, a contact id, a time finer than a quarter, or an order of arrival. SQLite tables are made
WITHOUT ROWID, because the hidden rowid counts up with each arrival.
"""

import uuid
from datetime import date
from enum import StrEnum

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    Uuid,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from .studies import NAMING

ORDERLESS = {"sqlite_with_rowid": False}


class Base(DeclarativeBase):
    """Tables of the responses database."""

    metadata = MetaData(naming_convention=NAMING)


class TicketState(StrEnum):
    """What a link still gives a right to."""

    OPEN = "open"
    USED = "used"
    DECLINED = "declined"
    CLOSED = "closed"


class Ticket(Base):
    """The right to answer one wave once; the key is SHA-256 of the token. It knows no contact.

    `pseudonym` joins what one person answers, `trajectory` the waves of one trajectory and audience.
    """

    __tablename__ = "ticket"
    __table_args__ = (
        CheckConstraint("mode IN ('linked', 'unlinked', 'open')", name="mode"),
        CheckConstraint("mode = 'linked' OR pseudonym IS NULL", name="unlinked_has_no_pseudonym"),
        CheckConstraint("mode = 'linked' OR trajectory IS NULL", name="unlinked_has_no_trajectory"),
        CheckConstraint("state IN ('open', 'used', 'declined', 'closed')", name="state"),
        ORDERLESS,
    )

    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    wave_id: Mapped[str] = mapped_column(String(101), index=True)
    cohort_id: Mapped[str] = mapped_column(String(110), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    mode: Mapped[str] = mapped_column(String(10))
    pseudonym: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    trajectory: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    attributes: Mapped[dict[str, str]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10), default=TicketState.OPEN)
    closes: Mapped[date]


class Draft(Base):
    """Answers in progress, readable only with the link. `rev` counts its saves."""

    __tablename__ = "draft"
    __table_args__ = (ORDERLESS,)

    hash: Mapped[bytes] = mapped_column(ForeignKey("ticket.hash", ondelete="CASCADE"), primary_key=True)
    rev: Mapped[int]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Response(Base):
    """Closed answers that were submitted, as one JSON document. `period` is a quarter: `2026Q4`.

    Wave, pseudonym and trajectory find the response of somebody who withdraws; unlinked ones have neither.
    """

    __tablename__ = "response"
    __table_args__ = (
        Index("uq_response_wave_id_pseudonym_trajectory", "wave_id", "pseudonym", "trajectory", unique=True),
        ORDERLESS,
    )

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    wave_id: Mapped[str] = mapped_column(String(101), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    pseudonym: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    trajectory: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    attributes: Mapped[dict[str, str]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(20))
    period: Mapped[str] = mapped_column(String(6))
    answers: Mapped[dict[str, int | str | list[str] | None]] = mapped_column(JSON)


class OpenText(Base):
    """Somebody's own words: wave and question, and nothing that leads to the other answers.

    `traces` are the kinds of words in it that may lead to a person (`questionnaires.traces`), for the reviewer.
    What is `aside` counts nowhere; `quote` is the part of it that somebody approved for everybody's eyes.
    """

    __tablename__ = "open_text"
    __table_args__ = (ORDERLESS,)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    wave_id: Mapped[str] = mapped_column(String(101), index=True)
    item: Mapped[str] = mapped_column(String(90))
    text: Mapped[str] = mapped_column(Text)
    traces: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    aside: Mapped[bool] = mapped_column(default=False, server_default=false())
    quote: Mapped[str | None] = mapped_column(Text)


class Theme(Base):
    """A theme in people's own words to an item: a code, its names by language, when it applies, and an example.

    An example may be somebody's own words: so it lives here. What is `retired` is offered and counted no more.
    """

    __tablename__ = "theme"
    __table_args__ = (UniqueConstraint("study_id", "item", "code"), ORDERLESS)

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    study_id: Mapped[str] = mapped_column(String(60))
    item: Mapped[str] = mapped_column(String(90))
    code: Mapped[str] = mapped_column(String(40))
    names: Mapped[dict[str, str]] = mapped_column(JSON)
    definition: Mapped[str] = mapped_column(Text, default="")
    example: Mapped[str] = mapped_column(Text, default="")
    retired: Mapped[bool] = mapped_column(default=False)


class Coded(Base):
    """Which themes a coder found in a text, perhaps none. Coders are 1 and 2; 3 is who decided where they differ.

    Who these are is in the studies database; when they read it is nowhere.
    """

    __tablename__ = "coded"
    __table_args__ = (CheckConstraint("coder BETWEEN 1 AND 3", name="coder"), ORDERLESS)

    text_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("open_text.id", ondelete="CASCADE"), primary_key=True)
    coder: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    themes: Mapped[list[str]] = mapped_column(JSON)


class TypedCode(Base):
    """A code on a letter, found by a part of its scrypt hash; the rest of the hash seals the token that it stands for.

    The wave is there so that the row can go when the wave's tickets go. Nothing leads from here to a ticket.
    """

    __tablename__ = "code"
    __table_args__ = (ORDERLESS,)

    lookup: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    wave_id: Mapped[str] = mapped_column(String(101), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


SALT = 1
"""The id of the only row of `code_salt`."""


class CodeSalt(Base):
    """What typed codes are hashed with: one row, different for each installation."""

    __tablename__ = "code_salt"
    __table_args__ = (CheckConstraint(f"id = {SALT}", name="one_row"), ORDERLESS)

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))


class Failures(Base):
    """How often an address asked for a link or code that gives no right, within one minute.

    The key is a keyed hash of the address and the minute: the row tells neither. `slot` is a half hour of a two-hour
    round, from which nobody can tell the day or the hour; it only says which rows are old enough to go.
    """

    __tablename__ = "failures"
    __table_args__ = (CheckConstraint("slot BETWEEN 0 AND 3", name="slot"), ORDERLESS)

    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    slot: Mapped[int] = mapped_column(SmallInteger, index=True)
    number: Mapped[int] = mapped_column(SmallInteger)
