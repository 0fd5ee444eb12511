"""Reshuffle: write the responses database anew, so that nothing in its files tells in which order people answered.

Databases keep that order where nobody looks: PostgreSQL in the place and the hidden `xmin` of each row and in its
write-ahead log, SQLite in its log. A reshuffle runs while answers come in: a save that arrives meanwhile waits.
"""

import contextlib
import sqlite3
import time

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import OperationalError, ProgrammingError

from survey.questionnaires.problems import N_, RefusedError

from .engines import WAIT_SECONDS
from .responses import Base, Draft, OpenText, Response, Ticket

ANSWERED_IN_THIS_ORDER = tuple(each.__tablename__ for each in (Ticket, Draft, Response, OpenText))
"""Locks are taken in the order in which an answer takes them, so that neither waits for the other."""

NO_LOCK = ("55P03", "40P01")
"""PostgreSQL's codes for a lock that was not had in time, and for two that waited for each other."""

ATTEMPTS = 20
LOCK_SECONDS, PATIENCE_SECONDS = 3, 60
REST_SECONDS = 0.5


class TooBusyError(RefusedError):
    """Somebody holds the tables all the time: a long export, or a transaction that was left open."""

    sentence = N_(
        "The responses database was in use all the time, so it was not reshuffled. Does a program keep it open?"
    )


def reshuffle(engine: Engine) -> None:
    """Write every table of the responses database anew, in random order.

    Raises:
        TooBusyError: nothing was changed.
    """
    once = _rebuild if engine.dialect.name == "sqlite" else _rewrite
    for attempt in range(ATTEMPTS):
        time.sleep(REST_SECONDS if attempt else 0)
        if once(engine):
            return
    raise TooBusyError


def tables() -> list[Table]:
    """Every table of the responses database, in the order in which they are locked: those of an answer first."""
    found = Base.metadata.tables
    first = [found[name] for name in ANSWERED_IN_THIS_ORDER]
    return first + [found[name] for name in sorted(found) if found[name] not in first]


def _rewrite(engine: Engine) -> bool:
    """PostgreSQL: new rows in a new file, in one transaction; False if the tables were in use."""
    try:
        with engine.begin() as connection:
            _write_anew(connection)
    except OperationalError as fault:
        if getattr(fault.orig, "sqlstate", "") in (
            "55P03",
            "40P01",
        ):  # No lock in time; two that waited for each other.
            return False
        raise
    forget_log(engine)
    return True


def _write_anew(connection: Connection) -> None:
    """An UPDATE or a DELETE would leave the old rows in the file, and VACUUM FULL leaves `xmin` as it is."""
    run = connection.exec_driver_sql
    places = [table.name for table in tables()]
    run(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
    run(f"LOCK TABLE {', '.join(places)} IN ACCESS EXCLUSIVE MODE")
    for name in places:
        run(f"CREATE TEMPORARY TABLE kept_{name} ON COMMIT DROP AS SELECT * FROM {name}")  # noqa: S608 - ours
    run(f"TRUNCATE {', '.join(places)}")
    for table in Base.metadata.sorted_tables:  # A draft needs its ticket.
        run(f"INSERT INTO {table.name} SELECT * FROM kept_{table.name} ORDER BY random()")  # noqa: S608 - ours
        run(f"ANALYZE {table.name}")


def forget_log(engine: Engine) -> None:
    """Begin a new piece of PostgreSQL's write-ahead log and let go of the old ones, as far as our role may."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for _ in range(2):  # The first checkpoint still needs the piece that it stands in.
            for statement in ("SELECT pg_switch_wal()", "CHECKPOINT"):
                with contextlib.suppress(ProgrammingError):
                    connection.exec_driver_sql(statement)


def _rebuild(engine: Engine) -> bool:
    """SQLite: rows lie in the order of their random keys already; False if the file was in use."""
    try:
        return rebuild_file(engine)
    except sqlite3.OperationalError as fault:
        if "locked" in str(fault):
            return False
        raise


def rebuild_file(engine: Engine) -> bool:
    """Write a SQLite file anew, without what was deleted, and empty its log; False if a reader keeps the log.

    Raises:
        sqlite3.OperationalError: the database is locked.
    """
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={PATIENCE_SECONDS * 1000}")  # Others take turns faster than this one can.
        cursor.execute("VACUUM")
        emptied = _is_emptied(cursor)
        cursor.execute(f"PRAGMA busy_timeout={WAIT_SECONDS * 1000}")
    finally:
        connection.close()
    return emptied


def _is_emptied(cursor: DBAPICursor) -> bool:
    """Copy the log into the file and empty it; whoever reads from it has to be waited for."""
    for attempt in range(ATTEMPTS):
        time.sleep(REST_SECONDS if attempt else 0)
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if cursor.fetchone() == (0, 0, 0):
            return True
    return False
