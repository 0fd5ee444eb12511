"""Leaks to plant, one for each attack, in databases and files that have none: everything else stays as it was."""

import base64
import dataclasses
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256

from survey.storage.engines import Store

from .fieldwork import Truth
from .loot import Loot
from .people import DOMAIN
from .stealing import FromSQLite

Plant = Callable[[FromSQLite, Loot, Truth], Loot]
"""Plants a leak, and says what the attacker has then."""


@contextmanager
def changed(thief: FromSQLite, store: Store) -> Iterator[sqlite3.Connection]:
    """A database to plant something in."""
    with closing(sqlite3.connect(thief.paths[store])) as connection:
        yield connection
        connection.commit()


def again(thief: FromSQLite, loot: Loot) -> Loot:
    """Stolen again, after something was planted."""
    databases = {store: thief.database(store) for store in Store}
    return dataclasses.replace(loot, databases=databases, files={store: thief.files(store) for store in Store})


def with_rowid(thief: FromSQLite, table: str, order: list[bytes], column: str) -> None:
    """Write a table anew, with SQLite's hidden rowid, in this order of a column."""
    with changed(thief, Store.RESPONSES) as connection:
        connection.execute(f"CREATE TABLE kept AS SELECT * FROM {table}")  # noqa: S608
        connection.execute("CREATE TABLE places (label BLOB, place INTEGER)")
        connection.executemany("INSERT INTO places VALUES (?, ?)", [(each, at) for at, each in enumerate(order)])
        declared = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", [table]).fetchone()[0]
        indexes = connection.execute("SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type = 'index'", [table])
        made = [row[0] for row in indexes if row[0]]
        connection.execute(f"DROP TABLE {table}")
        connection.execute(declared.replace("WITHOUT ROWID", ""))
        connection.execute(
            f"INSERT INTO {table} SELECT kept.* FROM kept LEFT JOIN places ON label = {column} ORDER BY wave_id, place"  # noqa: S608
        )
        for index in made:
            connection.execute(index)
        for each in ("kept", "places"):
            connection.execute(f"DROP TABLE {each}")


def order_of_import(thief: FromSQLite, loot: Loot, truth: Truth) -> Loot:
    """Tickets lie in the order of people; no column says so."""
    with_rowid(thief, "ticket", [truth.labels[contact] for contact in sorted(truth.labels)], "pseudonym")
    return again(thief, loot)


def order_of_arrival(thief: FromSQLite, loot: Loot, truth: Truth) -> Loot:
    """Responses lie in the order in which they came."""
    with_rowid(thief, "response", [truth.labels[contact] for contact in truth.arrivals["baseline"]], "pseudonym")
    return again(thief, loot)


def a_time(thief: FromSQLite, loot: Loot, _truth: Truth) -> Loot:
    """A column with the moment of each response."""
    with changed(thief, Store.RESPONSES) as connection:
        connection.execute("ALTER TABLE response ADD COLUMN submitted TEXT")
        connection.execute("UPDATE response SET submitted = '2026-10-01 10:0' || (abs(random()) % 10) || ':00'")
    return again(thief, loot)


def a_log_line(_thief: FromSQLite, loot: Loot, truth: Truth) -> Loot:
    """One line of an ordinary access log."""
    line = f'203.0.113.7 - - [01/Oct/2026:10:00:00] "GET /a/{truth.secrets[2].decode()} HTTP/1.1" 200'
    return dataclasses.replace(loot, logs=loot.logs | {"proxy": line})


def a_mark(thief: FromSQLite, loot: Loot, _truth: Truth) -> Loot:
    """A contact that is touched when somebody answers."""
    before = {store: thief.dump(store) for store in Store}
    with changed(thief, Store.CONTACTS) as connection:
        connection.execute("UPDATE contact SET language = 'en' WHERE id = (SELECT min(id) FROM contact)")
    return dataclasses.replace(again(thief, loot), pair=(before, {store: thief.dump(store) for store in Store}))


