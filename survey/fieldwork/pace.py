"""Pace: how many mails may leave in a minute, for a study and to one receiving domain, however many workers there are.

The counts of the running minute stand in the contacts database and are thrown away after it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from survey.storage.contacts import Contact, Outbox
from survey.storage.contacts import Pace as PaceRow
from survey.storage.engines import writing


@dataclass(frozen=True, slots=True)
class Pace:
    """The most mails in a minute; 0 is as many as can."""

    study: int = 0
    domain: int = 0

    def most(self, name: str) -> int:
        """The limit for a study, or for a domain, which is written with an @."""
        return self.domain if name.startswith("@") else self.study


UNHURRIED = Pace()


def names(study_id: str, address: str) -> tuple[str, str]:
    """What a mail counts for: its study, and the domain that it goes to."""
    return study_id, f"@{address.rpartition('@')[2].lower()}"


def has_room(contacts: Session, pace: Pace, now: datetime) -> ColumnElement[bool]:
    """Mails whose study and domain have not had their share of this minute. The query joins Outbox and Contact."""
    query = select(PaceRow.name, PaceRow.mails).where(PaceRow.minute == _minute(now))
    counted = contacts.execute(query).all() if pace != UNHURRIED else []
    full = [name for name, mails in counted if 0 < pace.most(name) <= mails]
    domains = [~Contact.address.iendswith(name, autoescape=True) for name in full if name.startswith("@")]
    return and_(Outbox.study_id.not_in([name for name in full if not name.startswith("@")]), *domains)


def count(contacts: Session, pace: Pace, now: datetime, named: tuple[str, ...]) -> bool:
    """Count one mail, in the caller's transaction; False if another worker took the last place meanwhile."""
    minute, limited = _minute(now), sorted(name for name in named if pace.most(name))
    dialect = sqlite if contacts.get_bind().dialect.name == "sqlite" else postgresql
    for name in limited:
        contacts.execute(delete(PaceRow).where(PaceRow.name == name, PaceRow.minute != minute))
        added = dialect.insert(PaceRow).values(name=name, minute=minute, mails=1)
        more = added.on_conflict_do_update(index_elements=["name"], set_={"mails": PaceRow.mails + 1})
        if (contacts.scalar(more.returning(PaceRow.mails)) or 0) > pace.most(name):
            return False
    return True


def forget(contacts: Session, now: datetime) -> None:
    """Throw away the counts of minutes that are over. Commits."""
    over = PaceRow.minute != _minute(now)
    found = contacts.scalar(select(PaceRow.name).where(over).limit(1))
    contacts.rollback()
    if found:
        writing(contacts).execute(delete(PaceRow).where(over))
        contacts.commit()


def _minute(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0)
