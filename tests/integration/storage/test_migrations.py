"""Migrations: the tables equal the models, and they go up and down, also with rows in them."""

from collections.abc import Mapping

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, func, inspect, select
from sqlalchemy.orm import Session

from survey.storage.engines import Store
from survey.storage.migrate import METADATA, downgrade, is_current, upgrade

from .rows import everything

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
