"""L1. Rows lie in some order: by primary key or any other number that differs from row to row, by SQLite's hidden
rowid, by PostgreSQL's hidden ctid and xmin, as a dump writes them, as an index holds them, as they lie in a file.

The attacker lays every order of people (contacts, enrolments, mails, addresses in the mail log) beside every order of
tickets and responses, cohort by cohort, and takes the n-th to be the n-th. Where there are fewer responses than people,
the last people are taken: a row that was touched lies at the end. The guess is what most pairs of orders agree on; an
order in which the same people lie at the same places in both waves counts for more: chance does not do that. The judge
also compares each order of tickets and responses with the order in which people really answered.
"""

import base64
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator

from survey.storage.engines import Store

from ..loot import Loot, Order, Row, Table
from ..matching import Found, Votes
from ..people import WAVES

Cell = tuple[str, ...]
FEWEST = 3
"""So many people of a cohort at least have to be in an order, for it to be one."""
TRUST = 10
"""By how much more an order counts that is the same in both waves."""


def attack(loot: Loot) -> Found:
    """Votes for everybody, and all orders of tickets and responses."""
    found = Found()
    people, seen = _people(loot), set[Lying]()
    for name in ("ticket", "response"):
        table = loot.table(Store.RESPONSES, name)
        for order, labels in _labels(table, name, loot):
            waves = {wave: set(_by_cohort(wave, each, loot)) for wave, each in labels.items()}
            trust = 1 + TRUST * _agreement(list(waves.values()))
            for wave, cohorts in waves.items():
                found.orders.setdefault(wave, {})[order] = labels[wave]
                for lying in cohorts - seen:  # Many orders are the same; it counts once.
                    seen.add(lying)
                    _vote(found.votes, people, lying, trust, loot)
    found.told = f"{sum(len(each) for each in found.orders.values())} orders"
    return found


Lying = tuple[str, Cell, tuple[bytes, ...]]
"""The pseudonyms of a wave and a cohort, in the order in which they lie."""


def _by_cohort(wave: str, labels: list[bytes], loot: Loot) -> Iterator[Lying]:
    cells = loot.cells()
    for cell in set(cells.values()):
        yield wave, cell, tuple(label for label in labels if cells.get(label) == cell)


def _people(loot: Loot) -> Counter[tuple[int, ...]]:
    """Every order of contacts, each contact once, and how often it is there: one that comes in many ways, such as that
    of import, is likelier to mean something than the alphabet."""
    known = {int(row["id"]) for row in loot.participants}
    told: Counter[tuple[int, ...]] = Counter()
    for name, column in (("contact", "id"), ("enrolment", "contact_id"), ("outbox", "contact_id")):
        table = loot.table(Store.CONTACTS, name)
        for order in table.orders.values():
            contacts = [int(table.rows[number][column]) for number in order]
            told[tuple(dict.fromkeys(contact for contact in contacts if contact in known))] += 1
    ids = {row["address"]: int(row["id"]) for row in loot.participants}
    told[tuple(dict.fromkeys(ids[address] for address, _ in loot.mails if address in ids))] += 1
    return told


def _labels(table: Table, name: str, loot: Loot) -> Iterator[tuple[str, dict[str, list[bytes]]]]:
    """The pseudonyms of participants by wave, in each order; also in the order of a dump, where that is another."""
    texts = {"dump": loot.dumps[0]} if loot.dumps else {}
    texts |= {"backup": loot.backups[Store.RESPONSES].decode()} if loot.backups else {}
    written = {f"in the {name}": _written_in(table, text.lower()) for name, text in texts.items()}
    for order, numbers in (table.orders | written).items():
        waves: dict[str, list[bytes]] = defaultdict(list)
        for number in numbers:
            row = table.rows[number]
            if row["pseudonym"] is not None and "coach" not in str(row["wave_id"]):
                waves[str(row["wave_id"]).rpartition("/")[2]].append(bytes(row["pseudonym"]))
        yield f"{name} {order}", waves


def _written_in(table: Table, text: str) -> Order:
    """The rows in the order in which their keys stand in a text in small letters."""
    places = [(max(text.find(each) for each in _written(row)), number) for number, row in enumerate(table.rows)]
    return [number for place, number in sorted(places) if place >= 0]


def _written(row: Row) -> tuple[str, ...]:
    """A key as a dump or a copy writes it."""
    if "hash" in row:
        return bytes(row["hash"]).hex(), base64.b64encode(bytes(row["hash"])).decode().lower()
    plain = str(row["id"])
    return plain, str(uuid.UUID(plain))


def _agreement(waves: list[set[Lying]]) -> float:
    """For which part of the people of two waves the n-th of the one is the n-th of the other."""
    if len(waves) != len(WAVES):
        return 0.0
    one, other = ({cell: labels for _, cell, labels in each} for each in waves)
    pairs = [pair for cell, labels in one.items() for pair in zip(labels, other.get(cell, ()), strict=False)]
    return sum(first == second for first, second in pairs) / max(len(pairs), 1)


def _vote(votes: Votes, people: Counter[tuple[int, ...]], lying: Lying, trust: float, loot: Loot) -> None:
    """The n-th pseudonym belongs to the n-th person, in every order of people."""
    cohorts = loot.cohorts()
    _, cell, labels = lying
    for order, weight in people.items():
        standing = [contact for contact in order if cohorts.get(contact) == cell]
        if FEWEST <= len(labels) <= len(standing):
            for contact, label in zip(standing[-len(labels) :], labels, strict=True):
                votes[contact, label] = votes.get((contact, label), 0.0) + weight * trust
