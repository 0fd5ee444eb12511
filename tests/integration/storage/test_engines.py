"""Engines: the settings that the promises rest on, and no update lost between processes."""

import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from survey.storage.engines import WAIT_SECONDS, Store, writing
from survey.storage.migrate import METADATA
from survey.storage.responses import Draft
from tests.fixtures.databases import Urls

from .rows import HASH, a_ticket

Engines = Mapping[Store, Engine]
ROOT = Path(__file__).parents[3]
PROCESSES, TIMES = 4, 100

only_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


def pragma(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.execute(text(f"PRAGMA {name}")).scalar()


@only_sqlite
@pytest.mark.parametrize("store", Store)
def test_every_sqlite_database_is_safe(engines: Engines, store: Store) -> None:
    settings = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": WAIT_SECONDS * 1000,
        "secure_delete": 1,
    }
    assert {name: pragma(engines[store], name) for name in settings} == settings


@only_sqlite
def test_what_is_deleted_from_responses_is_overwritten(engines: Engines, tmp_path: Path) -> None:
    assert pragma(engines[Store.RESPONSES], "secure_delete") == 1
    engine = engines[Store.RESPONSES]
    with Session(engine) as session:
        session.add(a_ticket())
        session.flush()
        session.add(Draft(hash=HASH, rev=1, sealed=b"carve me out " * 40))
        session.commit()
        session.delete(session.get_one(Draft, HASH))
        session.commit()
    with engine.connect() as connection:
        connection.execute(text("ROLLBACK"))
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        connection.execute(text("BEGIN"))
    assert not any(b"carve me out" in path.read_bytes() for path in tmp_path.glob("responses*"))


@only_sqlite
def test_no_table_of_responses_has_a_hidden_row_number(engines: Engines) -> None:
    with engines[Store.RESPONSES].connect() as connection:
        tables = connection.execute(text("SELECT name, wr FROM pragma_table_list WHERE schema = 'main'")).all()
    ours = {name: bool(without) for name, without in tables if not name.startswith(("sqlite_", "alembic_"))}
    assert {"ticket", "draft", "response", "open_text"} < set(ours)
    assert ours == dict.fromkeys(METADATA[Store.RESPONSES].tables, True)


@only_sqlite
def test_who_writes_waits_for_who_is_writing(engines: Engines) -> None:
    engine = engines[Store.RESPONSES]
    with ThreadPoolExecutor(1) as pool:
        with Session(engine) as first:
            writing(first).add(a_ticket())
            second = pool.submit(_add_another, engine)
            time.sleep(0.3)
            assert not second.done()
            first.commit()
        second.result(timeout=5)


def _add_another(engine: Engine) -> None:
    with Session(engine) as session:
        writing(session).add(a_ticket(hash=bytes(31) + b"1"))
        session.commit()


@only_sqlite
def test_who_only_reads_does_not_wait(engines: Engines) -> None:
    engine = engines[Store.RESPONSES]
    with Session(engine) as writer, Session(engine) as reader:
        writing(writer).add(a_ticket())
        writer.flush()
        assert reader.scalars(select(Draft)).all() == []
        writer.rollback()


@only_sqlite
def test_a_lock_asked_for_half_way_would_be_refused(engines: Engines) -> None:
    """Why `writing` exists: a transaction that has read cannot always write."""
    engine = engines[Store.RESPONSES]
    with Session(engine) as late, Session(engine) as quick:
        late.scalars(select(Draft)).all()
        writing(quick).add(a_ticket())
        quick.commit()
        late.add(a_ticket(hash=bytes(31) + b"1"))
        with pytest.raises(OperationalError, match="locked"):
            late.flush()


def test_a_writing_transaction_has_to_begin_before_anything_is_read(engines: Engines) -> None:
    with Session(engines[Store.RESPONSES]) as session:
        session.scalars(select(Draft)).all()
        with pytest.raises(RuntimeError, match="before anything is read"):
            writing(session)
        session.rollback()
        writing(session)


def test_a_session_that_wrote_can_read_again_without_the_write_lock(engines: Engines) -> None:
    engine = engines[Store.RESPONSES]
    with Session(engine) as session:
        writing(session).add(a_ticket())
        session.commit()
        session.scalars(select(Draft)).all()
        _add_another(engine)


def test_four_processes_lose_no_update(engines: Engines, urls: Urls) -> None:
    with Session(engines[Store.RESPONSES]) as session:
        session.add(a_ticket())
        session.flush()
        session.add(Draft(hash=HASH, rev=0, sealed=b""))
        session.commit()
    command = [sys.executable, "-m", "tests.integration.storage.counting", urls[Store.RESPONSES], str(TIMES)]
    running = [subprocess.Popen(command, cwd=ROOT) for _ in range(PROCESSES)]
    assert [process.wait(timeout=120) for process in running] == [0] * PROCESSES
    with Session(engines[Store.RESPONSES]) as session:
        assert session.scalars(select(Draft.rev)).one() == PROCESSES * TIMES
