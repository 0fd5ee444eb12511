"""Against guessing: how often an address asked for a link or code that gives no right. Valid ones are not counted.

And against one who fills in an open study again and again: how often an address pressed Start in half an hour.
"""

import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from survey.storage.engines import writing
from survey.storage.responses import Failures

MINUTE, HALF_HOUR, SLOTS = 60, 1800, 4
ONE_HOUSEHOLD = 64
"""So many bits of an IPv6 address belong to one connection; the others it may choose at will."""


@dataclass(frozen=True, slots=True)
class Guard:
    """How many failures an address may have in `seconds` (0: as many as it likes), and the key that hides addresses.

    `what` keeps apart what is counted.
    """

    most: int
    secret_key: bytes
    what: str = "failures"
    seconds: int = MINUTE

    def is_over(self, responses: Session, address: str, now: datetime) -> bool:
        """Count one more of `address`, and say whether it has had too many in this time. Commits.

        What is over the limit is only read, so that nobody can keep the database busy with it.
        """
        if not self.most:
            return False
        key = self._key(address, now)
        found = responses.scalar(select(Failures.number).where(Failures.key == key))
        responses.rollback()
        if (found or 0) >= self.most:
            return True
        _count(responses, key, now)
        return False

    def _key(self, address: str, now: datetime) -> bytes:
        """Keyed hash of the address and the minute, or the half hour."""
        period = int(now.timestamp()) // self.seconds
        return hmac.digest(self.secret_key, f"{self.what}|{period}|{_household(address)}".encode(), "sha256")[:16]


def forget(responses: Session, now: datetime) -> None:
    """Throw away what is older than half an hour, at most an hour. Commits if there is anything."""
    old = is_old(now)
    found = responses.scalar(select(Failures.slot).where(old).limit(1))
    responses.rollback()
    if found is not None:
        writing(responses).execute(delete(Failures).where(old))
        responses.commit()


def is_old(now: datetime) -> ColumnElement[bool]:
    """Whether a row is older than half an hour."""
    return Failures.slot.not_in(_kept(now))


def _count(responses: Session, key: bytes, now: datetime) -> None:
    slot, _ = _kept(now)
    dialect = sqlite if responses.get_bind().dialect.name == "sqlite" else postgresql
    row = dialect.insert(Failures).values(key=key, slot=slot, number=1)
    writing(responses).execute(row.on_conflict_do_update(index_elements=["key"], set_={"number": Failures.number + 1}))
    responses.execute(delete(Failures).where(is_old(now)))
    responses.commit()


def _kept(now: datetime) -> tuple[int, int]:
    """The half hour that it is in a round of two hours, and the one before."""
    current = int(now.timestamp()) // HALF_HOUR
    return current % SLOTS, (current - 1) % SLOTS


def _household(address: str) -> str:
    """The address, or the part of it that its owner cannot choose."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((found, ONE_HOUSEHOLD), strict=False))
