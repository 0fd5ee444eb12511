"""Roles of PostgreSQL: what each process may touch, and nothing else. With SQLite only the code separates.

The owner, who runs `survey init` and the worker that maintains, may do everything. Rights go to columns where a process
reads other people's rows: whoever may read a whole table may read its hidden columns too, which tell the order of rows.
"""

import secrets
from collections.abc import Iterable, Mapping
from enum import StrEnum

from psycopg import sql
from sqlalchemy import URL, Connection, Engine, make_url

from .engines import Store
from .migrate import METADATA


class Process(StrEnum):
    """What runs by itself, each with a role of its own."""

    ANSWER = "answer"
    STAFF = "staff"
    DASHBOARD = "dashboard"
    MAIL = "mail"
    RESULTS = "results"


Rights = dict[str, tuple[str, ...]]
"""By table."""

READ, WRITE = ("SELECT",), ("INSERT", "UPDATE", "DELETE")
ALL = (*READ, *WRITE)
LOG: Rights = {"audit": ("SELECT", "INSERT"), "audit_start": READ}
"""Who adds to the audit log changes nothing in it; only the owner removes what is past its term."""

TICKET = "hash, wave_id, digest, pseudonym, trajectory, attributes, language, state, closes"


def _every(store: Store, rights: tuple[str, ...]) -> Rights:
    return dict.fromkeys(METADATA[store].tables, rights) | (LOG if store is Store.STUDIES else {})


def _columns(store: Store, *tables: str) -> Rights:
    """To read the columns that the models know, and no hidden ones."""
    known = METADATA[store].tables
    return {name: (f"SELECT ({', '.join(column.name for column in known[name].columns)})",) for name in tables}


DESIGNS: Rights = dict.fromkeys(("study", "wave", "snapshot", "destruction"), READ)

RIGHTS: Mapping[Process, Mapping[Store, Rights]] = {
    Process.ANSWER: {
        Store.STUDIES: DESIGNS | {"cohort": READ, "removal": ("INSERT",)},
        Store.CONTACTS: {"suppression": ("SELECT (contact_id, reason)", "INSERT", "DELETE")},
        Store.RESPONSES: {
            "ticket": (f"SELECT ({TICKET})", "INSERT", "UPDATE (state)"),
            "draft": ("SELECT (hash, rev, sealed)", "INSERT", "UPDATE (rev, sealed)", "DELETE"),
            "response": ("SELECT (wave_id, pseudonym, trajectory)", "INSERT", "DELETE"),
            "open_text": ("INSERT",),
            "code": ("SELECT (lookup, sealed)",),
            "code_salt": ("SELECT (salt)",),
            "failures": ("SELECT (key, slot, number)", "INSERT", "UPDATE (number)", "DELETE"),
        },
    },
    Process.STAFF: {
        Store.STUDIES: _every(Store.STUDIES, ALL),
        Store.CONTACTS: _every(Store.CONTACTS, ALL),
        Store.RESPONSES: {
            "open_text": (*_columns(Store.RESPONSES, "open_text")["open_text"], "UPDATE (text, traces, aside, quote)"),
            "theme": (*_columns(Store.RESPONSES, "theme")["theme"], *WRITE),
            "coded": (*_columns(Store.RESPONSES, "coded")["coded"], *WRITE),
        },
    },
    Process.DASHBOARD: {
        Store.STUDIES: {
            "publication": READ,
            "staff": ("SELECT", "UPDATE (password, asked)"),
            **dict.fromkeys(("visit", "second_factor", "recovery_code", "one_time_link", "attempts"), ALL),
            "membership": READ,
            "preparation": READ,
        }
        | LOG
        | DESIGNS,
    },
    Process.MAIL: {
        Store.STUDIES: dict.fromkeys(("study", "wave", "snapshot", "cohort", "pause", "upkeep", "destruction"), READ)
        | {"reminder_round": ("SELECT", "INSERT")},
        Store.CONTACTS: _every(Store.CONTACTS, ALL),
        Store.RESPONSES: {"ticket": ("SELECT (hash, wave_id, state)",)},
    },
    Process.RESULTS: {
        Store.STUDIES: _every(Store.STUDIES, ALL),
        Store.RESPONSES: _columns(Store.RESPONSES, "ticket", "response", "open_text", "theme", "coded")
        | {"draft": ("SELECT (hash)",)},
    },
}
"""By the table of processes in the design (docs/operations.md says it in words)."""


