"""Engines: how each database is opened, on SQLite and on PostgreSQL alike."""

import sqlite3
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

WAIT_SECONDS = 10


class Store(StrEnum):
    """The three databases."""

    STUDIES = "studies"
    CONTACTS = "contacts"
    RESPONSES = "responses"


def options(url: str) -> dict[str, Any]:
    """Engine options for a database at `url`."""
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": WAIT_SECONDS}}
    return {"pool_size": 5, "max_overflow": 10, "pool_pre_ping": True}


def prepare(engine: Engine, store: Store) -> None:  # noqa: ARG001 - every database has the same by now
    """Give each connection of `engine` the settings that the promises rest on. PostgreSQL has them by configuration."""
    if engine.dialect.name != "sqlite":
        return

    def _connected(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    def _begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _begun)


def writing(session: Session) -> Session:
    """Begin a transaction that is going to write; end one that has only read with `rollback()` before.

    SQLite takes its write lock at the start: a lock asked for half-way is refused at once when another writer was
    faster, and the update would be lost.

    Raises:
        RuntimeError: the session is in a transaction already.
    """
    if session.in_transaction():
        raise RuntimeError("A writing transaction has to begin before anything is read.")
    session.connection(execution_options={"write": True})
    return session
