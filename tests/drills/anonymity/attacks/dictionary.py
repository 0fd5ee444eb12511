"""L5. A dictionary: everything known about a contact (address, ids, labels), alone and in pairs with study, wave and
cohort, hashed in every usual way, looked up among all values in the responses database."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from survey.storage.engines import Store

from ..loot import Loot, Row
from ..matching import CERTAIN, Found

HASHES = ("md5", "sha1", "sha256", "sha512", "blake2b", "sha3_256")
LENGTHS = (8, 10, 12, 16, 20, 24, 32, 64)
JOINTS = ("", "|", ":", "/", "-", ",", " ")


def attack(loot: Loot) -> Found:
    """Values that follow from a contact."""
    found = Found()
    known: dict[bytes, int] = {}
    places = {text for row in loot.table(Store.CONTACTS, "enrolment").rows for text in _places(row)}
    labels = {int(row["participant_id"]): str(row["label"]) for row in loot.table(Store.CONTACTS, "trajectory").rows}
    for row in loot.participants:
        for text in _texts(row, labels.get(int(row["id"]), ""), places):
            known |= dict.fromkeys(_hashed(text), int(row["id"]))
    for name, table in loot.tables(Store.RESPONSES):
        for row in table.rows:
            for contact in {known[value] for value in _values(row.values()) if value in known}:
                found.problems.append(f"a value in {name} follows from a contact")
                if row.get("pseudonym"):
                    found.votes[contact, bytes(row["pseudonym"])] = CERTAIN
    found.problems = sorted(set(found.problems))
    found.told = f"{len(known)} words"
    return found


def _places(row: Row) -> Iterator[str]:
    cohort = str(row["cohort_id"])
    yield from (cohort, str(row["wave_id"]), cohort.partition("/")[0], cohort.split("/")[1])


def _texts(row: Row, label: str, places: Iterable[str]) -> Iterator[str]:
    """Everything about a contact, alone and with a study, wave or cohort before or behind it."""
    own = {str(row["address"]), str(row["address"]).upper(), str(row["number"]), label}
    yield from own - {""}
    for word in (*own, str(row["id"])):
        for place in places:
            for joint in JOINTS:
                yield from (f"{place}{joint}{word}", f"{word}{joint}{place}")


def _hashed(text: str) -> Iterator[bytes]:
    content = text.encode()
    yield content
    yield str(zlib.crc32(content)).encode()
    for name in HASHES:
        whole = hashlib.new(name, content).digest()
        for length in LENGTHS:
            yield whole[:length]


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
