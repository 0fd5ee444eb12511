"""Settings of the databases: what they are now, and whether the promises can rest on them."""

from collections.abc import Mapping

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from survey.storage.conditions import Condition, conditions
from survey.storage.engines import Store

Engines = Mapping[Store, Engine]


def read(engines: Engines, store: Store) -> dict[str, Condition]:
    with Session(engines[store]) as session:
        return {each.name: each for each in conditions(session, store)}


def test_each_setting_is_read_from_the_database_as_it_is(engines: Engines) -> None:
    sqlite = engines[Store.RESPONSES].dialect.name == "sqlite"
    found = read(engines, Store.RESPONSES)
    if sqlite:
        assert {name: each.value for name, each in found.items()} == {
            "journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "secure_delete": "1",
        }  # fmt: skip
        assert all(each.is_well for each in found.values())
    else:
        assert {"fsync", "track_commit_timestamp", "log_statement", "archive_mode"} <= set(found)
        assert found["track_commit_timestamp"].value == "off"


def test_only_responses_are_asked_about_times_logs_and_deleted_bytes(engines: Engines) -> None:
    more = set(read(engines, Store.RESPONSES)) - set(read(engines, Store.CONTACTS))
    assert more in (
        {"secure_delete"},
        set(read(engines, Store.RESPONSES)) - {"fsync", "synchronous_commit", "full_page_writes"},
    )
    assert more


def test_a_setting_that_is_changed_is_noticed(engines: Engines) -> None:
    sqlite = engines[Store.RESPONSES].dialect.name == "sqlite"
    with Session(engines[Store.RESPONSES]) as session:
        change = "PRAGMA secure_delete=OFF" if sqlite else "SET log_min_duration_statement = 0"
        session.connection().exec_driver_sql(change)
        found = {each.name: each for each in conditions(session, Store.RESPONSES)}
    engines[Store.RESPONSES].dispose()
    changed = found["secure_delete" if sqlite else "log_min_duration_statement"]
    assert (changed.value, changed.is_well) == ("0", False)
