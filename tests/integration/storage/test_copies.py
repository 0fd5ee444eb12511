"""Copies of a database: the same on SQLite and PostgreSQL, put back whole or not at all."""

import gzip
import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from survey.storage.contacts import Contact
from survey.storage.copies import Copy, DamagedCopyError, OtherVersionError, copied, opened, put_back
from survey.storage.engines import Store, writing
from survey.storage.migrate import METADATA
from survey.storage.studies import AuditEntry, AuditStart
from tests.fixtures.databases import Templates
from tests.fixtures.databases import opened as connected

from .rows import a_contact, everything

Engines = Mapping[Store, Engine]
DAY = date(2026, 11, 20)


@pytest.fixture
def filled(engines: Engines) -> Engines:
    """A row in each table."""
    for store, rows in everything().items():
        with Session(engines[store]) as session:
            for row in rows:
                session.add(row)
                session.flush()
            session.commit()
    return engines


def content(engine: Engine, store: Store) -> dict[str, list[str]]:
    """Everything in a database."""
    with engine.connect() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in METADATA[store].tables.values()
        }


def put(engine: Engine, copy: Copy) -> int:
    """Put a copy back."""
    with Session(engine) as session:
        number = put_back(writing(session), copy)
        session.commit()
        return number


def empty(engine: Engine, store: Store) -> None:
    """Delete everything."""
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        if store is Store.STUDIES:  # The log lets entries go from its beginning only.
            connection.execute(update(AuditStart).values(entry=1000))
            connection.execute(delete(AuditEntry))
        for table in reversed(METADATA[store].sorted_tables):
            connection.execute(delete(table))


@pytest.mark.parametrize("store", Store)
def test_what_was_lost_comes_back_as_it_was(filled: Engines, store: Store) -> None:
    engine = filled[store]
    before = content(engine, store)
    assert {len(rows) for rows in before.values()} == {1}
    copy = opened(copied(engine, store, DAY).content)
    assert (copy.store, copy.day) == (store, DAY)
    empty(engine, store)
    assert content(engine, store) != before
    assert put(engine, copy) == len(before)
    assert content(engine, store) == before


@pytest.mark.postgresql
@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
@pytest.mark.parametrize("store", Store)
def test_a_copy_moves_between_the_two_kinds(
    filled: Engines, store: Store, postgresql: Templates, tmp_path: Path
) -> None:
    urls = postgresql.copies(tmp_path)
    there = connected(urls[store], store)
    put(there, copied(filled[store], store, DAY))
    assert content(there, store) == content(filled[store], store)
    put(filled[store], copied(there, store, DAY))
    assert content(there, store) == content(filled[store], store)
    there.dispose()
    postgresql.remove(urls)


def test_what_came_since_is_gone_and_new_rows_have_new_numbers(filled: Engines) -> None:
    engine = filled[Store.CONTACTS]
    copy = copied(engine, Store.CONTACTS, DAY)
    with Session(engine) as session:
        session.add(a_contact(id=50, address="later@example.org"))
        session.commit()
    put(engine, copy)
    with Session(engine) as session:
        assert list(session.scalars(select(Contact.address))) == ["a@example.org"]
        session.add(a_contact(id=None, address="b@example.org"))
        session.commit()
        assert sorted(session.scalars(select(Contact.id))) == [1, 2]


def lines(copy: Copy) -> list[str]:
    return gzip.decompress(copy.content).decode().splitlines(keepends=True)


def packed(content: list[str]) -> bytes:
    return gzip.compress("".join(content).encode())


DAMAGE: dict[str, Callable[[Copy], bytes]] = {
    "the end is missing": lambda copy: packed(lines(copy)[:-1]),
    "a row is missing": lambda copy: packed([*lines(copy)[:2], *lines(copy)[3:]]),
    "half of the file": lambda copy: copy.content[: len(copy.content) // 2],
    "an unknown table": lambda copy: packed([line.replace('"outbox"', '"other"') for line in lines(copy)]),
    "a value of another kind": lambda copy: packed([line.replace("2026-11-20", "20 nov") for line in lines(copy)]),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_copy_changes_nothing(filled: Engines, damage: str) -> None:
    engine = filled[Store.CONTACTS]
    before = content(engine, Store.CONTACTS)
    damaged = DAMAGE[damage](copied(engine, Store.CONTACTS, DAY))
    with pytest.raises(DamagedCopyError):
        put(engine, opened(damaged))
    assert content(engine, Store.CONTACTS) == before


@pytest.mark.parametrize("content", [b"", b"nothing", gzip.compress(b"{}\n", mtime=0), gzip.compress(b"[]\n", mtime=0)])
def test_what_is_no_copy_is_refused(content: bytes) -> None:
    with pytest.raises(DamagedCopyError):
        opened(content)


def test_a_copy_of_another_version_is_refused() -> None:
    head = {"format": 1, "store": "contacts", "revision": "0001", "day": "2026-11-20"}
    with pytest.raises(OtherVersionError, match="0001"):
        opened(packed([json.dumps(head) + "\n"]))
