"""L6. Keys that were left somewhere: every 32 bytes in a row in every file outside the keyring, also as hexadecimal and
base64, are tried as the key that links are made with. After `destroy` nothing may fit, and re-linking is chance."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

from survey.fieldwork.tokens import Form, form_token, pseudonym, ticket_hash
from survey.storage.engines import Store

from ..loot import Loot
from ..matching import CERTAIN, Found

KEY = 32
LARGEST = 200_000
WORDS = re.compile(rb"[A-Za-z0-9+/=_-]{43,88}")


@dataclass(frozen=True, slots=True)
class Lock:
    """What a key has to fit: any ticket or pseudonym, with the first form that there is."""

    wave: str
    form: Form
    hashes: frozenset[bytes]
    labels: frozenset[bytes]

    def fits(self, key: bytes) -> bool:
        """Whether a link or a pseudonym is made with this key."""
        made = pseudonym(key, self.wave.partition("/")[0], self.form.contact_id)
        return made in self.labels or ticket_hash(form_token(key, self.wave, self.form)) in self.hashes


def attack(loot: Loot) -> Found:
    """Keys that fit, and everybody's pseudonym with them."""
    found = Found()
    lock = _lock(loot)
    if lock is None:
        return found
    tried = 0
    backups = {f"the backup of {store}": content for store, content in loot.backups.items()}
    for name, content in sorted((loot.kept | backups).items()):
        candidates = {each for each in _candidates(content) if len(each) == KEY}
        tried += len(candidates)
        for key in filter(lock.fits, candidates):
            found.problems.append(f"a key of the study is in {name}")
            _follow(key, loot, found)
    found.told = f"{tried:,} keys tried"
    return found


def _lock(loot: Loot) -> Lock | None:
    forms, tickets = _forms(loot), loot.table(Store.RESPONSES, "ticket").rows
    if not forms or not tickets:
        return None
    labels = frozenset(bytes(row["pseudonym"]) for row in tickets if row["pseudonym"])
    return Lock(*forms[0], frozenset(bytes(row["hash"]) for row in tickets), labels)


def _candidates(content: bytes) -> Iterator[bytes]:
    """Everything that could be a key."""
    if len(content) <= LARGEST:
        yield from (content[at : at + KEY] for at in range(len(content) - KEY + 1))
    for word in WORDS.findall(content):
        for decode in (base64.b64decode, base64.urlsafe_b64decode, binascii.unhexlify):
            try:
                yield decode(word)[:KEY]
            except (ValueError, binascii.Error):
                continue


def _forms(loot: Loot) -> list[tuple[str, Form]]:
    rows = loot.table(Store.CONTACTS, "enrolment").rows
    about = [(row, row["trajectory_id"]) for row in rows]
    return [
        (str(row["wave_id"]), Form(int(row["contact_id"]), None if each is None else int(each), int(row["round"])))
        for row, each in about
    ]


def _follow(key: bytes, loot: Loot, found: Found) -> None:
    tickets = {bytes(row["hash"]): row["pseudonym"] for row in loot.table(Store.RESPONSES, "ticket").rows}
    for wave, form in _forms(loot):
        label = tickets.get(ticket_hash(form_token(key, wave, form)))
        made = pseudonym(key, wave.partition("/")[0], form.contact_id)
        for each in (label, made):
            if each:
                found.votes[form.contact_id, bytes(each)] = CERTAIN
