"""Roles of PostgreSQL: for each process and each table, what it can and cannot do, tried for real.

`pytest -s tests/integration/storage/test_roles.py` prints the table.
"""

import contextlib
import sys
from collections.abc import Iterator, Mapping

import psycopg
import pytest
from psycopg import sql
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from survey.storage import roles
from survey.storage.contacts import Suppression
from survey.storage.engines import Store
from survey.storage.migrate import METADATA
from survey.storage.roles import Process
from tests.fixtures.databases import Urls

from .rows import DAY, a_contact

PREFIX = "proefpeil"
Tried = dict[tuple[Process, Store], dict[str, str]]

pytestmark = [pytest.mark.postgresql, pytest.mark.parametrize("urls", ["postgresql"], indirect=True)]


@pytest.fixture
def addresses(engines: Mapping[Store, Engine], urls: Urls) -> Iterator[dict[tuple[Process, Store], str]]:
    """The address of each database for each process."""
    given = roles.passwords()
    roles.make(engines[Store.STUDIES], PREFIX, given)
    for store, engine in engines.items():
        roles.grant(engine, store, PREFIX)
    yield {
        (process, store): roles.address(urls[store], PREFIX, process, given[process])
        for process in Process
        for store in Store
    }
    for engine in engines.values():
        with engine.begin() as connection:
            for process in Process:
                connection.exec_driver_sql(f"DROP OWNED BY {PREFIX}_{process}")
    with engines[Store.STUDIES].begin() as connection:
        for process in Process:
            connection.exec_driver_sql(f"DROP ROLE {PREFIX}_{process}")


