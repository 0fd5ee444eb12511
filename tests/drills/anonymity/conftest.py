"""Databases for the drill on anonymity: files in memory where there is room, and a PostgreSQL of its own."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.fixtures.databases import PostgreSQLTemplates, Templates, postgresql_server

from .clean import SEED, Clean
from .fieldwork import fieldwork
from .run import stolen
from .stealing import FromSQLite

MEMORY = Path("/dev/shm")  # noqa: S108 - a file system, not a file
AS_DOCUMENTED = ("wal_recycle = off", "min_wal_size = '32MB'", "log_min_error_statement = panic")
"""What docs/operations.md asks of the server of the responses database, besides what is so by itself."""


@contextmanager
def in_memory() -> Iterator[Path]:
    """An empty folder, in memory if that is possible: thousands of answers are synced to disk one by one."""
    made = Path(tempfile.mkdtemp(dir=MEMORY if os.access(MEMORY, os.W_OK) else None, prefix="werkpeil-"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Such a folder for one test."""
    with in_memory() as made:
        yield made


@pytest.fixture(scope="session")
def quiet_postgresql() -> Iterator[Templates]:
    """PostgreSQL templates on a server of their own, with the settings that are documented."""
    with postgresql_server() as server:
        with psycopg.connect(server, autocommit=True) as connection:
            for setting in AS_DOCUMENTED:
                connection.execute(f"ALTER SYSTEM SET {setting}".encode())
            connection.execute("SELECT pg_reload_conf()")
        templates = PostgreSQLTemplates(server)
        yield templates
        templates.close()


@pytest.fixture
def templates(request: pytest.FixtureRequest, kind: str) -> Templates:
    """Templates of a kind of database."""
    found: Templates = request.getfixturevalue("sqlite" if kind == "sqlite" else "quiet_postgresql")
    return found


@pytest.fixture(scope="session")
def clean(sqlite: Templates) -> Iterator[Clean]:
    """The fieldwork of one seed, on SQLite, and what was stolen after it."""
    with in_memory() as folder:
        urls = sqlite.copies(folder)
        with fieldwork(urls, folder, SEED) as work:
            work.begin()
            work.live()
            loot, truth = stolen(work, FromSQLite(urls))
            yield Clean(work, loot, truth, folder)