def a_hash(thief: FromSQLite, loot: Loot, truth: Truth) -> Loot:
    """A hash of each address, as a check."""
    with changed(thief, Store.RESPONSES) as connection:
        for row in loot.participants:
            ours = (sha256(str(row["address"]).encode()).hexdigest(), truth.labels[int(row["id"])])
            connection.execute("UPDATE response SET digest = ? WHERE pseudonym = ?", ours)
    return again(thief, loot)


def a_key(_thief: FromSQLite, loot: Loot, truth: Truth) -> Loot:
    """A copy of a key among the settings."""
    content = b"pseudonyms = " + base64.b64encode(truth.secrets[1]) + b"\n"
    return dataclasses.replace(loot, kept=loot.kept | {"settings.old": content})


def a_small_cell(thief: FromSQLite, loot: Loot, _truth: Truth) -> Loot:
    """Three people with a class of their own."""
    with changed(thief, Store.RESPONSES) as connection:
        rare = json.dumps({"district": "east"})
        some = "SELECT hash FROM ticket WHERE cohort_id LIKE '%baseline/1' AND wave_id NOT LIKE '%coach%' LIMIT 3"
        connection.execute(f"UPDATE ticket SET attributes = ? WHERE hash IN ({some})", [rare])  # noqa: S608
    return again(thief, loot)


def a_free_page(thief: FromSQLite, loot: Loot, _truth: Truth) -> Loot:
    """Addresses that were in the responses database for a moment."""
    with changed(thief, Store.RESPONSES) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("CREATE TABLE moment (address TEXT)")
        connection.executemany("INSERT INTO moment VALUES (?)", [(f"p{each}@{DOMAIN}",) for each in range(500)])
        connection.commit()
        connection.execute("DROP TABLE moment")
    return again(thief, loot)


def a_cookie(_thief: FromSQLite, loot: Loot, _truth: Truth) -> Loot:
    """A cookie that outlives the thank-you page."""
    return dataclasses.replace(loot, left_behind=["answer=c2VhbGVk"])


def an_order_that_stays(thief: FromSQLite, loot: Loot, truth: Truth) -> Loot:
    """Responses that lie in some order, which a reshuffle leaves as it is."""
    with_rowid(thief, "response", sorted(truth.labels.values()), "substr(pseudonym, 3)")
    dump = thief.dump(Store.RESPONSES)
    return dataclasses.replace(again(thief, loot), dumps=[dump, dump])


def a_shared_label(thief: FromSQLite, loot: Loot, _truth: Truth) -> Loot:
    """One label for a trajectory, whoever answers about it."""
    with changed(thief, Store.RESPONSES) as connection:
        coached = "SELECT id FROM response WHERE wave_id LIKE '%coach%' LIMIT 1"
        own = "SELECT trajectory FROM response WHERE wave_id LIKE '%six_months' LIMIT 1"
        connection.execute(f"UPDATE response SET trajectory = ({own}) WHERE id = ({coached})")  # noqa: S608
    return again(thief, loot)


def a_small_round(_thief: FromSQLite, loot: Loot, _truth: Truth) -> Loot:
    """A reminder to whoever has not answered, however few that are."""
    last = max(day for _, day in loot.mails)
    names = sorted({address for address, day in loot.mails if day == last})
    mails = [(address, day) for address, day in loot.mails if day != last or address in names[:4]]
    return dataclasses.replace(loot, mails=mails)


PLANTS: dict[str, Plant] = {
    "L1": order_of_import,
    "L2": a_time,
    "L3": a_log_line,
    "L4": a_mark,
    "L5": a_hash,
    "L6": a_key,
    "L7": a_small_cell,
    "L8": a_free_page,
    "L9": a_cookie,
    "L10": an_order_that_stays,
    "L11": a_shared_label,
    "L12": a_small_round,
}
"""For each attack the leak that only it finds."""
