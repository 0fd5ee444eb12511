"""L8. Carving: what was deleted is often still in a file, in a free page, or in a log. The attacker looks in the raw
files of the responses database for addresses, and in those of the contacts database for links, tickets and answers."""

import re

from survey.storage.engines import Store

from ..loot import Loot
from ..matching import Found
from ..people import DOMAIN, STORY, WORK

TOKEN = re.compile(rb"(?<![A-Z0-9])[A-Z2-7]{32}(?![A-Z0-9])")


def attack(loot: Loot) -> Found:
    """Finds in the files of the other database."""
    found = Found()
    for name, content in _own(loot, Store.RESPONSES).items():
        if DOMAIN.encode() in content:
            found.problems.append(f"{name} of the responses database holds addresses")
    hashes = [bytes(row["hash"]) for row in loot.table(Store.RESPONSES, "ticket").rows]
    labels = list(loot.cells())
    for name, content in _own(loot, Store.CONTACTS).items():
        if TOKEN.search(content) or any(each in content for each in [*hashes, *labels]):
            found.problems.append(f"{name} of the contacts database holds links, tickets or pseudonyms")
        if any(sign.encode() in content for sign in (STORY, *WORK)):
            found.problems.append(f"{name} of the contacts database holds answers")
    size = sum(len(content) for store in loot.files for content in _own(loot, store).values())
    found.told = f"{size // 1024:,} kB"
    return found


def _own(loot: Loot, store: Store) -> dict[str, bytes]:
    """The files of one database: a server's own log is for all of them."""
    files = {name: content for name, content in loot.files[store].items() if not name.startswith(("pg_wal", "log"))}
    return files | ({"the backup": loot.backups[store]} if store in loot.backups else {})
