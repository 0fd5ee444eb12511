"""What the attacker has: dumps and copied files of the databases, logs, the mail server's log, what browsers kept.

Neither the keys, nor the text of a mail. Rows are known by their number in `rows`; `orders` has them in every order
that a database keeps, on purpose or not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from survey.storage.engines import Store

from .fieldwork import Mailed

Row = Mapping[str, Any]
Order = Sequence[int]

PAGE = 8192


@dataclass
class Table:
    """The rows of a table, and the orders in which they lie."""

    rows: list[Row]
    types: dict[str, str]
    orders: dict[str, Order] = field(default_factory=dict)

    def column(self, name: str) -> list[Any]:
        """What the rows have in a column."""
        return [row[name] for row in self.rows]


Database = dict[str, Table]
Files = dict[str, bytes]


@dataclass
class Loot:
    """Everything that was stolen. `files` by database and name; `settings` is what the database server says of itself;
    `kept` are files of the installation other than databases and keys, and backups."""

    kind: str
    databases: dict[Store, Database]
    files: dict[Store, Files]
    settings: dict[str, str]
    logs: dict[str, str]
    mails: list[Mailed]
    left_behind: list[str]
    kept: Files = field(default_factory=dict)
    dumps: list[str] = field(default_factory=list)
    """The responses database, dumped twice with a reshuffle in between."""
    backups: dict[Store, bytes] = field(default_factory=dict)
    """What `survey backup` writes, without the seal: a passphrase can be had."""
    pair: tuple[dict[Store, str], dict[Store, str]] | None = None
    """What the databases hold, before and after somebody answered."""
    insiders: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    """What each coach answered, by address: they know it themselves."""
    smallest: int = 10

    def table(self, store: Store, name: str) -> Table:
        """One table."""
        return self.databases[store][name]

    @property
    def participants(self) -> list[Row]:
        """The participants in the contacts database, in the order of their ids."""
        rows = self.table(Store.CONTACTS, "contact").rows
        return sorted((row for row in rows if row["audience"] == "participant"), key=lambda row: int(row["id"]))

    def cohorts(self) -> dict[int, tuple[str, ...]]:
        """The cohorts of each contact: a cell that anybody can see."""
        found: dict[int, set[str]] = {}
        for row in self.table(Store.CONTACTS, "enrolment").rows:
            found.setdefault(int(row["contact_id"]), set()).add(str(row["cohort_id"]))
        return {contact: tuple(sorted(each)) for contact, each in found.items()}

    def cells(self) -> dict[bytes, tuple[str, ...]]:
        """The cohorts of each pseudonym of a participant."""
        found: dict[bytes, set[str]] = {}
        for row in self.table(Store.RESPONSES, "ticket").rows:
            if row["pseudonym"] is not None and "coach" not in str(row["wave_id"]):
                found.setdefault(bytes(row["pseudonym"]), set()).add(str(row["cohort_id"]))
        return {label: tuple(sorted(each)) for label, each in found.items()}

    def tables(self, store: Store) -> Iterator[tuple[str, Table]]:
        """Every table of a database."""
        yield from self.databases[store].items()


def numbered(rows: list[Row]) -> dict[str, Order]:
    """The orders of the columns that have another whole number in each row."""
    found: dict[str, Order] = {}
    for name in rows[0] if rows else ():
        values = [row[name] for row in rows]
        if all(isinstance(value, int) for value in values) and len(set(values)) == len(rows):
            found[f"column {name}"] = sorted(range(len(rows)), key=values.__getitem__)
    return found


def lying(content: bytes, needles: Sequence[bytes]) -> Order:
    """The numbers of these needles in the order in which they lie in a file: by page, and from the end of each page,
    because databases fill their pages from there. Those that are not in it are left out."""
    places = [(content.find(needle), number) for number, needle in enumerate(needles)]
    return [number for _, number in sorted(((at // PAGE, -at), number) for at, number in places if at >= 0)]
