"""Reshuffle: every row is kept, and nothing in the files tells the order in which the rows came."""

import time
import uuid
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import Engine, delete, make_url, text, update
from sqlalchemy.orm import Session

from survey.storage import reshuffle as room
from survey.storage.engines import Store
from survey.storage.reshuffle import TooBusyError, reshuffle, tables
from survey.storage.responses import Base, Draft, Response, Ticket
from tests.integration.storage.rows import HASH, a_response, a_ticket, everything

Engines = Mapping[Store, Engine]
PEOPLE = 300


@pytest.fixture
def engine(engines: Engines) -> Engine:
    """The responses database, in which answers came in one after the other."""
    for number in range(PEOPLE):
        key = number.to_bytes(2) + HASH[2:]
        with Session(engines[Store.RESPONSES]) as session:
            session.add_all([a_ticket(hash=key), a_response(id=uuid.uuid4(), answers={"grade": number})])
            session.flush()
            session.add(Draft(hash=key, rev=1, sealed=b"x"))
            session.commit()
    return engines[Store.RESPONSES]


def content(engine: Engine) -> dict[str, list[str]]:
    """Everything in the responses database, in no order."""
    with engine.connect() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(table.select()))
            for table in Base.metadata.tables.values()
        }


def files(engine: Engine) -> list[Path]:
    """The files of a SQLite database."""
    path = Path(str(make_url(engine.url).database))
    return [each for each in (path, path.with_name(f"{path.name}-wal")) if each.exists()]


def grades_by(engine: Engine, order: str) -> list[int]:
    """The grades, which count up with the order of arrival, in a hidden order of the database."""
    query = f"SELECT (answers->>'grade')::int FROM response ORDER BY {order}"  # noqa: S608 - ours
    with engine.connect() as connection:
        return list(connection.scalars(text(query)))


def ascents(numbers: list[int]) -> float:
    """Which part of the neighbours goes up: 1 in order of arrival, about a half at random."""
    return sum(one < two for one, two in pairwise(numbers)) / (len(numbers) - 1)


def test_every_row_stays_as_it_was(engine: Engine) -> None:
    before = content(engine)
    reshuffle(engine)
    assert content(engine) == before
    assert len(before["ticket"]) == len(before["draft"]) == len(before["response"]) == PEOPLE


def test_every_table_of_the_database_is_covered(engines: Engines) -> None:
    with Session(engines[Store.RESPONSES]) as session:
        for row in everything()[Store.RESPONSES]:
            session.add(row)
            session.flush()
        session.commit()
    before = content(engines[Store.RESPONSES])
    assert {name: len(rows) for name, rows in before.items()} == dict.fromkeys(Base.metadata.tables, 1)
    reshuffle(engines[Store.RESPONSES])
    assert content(engines[Store.RESPONSES]) == before
    assert [table.name for table in tables()][:4] == ["ticket", "draft", "response", "open_text"]
    assert {table.name for table in tables()} == set(Base.metadata.tables)


@pytest.mark.postgresql
@pytest.mark.parametrize("urls", ["postgresql"], indirect=True)
@pytest.mark.parametrize("hidden", ["ctid", "xmin::text::bigint, ctid"])
def test_hidden_columns_tell_nothing_any_more(engine: Engine, hidden: str) -> None:
    assert ascents(grades_by(engine, hidden)) > 0.95
    reshuffle(engine)
    assert 0.35 < ascents(grades_by(engine, hidden)) < 0.65
    with engine.connect() as connection:
        for table in tables():
            name = connection.dialect.identifier_preparer.format_table(table)
            writers = text(f"SELECT count(DISTINCT xmin::text) FROM {name}")  # noqa: S608 - ours
            assert connection.scalar(writers) in (0, 1)


@pytest.mark.postgresql
@pytest.mark.parametrize("urls", ["postgresql"], indirect=True)
def test_two_reshuffles_give_two_orders(engine: Engine) -> None:
    reshuffle(engine)
    first = grades_by(engine, "ctid")
    reshuffle(engine)
    assert grades_by(engine, "ctid") != first


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_the_log_of_sqlite_is_empty_afterwards(engine: Engine) -> None:
    assert sum(path.stat().st_size for path in files(engine) if path.name.endswith("-wal")) > 0
    reshuffle(engine)
    assert sum(path.stat().st_size for path in files(engine) if path.name.endswith("-wal")) == 0


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_two_orders_of_arrival_leave_the_same_file(engines: Engines) -> None:
    """The rows of a table lie in the order of their keys, whoever came first."""
    engine = engines[Store.RESPONSES]
    found = []
    for order in (range(PEOPLE), reversed(range(PEOPLE))):
        for number in order:
            with Session(engine) as session:
                session.add(a_ticket(hash=number.to_bytes(2) + HASH[2:]))
                session.commit()
        reshuffle(engine)
        found.append(files(engine)[0].read_bytes()[100:])  # The header counts changes.
        with Session(engine) as session:
            session.execute(delete(Ticket))
            session.commit()
        reshuffle(engine)
    assert found[0] == found[1]


def test_a_transaction_that_ends_is_waited_for(engine: Engine) -> None:
    before = content(engine)
    with engine.connect().execution_options(write=True) as connection:
        transaction = connection.begin()
        connection.execute(delete(Response))
        thread = Thread(target=reshuffle, args=(engine,))
        thread.start()
        time.sleep(0.5)
        assert thread.is_alive()
        transaction.rollback()
    thread.join(timeout=60)
    assert not thread.is_alive()
    assert content(engine) == before


def test_a_transaction_that_never_ends_is_told(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "ATTEMPTS", 2)
    monkeypatch.setattr(room, "PATIENCE_SECONDS", 0)
    before = content(engine)
    with engine.connect().execution_options(write=True) as connection:
        transaction = connection.begin()
        connection.execute(update(Ticket).values(language="en"))
        with pytest.raises(TooBusyError):
            reshuffle(engine)
        transaction.rollback()
    assert content(engine) == before
