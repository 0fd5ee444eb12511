"""Conditions: the settings of a database that the promises rest on, as they are now and as they should be."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from .engines import Store

SQLITE = {"journal_mode": ("wal",), "synchronous": ("2", "3"), "foreign_keys": ("1",)}
SQLITE_RESPONSES = {"secure_delete": ("1",)}
POSTGRESQL = {
    "fsync": ("on",),
    "synchronous_commit": ("on", "local", "remote_write", "remote_apply"),
    "full_page_writes": ("on",),
}
"""Without these an answer that was confirmed may be lost in a power cut."""
POSTGRESQL_RESPONSES = {
    "track_commit_timestamp": ("off",),
    "archive_mode": ("off",),
    "wal_recycle": ("off",),
    "log_statement": ("none", "ddl"),
    "log_min_duration_statement": ("-1",),
    "log_parameter_max_length_on_error": ("0",),
}
"""With others the server keeps when, or in which order, people answered, or what."""


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
    general, special = (SQLITE, SQLITE_RESPONSES) if sqlite else (POSTGRESQL, POSTGRESQL_RESPONSES)
    wanted = general | (special if store is Store.RESPONSES else {})
    word = "PRAGMA" if sqlite else "SHOW"
    connection = session.connection()
    found = [
        Condition(store, name, str(connection.exec_driver_sql(f"{word} {name}").scalar()).lower(), good)
        for name, good in wanted.items()
    ]
    session.rollback()
    return found
