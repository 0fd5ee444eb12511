"""L11. A coach who knows all of their own answers: finds the own row in the responses, and follows whatever it has in
common with a participant's row."""

import json
from typing import Any

from survey.storage.engines import Store

from ..loot import Loot, Row
from ..matching import CERTAIN, Found

SHARED = ("pseudonym", "trajectory", "id")


def attack(loot: Loot) -> Found:
    """Labels that a coach's row shares with a participant's row."""
    found = Found()
    rows = loot.table(Store.RESPONSES, "response").rows
    own = [row for row in rows if "coach" in str(row["wave_id"])]
    others = [row for row in rows if "coach" not in str(row["wave_id"])]
    coached = _coached(loot)
    shared = 0
    for row in own:
        labels = {_plain(row[name]) for name in SHARED if row[name] is not None}
        for other in others:
            if labels & {_plain(other[name]) for name in SHARED if other[name] is not None}:
                shared += 1
                for contact in coached:
                    found.votes[contact, bytes(other["pseudonym"])] = CERTAIN
    if shared:
        found.problems.append(f"{shared} rows of participants share a label with a row of their coach")
    found.told = f"{len(own)} rows of coaches, {len(others)} of participants"
    return found


def _coached(loot: Loot) -> list[int]:
    rows: list[Row] = loot.table(Store.CONTACTS, "trajectory").rows
    return [int(row["participant_id"]) for row in rows if row["coach_id"] is not None]


def _plain(value: Any) -> str:
    return json.dumps(value) if isinstance(value, dict) else bytes(value).hex() if not isinstance(value, str) else value
