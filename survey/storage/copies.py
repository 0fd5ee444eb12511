"""Copies of a database, the same for SQLite and PostgreSQL: lines of JSON, compressed.

The first line says what it is a copy of, then come the tables, each with its rows in the order of their primary keys,
and last how many rows there are. It is read in one transaction, and put back in one: whole, or not at all.
"""

import base64
import gzip
import io
import json
import uuid
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, Date, Engine, LargeBinary, Table, Uuid, delete, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_, RefusedError

from .columns import Moment
from .engines import Store
from .migrate import METADATA, configuration
from .studies import AuditEntry, AuditStart

FORMAT = 1
BATCH = 1000
BROKEN = (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, StopIteration)
"""What reading a file that is no copy, or not a whole one, ends in."""


class DamagedCopyError(RefusedError):
    """It is no copy, or not the whole of one."""

    sentence = N_("This is no copy of a database, or it is damaged. Nothing was changed.")


class OtherVersionError(RefusedError):
    """Its tables are not those of this version."""

    sentence = N_(
        "This copy of {store} was made by a version with other tables ({theirs}; here: {ours}). Put it back with that "
        "version, and bring it up to date: survey init. Nothing was changed."
    )


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the database `store` of a `day`; `content` is compressed."""

    store: Store
    day: date
    content: bytes


def copied(engine: Engine, store: Store, day: date) -> Copy:
    """A copy of a database as it is at one moment. People go on working."""
    packed = io.BytesIO()
    with (
        engine.connect() as connection,
        gzip.open(packed, "wt", encoding="utf-8", newline="\n") as file,
    ):
        for line in _lines(_still(connection, store), store, day):
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
    return Copy(store, day, packed.getvalue())


def opened(content: bytes) -> Copy:
    """What the content of a copy says that it is.

    Raises:
        DamagedCopyError, OtherVersionError: it cannot be put back.
    """
    try:
        head = json.loads(next(_read(content)))
        found = Copy(Store(head["store"]), date.fromisoformat(head["day"]), content)
        theirs = str(head["revision"]) if head["format"] == FORMAT else ""
    except BROKEN as error:
        raise DamagedCopyError from error
    if theirs != _revision(found.store):
        raise OtherVersionError(store=found.store.value, theirs=theirs, ours=_revision(found.store))
    return found


def put_back(session: Session, copy: Copy) -> int:
    """Replace everything in a database by a copy, in the caller's writing transaction; how many rows there are.

    Raises:
        DamagedCopyError: the caller rolls back.
    """
    tables = METADATA[copy.store].sorted_tables
    if copy.store is Store.STUDIES:
        _let_log_go(session)
    for table in reversed(tables):
        session.execute(delete(table))
    try:
        number = _insert(session, {table.name: table for table in tables}, _read(copy.content))
    except (*BROKEN, IntegrityError) as error:
        raise DamagedCopyError from error
    if session.get_bind().dialect.name != "sqlite":
        _count_on(session, tables)
    return number


def _let_log_go(session: Session) -> None:
    """The audit log lets entries go from its beginning only: say that it begins behind the last one."""
    last = session.scalar(select(func.max(AuditEntry.id))) or 0
    session.execute(delete(AuditStart))
    session.execute(insert(AuditStart).values(id=1, entry=last, digest=""))
    session.execute(delete(AuditEntry))


def _still(connection: Connection, store: Store) -> Connection:
    """Nothing changes for who reads over this connection. A reshuffle empties tables for a moment, so it has to wait:
    PostgreSQL takes its view of the database after the lock."""
    if connection.dialect.name != "sqlite":
        connection = connection.execution_options(isolation_level="REPEATABLE READ")
        names = ", ".join(METADATA[store].tables)
        connection.exec_driver_sql(f"LOCK TABLE {names} IN ACCESS SHARE MODE")
    return connection


def _lines(connection: Connection, store: Store, day: date) -> Iterator[Any]:
    yield {"format": FORMAT, "store": store, "revision": _revision(store), "day": day.isoformat()}
    number = 0
    for table in METADATA[store].sorted_tables:
        yield {"table": table.name, "columns": [column.name for column in table.columns]}
        rows = connection.execution_options(yield_per=BATCH).execute(select(table).order_by(*table.primary_key))
        for row in rows:
            number += 1
            yield [_plain(column, value) for column, value in zip(table.columns, row, strict=True)]
    yield {"rows": number}


def _revision(store: Store) -> str:
    return str(ScriptDirectory.from_config(configuration(store)).get_current_head())


def _read(content: bytes) -> Iterator[str]:
    with gzip.open(io.BytesIO(content), "rt", encoding="utf-8", newline="\n") as file:
        yield from file


def _insert(session: Session, tables: dict[str, Table], lines: Iterator[str]) -> int:
    """Insert the rows of all lines after the first; `ValueError` if they are not as many as the last line says."""
    next(lines)
    number, table, columns, batch = 0, None, list[Column[Any]](), list[dict[str, Any]]()
    for line in lines:
        found = json.loads(line)
        if isinstance(found, list):
            batch.append({column.name: _typed(column, value) for column, value in zip(columns, found, strict=True)})
            number += 1
        if table is not None and batch and (len(batch) == BATCH or isinstance(found, dict)):
            session.execute(insert(table), batch)
            batch = []
        if isinstance(found, dict) and "table" in found:
            table = tables[found["table"]]
            columns = [table.columns[name] for name in found["columns"]]
        elif isinstance(found, dict) and found["rows"] == number:
            return number
    raise ValueError("The end is missing.")


def _count_on(session: Session, tables: Iterable[Table]) -> None:
    """PostgreSQL: let the next row of a table have a number that no row has."""
    for table in tables:
        column = table.autoincrement_column
        if column is not None:
            session.connection().exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), "  # noqa: S608 - ours
                f"coalesce(max({column.name}), 0) + 1, false) FROM {table.name}"
            )


def _plain(column: Column[Any], value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(column.type, LargeBinary) and value is not None:
        return base64.b64encode(value).decode()
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value.hex if isinstance(value, uuid.UUID) else value


def _typed(column: Column[Any], value: Any) -> Any:
    """A value as its column has it."""
    if value is None:
        return None
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(value, validate=True)
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    return uuid.UUID(hex=value) if isinstance(column.type, Uuid) else value
