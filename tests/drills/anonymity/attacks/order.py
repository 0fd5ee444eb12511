"""L1. Rows lie in some order: by primary key or any other number that differs from row to row, by SQLite's hidden
rowid, by PostgreSQL's hidden ctid and xmin, as a dump writes them, as an index holds them, as they lie in a file.

The attacker lays every order of people (contacts, enrolments, mails, addresses in the mail log) beside every order of
tickets and responses, cohort by cohort, and takes the n-th to be the n-th. Where there are fewer responses than people,
the last people are taken: a row that was touched lies at the end. The guess is what most pairs of orders agree on. The
judge also compares each order of tickets and responses with the order in which people really answered.
"""

import base64
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator

from survey.storage.engines import Store

from ..loot import Loot, Order, Row, Table
from ..matching import Found, Votes

MOST = 3
"""So many people of a cohort at least have to be in an order, for it to be one."""


def attack(loot: Loot) -> Found:
    """Votes for everybody, and all orders of tickets and responses."""
    found = Found()
    people = _people(loot)
    for name in ("ticket", "response"):
        table = loot.table(Store.RESPONSES, name)
        for order, labels in _labels(table, name, loot):
            for wave, each in labels.items():
                known = found.orders.setdefault(wave, {})
                if each not in known.values():  # Many orders are the same one; it counts once.
                    _vote(found.votes, people, each, loot)
                known[order] = each
    found.told = f"{sum(len(each) for each in found.orders.values())} orders"
    return found


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


def _vote(votes: Votes, people: Counter[tuple[int, ...]], labels: list[bytes], loot: Loot) -> None:
    cohorts, cells = loot.cohorts(), loot.cells()
    for cell in set(cells.values()):
        lying = [label for label in labels if cells.get(label) == cell]
        for order, weight in people.items():
            standing = [contact for contact in order if cohorts.get(contact) == cell]
            if MOST <= len(lying) <= len(standing):
                for contact, label in zip(standing[-len(lying) :], lying, strict=True):
                    votes[contact, label] = votes.get((contact, label), 0.0) + weight
