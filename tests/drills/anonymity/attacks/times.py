"""L2. Whatever tells a time: columns of dates and times, numbers that could be moments, ids that hold one, commit
timestamps, and the settings that make a database write them down.

Among contacts nothing may be finer than a day, among responses than a quarter; a day that is the same for a whole
cohort tells nothing about anybody. Where there are times on both sides, the attacker lays them beside each other.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from survey.storage.engines import Store

from ..loot import Loot, Row, Table
from ..matching import CERTAIN, Found, Votes

MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SECONDS = range(1_500_000_000, 2_500_000_000)
WITH_TIME = (1, 6, 7)
"""Versions of UUID that hold the moment at which they were made."""
QUIET = {"track_commit_timestamp": "off", "log_statement": "none", "log_min_duration_statement": "-1"}


def attack(loot: Loot) -> Found:
    """Times that should not be there, and what they give away."""
    found = Found()
    times = {store: _times(loot, store) for store in (Store.CONTACTS, Store.RESPONSES)}
    for store, columns in times.items():
        found.problems += [f"{store}.{table}.{column} holds times" for table, column in columns]
    found.problems += [f"{name} is {loot.settings[name]}" for name in QUIET if _is_loud(loot, name)]
    for theirs in times[Store.CONTACTS].values():
        for ours in times[Store.RESPONSES].values():
            _vote(found.votes, theirs, ours)
    found.told = f"{sum(len(each) for each in times.values())} columns with times"
    return found


def _is_loud(loot: Loot, name: str) -> bool:
    return name in loot.settings and loot.settings[name] != QUIET[name]


Times = list[tuple[float, Row]]


def _times(loot: Loot, store: Store) -> dict[tuple[str, str], Times]:
    """The columns with times that are too fine, with the rows in the order of these."""
    found: dict[tuple[str, str], Times] = {}
    for name, table in loot.tables(store):
        for column in table.types:
            told = [(moment, row) for row in table.rows for moment in _moments(row[column], store)]
            if told and not _is_of_cohorts(table, column):
                found[name, column] = sorted(told, key=lambda each: each[0])
    return found


def _is_of_cohorts(table: Table, column: str) -> bool:
    """Whether all rows of a cohort have the same."""
    if "cohort_id" not in table.types:
        return False
    found: dict[str, set[str]] = defaultdict(set)
    for row in table.rows:
        found[str(row["cohort_id"])].add(str(row[column]))
    return all(len(each) == 1 for each in found.values())


def _moments(value: Any, store: Store) -> Iterator[float]:
    """What is a moment in a value, as seconds."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _moments(each, store)
    elif isinstance(value, dt.datetime):
        yield value.timestamp()
    elif isinstance(value, dt.date) and store is Store.RESPONSES:
        yield float(value.toordinal()) * 86400
    elif isinstance(value, int | float) and int(value) // (1000 if value > SECONDS.stop else 1) in SECONDS:
        yield float(value)
    elif hasattr(value, "version") and value.version in WITH_TIME:
        yield float(value.time)
    elif isinstance(value, str):
        yield from _written(value, store)


def _written(value: str, store: Store) -> Iterator[float]:
    """What is a moment in a text: SQLite keeps times and ids so."""
    if re.fullmatch(r"[0-9a-f]{12}[167][0-9a-f]{19}", value):
        yield float(int(value, 16))
    if MOMENT.match(value):
        yield dt.datetime.fromisoformat(value[:26]).timestamp()
    elif DAY.fullmatch(value) and store is Store.RESPONSES:
        yield float(dt.date.fromisoformat(value).toordinal()) * 86400


def _vote(votes: Votes, theirs: Times, ours: Times) -> None:
    """The nearest in time."""
    told = [(moment, bytes(row["pseudonym"])) for moment, row in ours if row.get("pseudonym")]
    for moment, row in theirs:
        contact = row.get("contact_id", row.get("id"))
        near = min(told, key=lambda each: abs(each[0] - moment), default=None)
        if near is not None and contact is not None:
            votes[int(contact), near[1]] = CERTAIN
