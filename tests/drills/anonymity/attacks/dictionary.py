"""L5. A dictionary: everything known about a contact (address, ids, labels), alone and in pairs with study, wave and
cohort, hashed in every usual way, looked up among all values in the responses database."""

import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from survey.storage.engines import Store

from ..loot import Loot, Row
from ..matching import CERTAIN, Found

HASHES = (hashlib.md5, hashlib.sha1, hashlib.sha256, hashlib.sha512, hashlib.blake2b, hashlib.sha3_256)
JOINTS = ("", "|", ":", "/", "-", ",", " ")
SHORTEST = 8

Where = tuple[str, bytes | None]
"""The table that a value is in, and the pseudonym beside it."""


def attack(loot: Loot) -> Found:
    """Values that follow from a contact."""
    found = Found()
    values = _values_of(loot)
    begins = _by_beginning(values)
    places = {text for row in loot.table(Store.CONTACTS, "enrolment").rows for text in _places(row)}
    labels = {int(row["participant_id"]): str(row["label"]) for row in loot.table(Store.CONTACTS, "trajectory").rows}
    tried = 0
    for row in loot.participants:
        contact = int(row["id"])
        own = {str(row["address"]), str(row["address"]).upper(), str(row["number"]), labels.get(contact, "")} - {""}
        texts = [*own, *_pairs({*own, str(contact)}, places)]
        tried += len(texts) * len(HASHES)
        equal = {word for word in _plain(own) if word in values} | set(_equal(texts, begins))
        for name, label in (where for word in equal for where in values[word]):
            found.problems.append(f"a value in {name} follows from a contact")
            if label:
                found.votes[contact, label] = CERTAIN
    found.problems = sorted(set(found.problems))
    found.told = f"{tried:,} words in {len(values):,} values"
    return found


def _values_of(loot: Loot) -> dict[bytes, set[Where]]:
    """Every value in the responses database."""
    found: dict[bytes, set[Where]] = defaultdict(set)
    for name, table in loot.tables(Store.RESPONSES):
        for row in table.rows:
            label = bytes(row["pseudonym"]) if row.get("pseudonym") else None
            for value in _values(row.values()):
                found[value].add((name, label))
    return found


def _places(row: Row) -> Iterator[str]:
    cohort = str(row["cohort_id"])
    yield from (cohort, str(row["wave_id"]), cohort.partition("/")[0], cohort.split("/")[1])


def _pairs(words: Iterable[str], places: Iterable[str]) -> Iterator[str]:
    """Each word with a study, wave or cohort before or behind it."""
    places = list(places)
    for word in words:
        for place in places:
            for joint in JOINTS:
                yield from (f"{place}{joint}{word}", f"{word}{joint}{place}")


def _plain(words: Iterable[str]) -> Iterator[bytes]:
    for word in words:
        yield from (word.encode(), str(zlib.crc32(word.encode())).encode())


def _by_beginning(values: Iterable[bytes]) -> dict[bytes, list[bytes]]:
    """Values by their first bytes: a hash may have been cut to any length but a very short one."""
    found: dict[bytes, list[bytes]] = defaultdict(list)
    for value in values:
        if len(value) >= SHORTEST:
            found[value[:SHORTEST]].append(value)
    return found


def _equal(texts: Iterable[str], begins: dict[bytes, list[bytes]]) -> Iterator[bytes]:
    """The values that are the hash of a text, or the beginning of it."""
    for text in texts:
        content = text.encode()
        for make in HASHES:
            whole = make(content).digest()
            if whole[:SHORTEST] in begins:
                yield from (value for value in begins[whole[:SHORTEST]] if whole.startswith(value))


def _values(values: Iterable[Any]) -> Iterator[bytes]:
    """Every value as bytes, also what is in documents; texts of hexadecimal digits also as what they stand for."""
    for value in values:
        if isinstance(value, dict | list):
            yield from _values(value.values() if isinstance(value, dict) else value)
        elif isinstance(value, bytes | memoryview):
            yield bytes(value)
        elif isinstance(value, str) and value.startswith(("{", "[")):
            yield from _values([json.loads(value)])
        elif isinstance(value, str):
            yield value.encode()
            try:
                yield bytes.fromhex(value)
            except ValueError:
                continue
