"""Conditions: the settings of a database that the promises rest on, as they are now and as they should be."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from . import servers
from .engines import Store

SQLITE = {"journal_mode": ("wal",), "synchronous": ("2", "3"), "foreign_keys": ("1",)}
SQLITE_RESPONSES = {"secure_delete": ("1",)}
ON = ("on", "local", "remote_write", "remote_apply")
"""What a setting of `servers.DURABLE` may be: anything but off."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A setting: its `value` is well if it is one of those that are `wanted`."""

    store: Store
    name: str
    value: str
    wanted: tuple[str, ...]

    @property
    def is_well(self) -> bool:
        """Whether the promises can rest on it."""
        return self.value in self.wanted


def conditions(session: Session, store: Store) -> list[Condition]:
    """The settings of the database behind a session, as its connections have them."""
    sqlite = session.get_bind().dialect.name == "sqlite"
    wanted: dict[str, tuple[str, ...]] = dict(SQLITE) if sqlite else dict.fromkeys(servers.DURABLE, ON)
    if store is Store.RESPONSES:
        wanted |= SQLITE_RESPONSES if sqlite else {name: tuple(sorted(good)) for name, good in servers.SILENT.items()}
    word = "PRAGMA" if sqlite else "SHOW"
    connection = session.connection()
    found = [
        Condition(store, name, str(connection.exec_driver_sql(f"{word} {name}").scalar()).lower(), good)
        for name, good in wanted.items()
    ]
    session.rollback()
    return found