ROWS: Mapping[Store, Mapping[str, Mapping[Process, tuple[str, str]]]] = {
    Store.CONTACTS: {
        "suppression": {
            Process.ANSWER: ("reason IN ('asked', 'complained')", "reason = 'asked'"),
            Process.STAFF: ("true", "true"),
            Process.MAIL: ("true", "true"),
        }
    }
}
"""Which rows a process may see and delete, and which it may make: whoever answers pages takes back what people asked
for themselves, and cannot even see that an address does not exist."""


def passwords(processes: Iterable[Process] = Process) -> dict[Process, str]:
    """A fresh password for each role."""
    return {process: secrets.token_urlsafe(32) for process in processes}


def role(prefix: str, process: Process) -> str:
    """The name of the role of a process."""
    return f"{prefix}_{process}"


def make(engine: Engine, prefix: str, given: Mapping[Process, str]) -> None:
    """Make the roles, or give them these passwords. Needs the right to make roles."""
    with engine.begin() as connection:
        for process, password in given.items():
            name = role(prefix, process)
            found = connection.exec_driver_sql("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).one_or_none()
            verb = "ALTER" if found else "CREATE"
            statement = sql.SQL(verb + " ROLE {} LOGIN NOINHERIT PASSWORD {}")
            _run(connection, statement.format(sql.Identifier(name), sql.Literal(password)))


def grant(engine: Engine, store: Store, prefix: str) -> None:
    """Give each role its rights in one database, and take away all others, those of everybody included."""
    with engine.begin() as connection:
        database = sql.Identifier(str(engine.url.database))
        _run(connection, sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
        _run(connection, sql.SQL("REVOKE ALL ON SCHEMA public FROM PUBLIC"))
        for process in Process:
            name = sql.Identifier(role(prefix, process))
            for things in ("TABLES", "SEQUENCES"):
                statement = sql.SQL("REVOKE ALL ON ALL " + things + " IN SCHEMA public FROM {}")
                _run(connection, statement.format(name))
            _run(connection, sql.SQL("REVOKE ALL ON DATABASE {} FROM {}").format(database, name))
            _run(connection, sql.SQL("REVOKE ALL ON SCHEMA public FROM {}").format(name))
            _give(connection, RIGHTS[process].get(store, {}), database, name)
        for table, rules in ROWS.get(store, {}).items():
            _divide(connection, table, {role(prefix, process): rule for process, rule in rules.items()})


def _give(connection: Connection, rights: Rights, database: sql.Identifier, name: sql.Identifier) -> None:
    if not rights:
        return
    _run(connection, sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, name))
    _run(connection, sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name))
    _run(connection, sql.SQL("GRANT SELECT (version_num) ON alembic_version TO {}").format(name))
    _run(connection, sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(name))
    for table, allowed in rights.items():
        statement = sql.SQL("GRANT " + ", ".join(allowed) + " ON {} TO {}")
        _run(connection, statement.format(sql.Identifier(table), name))


def _divide(connection: Connection, table: str, rules: Mapping[str, tuple[str, str]]) -> None:
    """Let each role see and make its own rows of a table only (row-level security). The owner sees them all."""
    here = sql.Identifier(table)
    _run(connection, sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(here))
    for name, (seen, made) in rules.items():
        policy = sql.Identifier(f"{name}_rows")
        _run(connection, sql.SQL("DROP POLICY IF EXISTS {} ON {}").format(policy, here))
        made_ = sql.SQL("CREATE POLICY {} ON {} TO {} USING (" + seen + ") WITH CHECK (" + made + ")")
        _run(connection, made_.format(policy, here, sql.Identifier(name)))


def _run(connection: Connection, statement: sql.Composed | sql.SQL) -> None:
    connection.exec_driver_sql(statement.as_string(None).replace("%", "%%"))


def address(owner: str, prefix: str, process: Process, password: str) -> str:
    """The address of the owner's database for the role of a process."""
    url: URL = make_url(owner).set(username=role(prefix, process), password=password)
    return url.render_as_string(hide_password=False)