def may(connection: psycopg.Connection, statement: str, *names: str) -> bool:
    """Whether a statement is not refused for want of a right; nothing of it stays."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
    except InsufficientPrivilege as refusal:  # It was let in, and this row is none of its own.
        return "row-level security" in str(refusal)
    except psycopg.IntegrityError:  # It was let in, and had no values.
        return True
    return True


def tried(connection: psycopg.Connection, store: Store, table: str) -> str:
    """What can be done with a table, in the words of a grant."""
    columns = [column.name for column in METADATA[store].tables[table].columns]
    read = [name for name in columns if may(connection, "SELECT {} FROM {} LIMIT 1", name, table)]
    change = [name for name in columns if may(connection, "UPDATE {1} SET {0} = DEFAULT WHERE false", name, table)]
    found = [
        _some("SELECT", read, columns) if not may(connection, "SELECT xmin FROM {}", table) else "SELECT and hidden",
        "INSERT" if may(connection, "INSERT INTO {} DEFAULT VALUES", table) else "",
        _some("UPDATE", change, columns),
        "DELETE" if may(connection, "DELETE FROM {} WHERE false", table) else "",
        "TRUNCATE" if may(connection, "TRUNCATE {}", table) else "",
    ]
    return ", ".join(filter(None, found))


def _some(verb: str, allowed: list[str], columns: list[str]) -> str:
    if not allowed:
        return ""
    return f"{verb} all" if allowed == columns else f"{verb}({' '.join(allowed)})"


@pytest.fixture
def found(addresses: dict[tuple[Process, Store], str]) -> Tried:
    """What every process can do with every table; nothing where it cannot even connect."""
    result: Tried = {}
    for place, address in addresses.items():
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(address, autocommit=True) as connection:
            result[place] = {table: tried(connection, place[1], table) for table in sorted(METADATA[place[1]].tables)}
    return result


def told(found: Tried) -> Iterator[str]:
    """A line for each process and table."""
    for process in Process:
        for store in Store:
            if (process, store) not in found:
                yield f"{process:<10} {store:<10} cannot connect"
            for table, said in found.get((process, store), {}).items():
                yield f"{process:<10} {store:<10} {table:<15} {said or '-'}"


def test_each_process_can_do_what_it_needs_and_nothing_else(found: Tried) -> None:
    sys.stdout.write("\n".join(["", *told(found), ""]))
    missing = {(process, store) for process in Process for store in Store} - set(found)
    assert missing == {
        (Process.DASHBOARD, Store.CONTACTS),
        (Process.DASHBOARD, Store.RESPONSES),
        (Process.RESULTS, Store.CONTACTS),
    }
    everything = "SELECT and hidden, INSERT, UPDATE all, DELETE"
    whole = set()
    for place, rights in found.items():
        if {said for table, said in rights.items() if (table, said) not in LOG} == {everything}:
            whole.add(place)
        else:
            assert {table: said for table, said in rights.items() if said} == EXPECTED[place], place
    assert whole == {
        (Process.STAFF, Store.STUDIES),
        (Process.STAFF, Store.CONTACTS),
        (Process.MAIL, Store.CONTACTS),
        (Process.RESULTS, Store.STUDIES),
    }


READ = "SELECT and hidden"
LOG = (("audit", f"{READ}, INSERT"), ("audit_start", READ))
"""Nobody but the owner changes or removes an entry of the audit log."""

EXPECTED = {
    (Process.ANSWER, Store.STUDIES): {
        **dict.fromkeys(("study", "wave", "snapshot", "destruction", "cohort"), READ),
        "removal": "INSERT",
    },
    (Process.ANSWER, Store.CONTACTS): {"suppression": "SELECT(contact_id reason), INSERT, DELETE"},
    (Process.ANSWER, Store.RESPONSES): {
        "ticket": "SELECT(hash wave_id digest pseudonym trajectory attributes language state closes), INSERT, "
        "UPDATE(state)",
        "draft": "SELECT all, INSERT, UPDATE(rev sealed), DELETE",
        "response": "SELECT(wave_id pseudonym trajectory), INSERT, DELETE",
        "open_text": "INSERT",
        "code": "SELECT(lookup sealed)",
        "code_salt": "SELECT(salt)",
        "failures": "SELECT all, INSERT, UPDATE(number), DELETE",
    },
    (Process.STAFF, Store.RESPONSES): {
        "open_text": "SELECT all, UPDATE(text traces aside quote)",
        "theme": "SELECT all, INSERT, UPDATE all, DELETE",
        "coded": "SELECT all, INSERT, UPDATE all, DELETE",
    },
    (Process.DASHBOARD, Store.STUDIES): {
        "publication": READ,
        "staff": f"{READ}, UPDATE(password asked)",
        **dict.fromkeys(
            ("visit", "second_factor", "recovery_code", "one_time_link", "attempts"),
            "SELECT and hidden, INSERT, UPDATE all, DELETE",
        ),
        "membership": READ,
        "preparation": READ,
        **dict(LOG),
        **dict.fromkeys(("study", "wave", "snapshot", "destruction"), READ),
    },
    (Process.MAIL, Store.STUDIES): {
        **dict.fromkeys(("study", "wave", "snapshot", "cohort", "pause", "upkeep", "destruction"), READ),
        "reminder_round": f"{READ}, INSERT",
    },
    (Process.MAIL, Store.RESPONSES): {"ticket": "SELECT(hash wave_id state)"},
    (Process.RESULTS, Store.RESPONSES): {
        **dict.fromkeys(("ticket", "response", "open_text", "theme", "coded"), "SELECT all"),
        "draft": "SELECT(hash)",
    },
}


@pytest.fixture
def wishes(engines: Mapping[Store, Engine]) -> Engine:
    """Two people want no mail, and the address of a third does not exist."""
    with Session(engines[Store.CONTACTS]) as session:
        for number, reason in enumerate(("asked", "complained", "bounced"), start=1):
            session.add(a_contact(id=number, address=f"person-{number}@example.org"))
            session.flush()
            session.add(Suppression(contact_id=number, reason=reason, day=DAY))
        session.commit()
    return engines[Store.CONTACTS]


def reasons(engine: Engine) -> list[str]:
    with Session(engine) as session:
        return list(session.scalars(select(Suppression.reason).order_by(Suppression.contact_id)))


def test_who_answers_pages_sees_and_takes_back_only_what_people_asked_for(
    addresses: dict[tuple[Process, Store], str], wishes: Engine
) -> None:
    with psycopg.connect(addresses[Process.ANSWER, Store.CONTACTS], autocommit=True) as connection:
        assert connection.execute("SELECT count(contact_id) FROM suppression").fetchone() == (2,)
        for refused in (
            "SELECT day FROM suppression",
            "UPDATE suppression SET reason = 'asked'",
            "INSERT INTO suppression VALUES (3, 'bounced', CURRENT_DATE) ON CONFLICT DO NOTHING",
            "SELECT address FROM contact",
        ):
            with pytest.raises(InsufficientPrivilege):
                connection.execute(refused)
        connection.execute("DELETE FROM suppression")
    assert reasons(wishes) == ["bounced"]
    for process in (Process.STAFF, Process.MAIL):
        with psycopg.connect(addresses[process, Store.CONTACTS], autocommit=True) as connection:
            assert connection.execute("SELECT count(*) FROM suppression").fetchone() == (1,)
    with psycopg.connect(addresses[Process.MAIL, Store.CONTACTS], autocommit=True) as connection:
        connection.execute("INSERT INTO suppression VALUES (1, 'complained', CURRENT_DATE)")
    assert reasons(wishes) == ["complained", "bounced"]


def test_rights_to_rows_are_given_again_and_again(
    engines: Mapping[Store, Engine], addresses: dict[tuple[Process, Store], str], wishes: Engine
) -> None:
    roles.grant(engines[Store.CONTACTS], Store.CONTACTS, PREFIX)
    with psycopg.connect(addresses[Process.ANSWER, Store.CONTACTS], autocommit=True) as connection:
        assert connection.execute("SELECT count(contact_id) FROM suppression").fetchone() == (2,)
    assert len(reasons(wishes)) == 3


def test_a_right_that_was_given_by_hand_is_taken_away_again(
    engines: Mapping[Store, Engine], addresses: dict[tuple[Process, Store], str]
) -> None:
    given = f"GRANT SELECT ON ticket TO {PREFIX}_mail"
    with engines[Store.RESPONSES].begin() as connection:
        connection.exec_driver_sql(given)
        connection.exec_driver_sql(f"GRANT UPDATE (state) ON ticket TO {PREFIX}_mail")
    with psycopg.connect(addresses[Process.MAIL, Store.RESPONSES], autocommit=True) as connection:
        assert "hidden" in tried(connection, Store.RESPONSES, "ticket")
        roles.grant(engines[Store.RESPONSES], Store.RESPONSES, PREFIX)
        assert tried(connection, Store.RESPONSES, "ticket") == "SELECT(hash wave_id state)"


def test_whoever_may_not_connect_is_refused(addresses: dict[tuple[Process, Store], str]) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(addresses[Process.DASHBOARD, Store.RESPONSES])


def test_a_new_password_replaces_the_old_one(engines: Mapping[Store, Engine]) -> None:
    engine = engines[Store.STUDIES]
    for number in range(2):
        roles.make(engine, "proefpeil2", {Process.ANSWER: f"password-{number}"})
    with engine.connect() as connection:
        names = "SELECT count(*) FROM pg_roles WHERE rolname = 'proefpeil2_answer' AND NOT rolsuper AND rolcanlogin"
        assert connection.exec_driver_sql(names).scalar() == 1
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP ROLE proefpeil2_answer")
