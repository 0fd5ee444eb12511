"""The chain of the audit log: each entry has the SHA-256 over the digest of the one before it and its own fields.

Who changes, removes, puts in or swaps an entry breaks the chain there, also past our code. Only the newest entries can
be removed without a trace in what is left: so the newest digest is also kept elsewhere (every audit prints it, and the
worker writes it every night), and `is_kept` says whether it is still in the chain.

What is past its term goes from the beginning: `shorten` says in the chain itself up to where.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from survey.storage.studies import AuditEntry, AuditStart

GENESIS = "0" * 64
"""What stands before the first entry of an installation."""

LOCK = 0x7765726B
"""The number of PostgreSQL's lock on the end of the chain."""

SHORTENED = "shorten log"
"""The deed of leaving out what is past its term; its detail is the last entry that went, and its digest."""

START = 1


@dataclass(frozen=True, slots=True)
class Link:
    """An entry at which the chain does not hold: it, or the one before it, is not what it was, or not where it was.

    Without `at` it is the beginning: entries are missing there, and no entry says why.
    """

    entry: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Chain:
    """What the log is: how many entries, the digest of the newest, and where it does not hold."""

    entries: int
    newest: str
    broken: tuple[Link, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was changed, removed from the middle, put in or swapped."""
        return not self.broken


def digest(previous: str, entry: AuditEntry) -> str:
    """The digest of an entry, in hex, over that of the one before it and its own fields in one unambiguous form."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    fields = [previous, at, entry.actor, entry.study_id, entry.programme_id, entry.action, entry.detail]
    return sha256(json.dumps(fields, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()


def newest(studies: Session, *, alone: bool = False) -> str:
    """The digest at the end of the chain. `alone`: nobody else adds an entry until the caller's transaction ends."""
    if alone:
        _hold(studies)
    query = select(AuditEntry.digest).order_by(AuditEntry.id.desc()).limit(1)
    return studies.scalar(query) or _start(studies)[1]


def _hold(studies: Session) -> None:
    """Take the lock on the end of the chain. SQLite has one lock for writing, and any such statement takes it."""
    if studies.get_bind().dialect.name == "sqlite":
        studies.execute(update(AuditStart).where(AuditStart.id < START).values(entry=0))
    else:
        studies.execute(select(func.pg_advisory_xact_lock(LOCK)))


def _start(studies: Session) -> tuple[int, str]:
    """The last entry that went because it was past its term, and its digest."""
    row = studies.get(AuditStart, START)
    return (row.entry, row.digest) if row else (0, GENESIS)


def verified(studies: Session) -> Chain:
    """Go through the whole chain. Each place where it breaks is told once."""
    entry, before = start = _start(studies)
    broken: list[Link] = []
    told = entry == 0
    number = 0
    for row in _rows(studies):
        number += 1
        if row.digest != digest(before, row) or row.id <= entry:
            broken.append(Link(row.id, row.at))
        told = told or (row.action, row.detail) == (SHORTENED, described(*start))
        before = row.digest
    if not told:
        broken.insert(0, Link(entry, None))
    return Chain(number, before, tuple(broken))


def is_kept(studies: Session, known: str) -> bool:
    """Whether an entry with this digest is in the log: if not, it was removed, changed, or is past its term."""
    known = known.strip().lower()
    found = studies.scalar(select(AuditEntry.id).where(AuditEntry.digest == known).limit(1))
    return found is not None or known == _start(studies)[1]


def _rows(studies: Session) -> Iterator[AuditEntry]:
    query = select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=1000)
    yield from studies.scalars(query)


def described(entry: int, last: str) -> str:
    """How the log says up to where it was shortened."""
    return f"up to entry {entry}, digest {last}"


def prefix(studies: Session, limit: datetime) -> tuple[int, str] | None:
    """The last of the entries at the beginning that are all older than a limit, with its digest."""
    kept = studies.scalar(select(func.min(AuditEntry.id)).where(AuditEntry.at >= limit))
    query = select(AuditEntry.id, AuditEntry.digest).order_by(AuditEntry.id.desc()).limit(1)
    row = studies.execute(query if kept is None else query.where(AuditEntry.id < kept)).one_or_none()
    return (row.id, row.digest) if row else None


def let_go(studies: Session, entry: int, last: str) -> int:
    """Remove the entries up to one, whose digest stays as the start of the chain; how many went."""
    studies.merge(AuditStart(id=START, entry=entry, digest=last))
    studies.flush()
    gone = studies.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.id <= entry)) or 0
    studies.execute(delete(AuditEntry).where(AuditEntry.id <= entry))
    return gone
