"""What the fixtures promise to every other test."""

from collections.abc import Mapping

import pytest
from sqlalchemy import Engine, inspect, text

from survey.storage.engines import Store
from survey.storage.migrate import is_current
from tests.fixtures.databases import Urls


@pytest.mark.parametrize("store", Store)
def test_each_database_is_migrated(engines: Mapping[Store, Engine], store: Store) -> None:
    assert is_current(engines[store], store)


@pytest.mark.parametrize("attempt", [1, 2])
def test_what_one_test_commits_no_other_test_finds(engines: Mapping[Store, Engine], attempt: int) -> None:
    for engine in engines.values():
        with engine.begin() as connection:
            assert not inspect(connection).has_table("left_behind")
            connection.execute(text(f"CREATE TABLE left_behind (attempt INTEGER DEFAULT {attempt})"))


def test_three_databases_have_three_addresses(urls: Urls) -> None:
    assert len(set(urls.values())) == len(Store)


def test_postgresql_is_a_real_server(engines: Mapping[Store, Engine]) -> None:
    for engine in engines.values():
        with engine.connect() as connection:
            version = connection.execute(
                text("SELECT version()" if engine.dialect.name == "postgresql" else "SELECT sqlite_version()")
            ).scalar_one()
        assert version.startswith("PostgreSQL" if engine.dialect.name == "postgresql" else "3.")
