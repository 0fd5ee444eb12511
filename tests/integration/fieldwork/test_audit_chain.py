"""The audit log: it cannot be changed, and who changes it past its guards is found."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, delete, select, text, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from survey.fieldwork import audit, audit_chain
from survey.fieldwork.audit import Deed
from survey.fieldwork.audit_chain import GENESIS
from survey.storage.copies import copied, opened, put_back
from survey.storage.engines import Store, writing
from survey.storage.migrate import downgrade, upgrade
from survey.storage.staff import Staff
from survey.storage.studies import AuditEntry, AuditStart

NOW = datetime(2026, 11, 22, 13, 0, 0, 123456, tzinfo=UTC)
UNGUARDED = {
    "sqlite": ("DROP TRIGGER audit_unchanged", "DROP TRIGGER audit_unremoved"),
    "postgresql": ("ALTER TABLE audit DISABLE TRIGGER USER",),
}
"""What somebody does first who wants to change the log and has the rights of the owner."""

GUARDED = {"postgresql": "ALTER TABLE audit ENABLE TRIGGER USER"}


@pytest.fixture
def studies(engines: Mapping[Store, Engine]) -> Iterator[Engine]:
    """A database with ten deeds in its log."""
    engine = engines[Store.STUDIES]
    for number in range(10):
        deed(engine, f"deed {number}", NOW + timedelta(minutes=number))
    yield engine
    if engine.dialect.name in GUARDED:  # Other tests use the database again.
        with engine.begin() as connection:
            connection.execute(text(GUARDED[engine.dialect.name]))


def deed(engine: Engine, detail: str, at: datetime = NOW) -> None:
    with Session(engine) as session:
        audit.record(writing(session), at, Deed("somebody@example.org", "proef", "open", detail, "programme"))
        session.commit()


def verified(engine: Engine) -> audit_chain.Chain:
    with Session(engine) as session:
        return audit_chain.verified(session)


def unguarded(engine: Engine, *statements: str) -> None:
    """Change the log as its owner can."""
    with engine.begin() as connection:
        for statement in (*UNGUARDED[engine.dialect.name], *statements):
            connection.execute(text(statement))


def ids(engine: Engine) -> list[int]:
    with Session(engine) as session:
        return list(session.scalars(select(AuditEntry.id).order_by(AuditEntry.id)))


def test_an_untouched_log_holds(studies: Engine) -> None:
    chain = verified(studies)
    assert (chain.entries, chain.holds) == (10, True)
    with Session(studies) as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert last is not None
        assert chain.newest == last.digest == audit_chain.newest(session)


def test_an_empty_log_holds(engines: Mapping[Store, Engine]) -> None:
    chain = verified(engines[Store.STUDIES])
    assert (chain.entries, chain.newest, chain.broken) == (0, GENESIS, ())


@pytest.mark.parametrize(
    "statement",
    [
        update(AuditEntry).values(detail="nothing"),
        update(AuditEntry).where(AuditEntry.detail == "deed 9").values(actor="nobody"),
        delete(AuditEntry),
        delete(AuditEntry).where(AuditEntry.detail == "deed 0"),
    ],
)
def test_the_database_refuses_to_change_or_remove_an_entry(studies: Engine, statement: object) -> None:
    with Session(studies) as session, pytest.raises(DatabaseError, match="append-only"):
        session.execute(statement)  # type: ignore[call-overload]  # Either kind.
    assert verified(studies).holds


TAMPERING: dict[str, tuple[list[str], list[int]]] = {
    "one word changed": (["UPDATE audit SET detail = 'deed x' WHERE id = {4}"], [4]),
    "another actor": (["UPDATE audit SET actor = 'x' WHERE id = {0}"], [0]),
    "another moment": (["UPDATE audit SET at = '2026-11-22 13:00:00' WHERE id = {7}"], [7]),
    "another programme": (["UPDATE audit SET programme_id = 'x' WHERE id = {9}"], [9]),
    "one removed": (["DELETE FROM audit WHERE id = {4}"], [5]),
    "the first removed": (["DELETE FROM audit WHERE id = {0}"], [1]),
    "some in the middle removed": (["DELETE FROM audit WHERE id > {3} AND id < {7}"], [7]),
    "two swapped": (
        [
            "UPDATE audit SET id = 1000 WHERE id = {3}",
            "UPDATE audit SET id = {3} WHERE id = {4}",
            "UPDATE audit SET id = {4} WHERE id = 1000",
        ],
        [3, 4, 5],
    ),
    "a detail moved into the next field": (["UPDATE audit SET action = 'opendeed', detail = ' 2' WHERE id = {2}"], [2]),
}
"""What is done to which of the ten entries, and the places at which the chain breaks."""


@pytest.mark.parametrize("how", TAMPERING)
def test_tampering_is_found_where_it_was_done(studies: Engine, how: str) -> None:
    done, places = TAMPERING[how]
    numbers = ids(studies)
    unguarded(studies, *(statement.format(*numbers) for statement in done))
    assert [link.entry for link in verified(studies).broken] == [numbers[place] for place in places]


def test_an_entry_that_was_put_in_is_found(studies: Engine) -> None:
    at = ids(studies)[-1] + 1
    with Session(studies) as session:
        values = {"at": NOW, "actor": "x", "study_id": "proef", "action": "open", "detail": "", "digest": GENESIS}
        session.add(AuditEntry(id=at, **values))
        session.commit()
    assert [link.entry for link in verified(studies).broken] == [at]


def test_removing_the_newest_needs_a_digest_that_is_kept_elsewhere(studies: Engine) -> None:
    noted = verified(studies).newest
    with Session(studies) as session:
        assert audit_chain.is_kept(session, f" {noted.upper()} \n")
    unguarded(studies, "DELETE FROM audit WHERE detail IN ('deed 8', 'deed 9')")
    assert verified(studies).holds, "what is left does not tell"
    with Session(studies) as session:
        assert not audit_chain.is_kept(session, noted)


def test_what_is_past_its_term_goes_from_the_beginning_and_the_log_says_so(studies: Engine) -> None:
    noted = verified(studies).newest
    for expected in (4, 0):
        with Session(studies) as session:
            assert audit.shorten(writing(session), NOW, "owner", NOW + timedelta(minutes=4)) == expected
            session.commit()
    chain = verified(studies)
    assert (chain.entries, chain.holds) == (7, True)
    with Session(studies) as session:
        start = session.get_one(AuditStart, 1)
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert last is not None
        assert (last.action, last.detail) == ("shorten log", f"up to entry {start.entry}, digest {start.digest}")
        assert audit_chain.is_kept(session, noted)
        assert audit_chain.is_kept(session, start.digest)


def test_everything_can_be_past_its_term(studies: Engine) -> None:
    with Session(studies) as session:
        assert audit.shorten(writing(session), NOW, "owner", NOW + timedelta(days=1)) == 10
        session.commit()
    deed(studies, "after")
    chain = verified(studies)
    assert (chain.entries, chain.holds) == (2, True)


def test_who_moves_the_beginning_without_saying_so_is_found(studies: Engine) -> None:
    with Session(studies) as session:
        entry, last = audit_chain.prefix(session, NOW + timedelta(minutes=4)) or (0, "")
        assert audit_chain.let_go(session, entry, last) == 4
        session.commit()
    (link,) = verified(studies).broken
    assert (link.entry, link.at) == (entry, None)


def test_deeds_at_the_same_moment_come_one_after_the_other(studies: Engine) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: deed(studies, f"at once {number}"), range(40)))
    chain = verified(studies)
    assert (chain.entries, chain.broken) == (50, ())


def test_a_deed_that_is_rolled_back_leaves_no_gap(studies: Engine) -> None:
    with Session(studies) as session:
        audit.record(writing(session), NOW, Deed("x", "proef", "open"))
        session.rollback()
    deed(studies, "after")
    assert verified(studies).holds


def test_entries_from_before_the_chain_are_put_into_it(studies: Engine) -> None:
    before = verified(studies).newest
    downgrade(studies, Store.STUDIES, "0007")
    upgrade(studies, Store.STUDIES)
    chain = verified(studies)
    assert (chain.entries, chain.holds, chain.newest) == (10, True, before)


def test_a_copy_that_is_put_back_brings_its_log_and_its_beginning(studies: Engine) -> None:
    with Session(studies) as session:
        audit.shorten(writing(session), NOW, "owner", NOW + timedelta(minutes=4))
        session.commit()
    copy = opened(copied(studies, Store.STUDIES, NOW.date()).content)
    noted = verified(studies).newest
    for number in range(5):
        deed(studies, f"later {number}")
    with Session(studies) as session:
        put_back(writing(session), copy)
        session.commit()
    deed(studies, "restored")
    chain = verified(studies)
    assert (chain.entries, chain.holds) == (8, True)
    with Session(studies) as session:
        assert audit_chain.is_kept(session, noted)


def test_an_address_of_a_participant_stays_out(studies: Engine) -> None:
    with Session(studies) as session:
        session.add(Staff(email="analyst@example.org", password="-", fs_uniquifier="x"))  # noqa: S106 - of nobody
        session.commit()
    deed(studies, "for Analyst@example.org, about p.jansen+1@mail.voorbeeld.nl; (x@y.nl)")
    with Session(studies) as session:
        told = session.scalars(select(AuditEntry.detail).order_by(AuditEntry.id.desc())).first()
    assert told == "for Analyst@example.org, about (address); ((address))"
