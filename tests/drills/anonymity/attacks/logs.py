"""L3. Logs: of the pages, of the worker, of the database. The attacker looks for addresses, links and answers in them,
hashes what could be a link to find its ticket, and takes lines with a contact and a ticket to be about one person.
"""

import hashlib
import re

from survey.storage.engines import Store

from ..loot import Loot
from ..matching import CERTAIN, Found
from ..people import DOMAIN, STORY

TOKEN = re.compile(r"(?<![A-Z0-9])[A-Z2-7]{32}(?![A-Z0-9])")
ADDRESS = re.compile(rf"[\w.+-]+@{re.escape(DOMAIN)}")
PATH = re.compile(r"/(a|answer|stop|thanks|withdraw|privacy)/\S+")
STATEMENT = re.compile(r"(INSERT INTO|UPDATE|DELETE FROM) \"?(ticket|response|draft|open_text)")
NETWORK = re.compile(r"(?<!\d)203\.0\.113\.\d+")
SIGNS = {"link": TOKEN, "address": ADDRESS, "page of a participant": PATH, "statement": STATEMENT, "network": NETWORK}


def attack(loot: Loot) -> Found:
    """Lines that tell something."""
    found = Found()
    tickets = {bytes(row["hash"]): row["pseudonym"] for row in loot.table(Store.RESPONSES, "ticket").rows}
    ids = {row["address"]: int(row["id"]) for row in loot.participants}
    for name, text in loot.logs.items():
        signs = SIGNS | {"answer": re.compile(STORY)}
        seen = [sign for sign, pattern in signs.items() if pattern.search(text)]
        found.problems += [f"the log of {name} holds: {sign}" for sign in seen]
        for line in text.splitlines():
            labels = [tickets.get(hashlib.sha256(token.encode()).digest()) for token in TOKEN.findall(line)]
            for contact in (ids.get(address) for address in ADDRESS.findall(line)):
                for label in labels:
                    if contact and label:
                        found.votes[contact, bytes(label)] = CERTAIN
    found.told = f"{sum(len(text.splitlines()) for text in loot.logs.values())} lines"
    return found
