"""Rewriting: write a database anew, so that nothing of what was deleted is left in its files."""

import sqlite3
import time
from typing import cast

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from .engines import Store
from .migrate import METADATA
from .reshuffle import ATTEMPTS, LOCK_SECONDS, NO_LOCK, REST_SECONDS, TooBusyError, forget_log, rebuild_file, reshuffle


def rewrite(session: Session, store: Store) -> None:
    """Write the database behind a session anew; the session is in no transaction. Responses come in random order.

    Raises:
        TooBusyError: the database was in use all the time.
    """
    engine = cast(Engine, session.get_bind())
    if store is Store.RESPONSES:
        reshuffle(engine)
        return
    for attempt in range(ATTEMPTS):
        time.sleep(REST_SECONDS if attempt else 0)
        if _once(engine, store):
            return
    raise TooBusyError


def _once(engine: Engine, store: Store) -> bool:
    """Whether it was done; False if somebody used the database."""
    try:
        if engine.dialect.name == "sqlite":
            return rebuild_file(engine)
        _vacuum(engine, store)
    except sqlite3.OperationalError as fault:
        if "locked" in str(fault):
            return False
        raise
    except OperationalError as fault:
        if getattr(fault.orig, "sqlstate", "") in NO_LOCK:
            return False
        raise
    return True


def _vacuum(engine: Engine, store: Store) -> None:
    """PostgreSQL: each table into a new file. Rows keep their order, which in these databases says nothing."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_SECONDS}s'")
        for table in METADATA[store].sorted_tables:
            connection.exec_driver_sql(f"VACUUM (FULL, ANALYZE) {table.name}")
        connection.exec_driver_sql("RESET lock_timeout")
    forget_log(engine)
