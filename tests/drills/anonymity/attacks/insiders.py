"""L11. A coach who knows all of their own answers finds the own row in the responses, and follows whatever it has in
common with a participant's row: that participant would be one of the coach's own cases."""

import json
from collections import defaultdict
from typing import Any

from survey.storage.engines import Store

from ..loot import Loot, Row
from ..matching import CERTAIN, Found

LABELS = ("pseudonym", "trajectory", "id")


def attack(loot: Loot) -> Found:
    """Labels that a coach's row shares with a participant's row."""
    found = Found()
    rows = loot.table(Store.RESPONSES, "response").rows
    others: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for label in _labels(row) if "coach" not in str(row["wave_id"]) else ():
            others[label].append(row)
    own = [row for row in rows if "coach" in str(row["wave_id"])]
    cases = _cases(loot)
    shared = 0
    for address, answers in loot.insiders.items():
        for row in (row for row in own if _answers(row) in answers):
            for other in (other for label in _labels(row) for other in others[label]):
                shared += 1
                for contact in cases[address]:
                    found.votes[contact, bytes(other["pseudonym"])] = CERTAIN
    if shared:
        found.problems.append(f"{shared} rows of participants share a label with a row of their coach")
    found.told = f"{len(own)} rows of {len(loot.insiders)} coaches"
    return found


def _cases(loot: Loot) -> dict[str, list[int]]:
    """The participants of each coach, by the coach's address."""
    addresses = {row["id"]: str(row["address"]) for row in loot.table(Store.CONTACTS, "contact").rows}
    found: dict[str, list[int]] = defaultdict(list)
    for row in loot.table(Store.CONTACTS, "trajectory").rows:
        found[addresses.get(row["coach_id"], "")].append(int(row["participant_id"]))
    return found


def _labels(row: Row) -> set[str]:
    return {str(row[name]) for name in LABELS if row[name] is not None}


def _answers(row: Row) -> dict[str, str]:
    given: dict[str, Any] = json.loads(row["answers"]) if isinstance(row["answers"], str) else row["answers"]
    return {name: str(answer) for name, answer in given.items()}
