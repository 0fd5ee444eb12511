"""L10. Two exports of the same answers, with a reshuffle in between: what is the same in both is an order that means
something. The content has to be the same. SQLite writes rows in the order of their keys, which are drawn at random."""

import re

from survey.storage.engines import Store

from ..loot import Loot
from ..matching import Found

RANDOM = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}")


def attack(loot: Loot) -> Found:
    """Whether order and content are as they should be."""
    found = Found()
    first, second = ([line for line in dump.splitlines() if _is_row(line, loot)] for dump in loot.dumps)
    if sorted(first) != sorted(second):
        found.problems.append("two exports of the same answers have different content")
    ids = [each[0] for line in first if (each := RANDOM.findall(line))]
    by_key = len(ids) == len(first) and ids == sorted(ids)
    if first == second and not by_key:
        found.problems.append("two exports have the rows in the same order, which is not that of random keys")
    same = sum(one == other for one, other in zip(first, second, strict=False))
    found.told = f"{same} of {len(first)} rows in the same place" + (", by random key" if by_key else "")
    return found


def _is_row(line: str, loot: Loot) -> bool:
    """Whether a line of a dump is a response."""
    rows = loot.table(Store.RESPONSES, "response").rows
    wave = str(rows[0]["wave_id"]).partition("/")[0] if rows else ""
    return f"{wave}/" in line and '"grade"' in line
