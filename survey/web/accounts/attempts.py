"""Attempts: how often something was tried in vain, by account and by address, never for everybody together."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from survey.storage.staff import Attempts

WINDOW = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Counter:
    """Something that may be tried in vain `most` times in a quarter of an hour."""

    kind: str
    most: int

    def is_over(self, studies: Session, key: bytes, what: str, now: datetime) -> bool:
        """Whether it was tried too often. Reads only."""
        found = studies.scalar(select(Attempts.number).where(Attempts.key == self._hashed(key, what, now)))
        return (found or 0) >= self.most

    def count(self, studies: Session, key: bytes, what: str, now: datetime) -> None:
        """Count once more, in the caller's writing transaction, and throw old counts away."""
        dialect = sqlite if studies.get_bind().dialect.name == "sqlite" else postgresql
        row = dialect.insert(Attempts).values(key=self._hashed(key, what, now), until=now + 2 * WINDOW, number=1)
        more = {"number": Attempts.number + 1}
        studies.execute(row.on_conflict_do_update(index_elements=["key"], set_=more))
        studies.execute(delete(Attempts).where(Attempts.until < now))

    def _hashed(self, key: bytes, what: str, now: datetime) -> bytes:
        window = int(now.timestamp() // WINDOW.total_seconds())
        return hmac.digest(key, f"attempts|{self.kind}|{window}|{what}".encode(), "sha256")[:16]


ACCOUNT = Counter("account", 10)
"""Passwords for one account."""

ADDRESS = Counter("address", 100)
"""Passwords from one address, behind which a whole office may sit."""

CODE = Counter("code", 10)
"""Second factors of one account."""

MAIL = Counter("mail", 3)
"""Mails to one account about a forgotten password."""

ASKING = Counter("asking", 30)
"""Forgotten passwords from one address."""
