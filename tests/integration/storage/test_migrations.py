"""Migrations: the tables equal the models, and they go up and down, also with rows in them."""

from collections.abc import Mapping
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, func, inspect, select, text
from sqlalchemy.orm import Session

from survey.storage.contacts import Contact, Enrolment
from survey.storage.engines import Store
from survey.storage.migrate import METADATA, downgrade, is_current, upgrade
from survey.storage.staff import Membership, Staff
from survey.storage.studies import Programme, StudyRow

from .rows import a_contact, a_mail, a_trajectory, an_enrolment, everything

Engines = Mapping[Store, Engine]


def counted(engine: Engine, store: Store) -> dict[str, int]:
    """How many rows each table has."""
    with Session(engine) as session:
        tables = METADATA[store].tables.values()
        return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def test_the_tables_equal_the_models(engines: Engines) -> None:
    for store, engine in engines.items():
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, METADATA[store]) == []


def test_rules_have_the_names_that_the_models_give_them(engines: Engines) -> None:
    for store, engine in engines.items():
        found = inspect(engine)
        for table in METADATA[store].tables.values():
            checks = {check["name"] for check in found.get_check_constraints(table.name)}
            assert checks == {each.name for each in table.constraints if isinstance(each, CheckConstraint)}


def test_each_database_has_its_own_tables_only(engines: Engines) -> None:
    for store, engine in engines.items():
        assert set(inspect(engine).get_table_names()) == {*METADATA[store].tables, "alembic_version"}


@pytest.mark.parametrize("store", Store)
def test_migrations_go_down_and_up_with_rows_in_the_tables(engines: Engines, store: Store) -> None:
    engine = engines[store]
    with Session(engine) as session:
        for row in everything()[store]:
            session.add(row)
            session.flush()
        session.commit()
    upgrade(engine, store)
    assert set(counted(engine, store).values()) == {1}
    downgrade(engine, store, "base")
    assert not is_current(engine, store)
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    upgrade(engine, store)
    assert is_current(engine, store)
    assert set(counted(engine, store).values()) == {0}


FIRST = {
    Store.STUDIES: (
        "INSERT INTO study VALUES ('proef', 'test', 'linked', '{}', '2026-11-20')",
        "INSERT INTO snapshot VALUES ('0', '{}')",
        "INSERT INTO wave VALUES ('proef/single', 'proef', 'single', 0, 'participant', '0', 'open')",
        "INSERT INTO cohort VALUES ('proef/single/1', 'proef/single', '2026-11', 'open', '2026-12-31')",
    ),
    Store.CONTACTS: (
        "INSERT INTO contact VALUES (7, 'proef', 'participant', 'a@example.org', 'nl', '{\"age\": \"old\"}')",
        "INSERT INTO enrolment VALUES (7, 'proef/single', 1, 'proef/single/1')",
        "INSERT INTO outbox VALUES (3, 7, 'proef', 'a/b', 'a/b/1', 1, 'invitation', 'done', '2026-11-20', 0, NULL)",
    ),
    Store.RESPONSES: (),
}
"""Rows of an installation that was made with the first tables."""

MADE: dict[Store, dict[str, int]] = {Store.STUDIES: {"programme": 1}}
"""Rows that bringing it up to date adds."""


@pytest.mark.parametrize("store", [store for store, rows in FIRST.items() if rows])
def test_an_installation_keeps_its_rows_when_it_is_brought_up_to_date(engines: Engines, store: Store) -> None:
    engine = engines[store]
    downgrade(engine, store, "0001")
    with engine.begin() as connection:
        for statement in FIRST[store]:
            connection.execute(text(statement.replace(":", "\\:")))
    upgrade(engine, store)
    kept = {name: number for name, number in counted(engine, store).items() if number}
    assert kept == dict.fromkeys((statement.split()[2] for statement in FIRST[store]), 1) | MADE.get(store, {})
    downgrade(engine, store, "0001")
    upgrade(engine, store)
    assert {name: number for name, number in counted(engine, store).items() if number} == kept


def test_people_who_came_before_trajectories_can_be_followed_by_others(engines: Engines) -> None:
    engine = engines[Store.CONTACTS]
    downgrade(engine, Store.CONTACTS, "0001")
    with engine.begin() as connection:
        for statement in FIRST[Store.CONTACTS]:
            connection.execute(text(statement.replace(":", "\\:")))
    upgrade(engine, Store.CONTACTS)
    with Session(engine) as session:
        before = session.scalars(select(Contact)).one()
        session.add(Contact(study_id="proef", audience="participant", number="C-1", language="nl", attributes={}))
        session.flush()
        assert (before.id, before.address, before.attributes) == (7, "a@example.org", {"age": "old"})
        assert sorted(session.scalars(select(Contact.id))) == [7, 8]
        assert session.scalars(select(Enrolment.trajectory_id)).one() is None


def test_going_back_leaves_out_what_the_first_tables_cannot_hold(engines: Engines) -> None:
    engine = engines[Store.CONTACTS]
    with Session(engine) as session:
        rows = [a_contact(), a_contact(id=2, address=None, number="C-2"), a_trajectory(), an_enrolment()]
        for row in [*rows, an_enrolment(contact_id=2), a_mail(), a_mail(kind="thanks"), a_mail(contact_id=2)]:
            session.add(row)
            session.flush()
        session.commit()
    downgrade(engine, Store.CONTACTS, "0001")
    with engine.connect() as connection:
        assert list(connection.scalars(text("SELECT id FROM contact"))) == [1]
        assert list(connection.scalars(text("SELECT contact_id FROM enrolment"))) == [1]
        assert list(connection.scalars(text("SELECT kind FROM outbox"))) == ["invitation"]
    upgrade(engine, Store.CONTACTS)


def pairs(session: Session, key: Any, value: Any) -> dict[Any, Any]:
    """Two columns of a table."""
    return {one: other for one, other in session.execute(select(key, value))}  # noqa: C416 - rows are no pairs


def test_studies_come_into_programmes_and_roles_become_roles_in_them(engines: Engines) -> None:
    engine = engines[Store.STUDIES]
    downgrade(engine, Store.STUDIES, "0006")
    named = '{"programme": {"en": "Work", "nl": "Wérk als 1 waarde"}}'
    people = (
        "INSERT INTO staff VALUES (1, 'a@example.org', '-', (1 = 1), 'a')",
        "INSERT INTO staff VALUES (2, 'b@example.org', '-', (1 = 1), 'b')",
        "INSERT INTO staff_role VALUES (1, 'researcher')",
        "INSERT INTO staff_role VALUES (1, 'program_lead')",
        "INSERT INTO staff_role VALUES (2, 'program_lead')",
    )
    with engine.begin() as connection:
        for name, document in (("one", named), ("two", named), ("three", "{}")):
            row = {"name": name, "document": document}
            connection.execute(text("INSERT INTO study VALUES (:name, 'test', 'linked', :document, '2026-11-20')"), row)
        for statement in people:
            connection.execute(text(statement))
    upgrade(engine, Store.STUDIES)
    with Session(engine) as session:
        assert pairs(session, StudyRow.id, StudyRow.programme_id) == {
            "one": "werk-als-1-waarde",
            "two": "werk-als-1-waarde",
            "three": "three",
        }
        assert pairs(session, Programme.id, Programme.name) == {
            "werk-als-1-waarde": "Wérk als 1 waarde",
            "three": "three",
        }
        assert pairs(session, Staff.id, Staff.administrator) == {1: True, 2: False}
        query = select(Membership.staff_id, Membership.programme_id, Membership.role)
        held = {tuple(row) for row in session.execute(query)}
        both = ("werk-als-1-waarde", "three")
        assert held == {(who, each, "program_lead") for who in (1, 2) for each in both} | {
            (1, each, "owner") for each in both
        }
    downgrade(engine, Store.STUDIES, "0006")
    with engine.connect() as connection:
        assert set(connection.execute(text("SELECT staff_id, role FROM staff_role"))) == {
            (1, "researcher"),
            (1, "program_lead"),
            (2, "program_lead"),
        }
    upgrade(engine, Store.STUDIES)


def test_a_migration_that_fails_leaves_nothing_behind(engines: Engines, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.RESPONSES
    downgrade(engines[store], store, "base")
    monkeypatch.setattr("alembic.op.create_index", lambda *_args, **_kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        upgrade(engines[store], store)
    assert set(inspect(engines[store]).get_table_names()) == {"alembic_version"}
    monkeypatch.undo()
    upgrade(engines[store], store)
    assert is_current(engines[store], store)
