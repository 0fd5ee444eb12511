"""L7. Small cells: combinations of register classes among the tickets of a cohort, and each answer about oneself among
the responses of a wave. Whoever knows these facts of somebody finds them, if the cell is theirs alone."""

import json
from collections import Counter
from typing import Any

from survey.storage.engines import Store

from ..loot import Loot
from ..matching import Found
from ..people import WORK


def attack(loot: Loot) -> Found:
    """Cells with fewer people than a cohort has at least."""
    tickets = loot.table(Store.RESPONSES, "ticket").rows
    cohorts = Counter(
        (str(row["cohort_id"]), tuple(sorted(_document(row["attributes"]).items())))
        for row in tickets
        if "coach" not in str(row["wave_id"])
    )
    responses = [row for row in loot.table(Store.RESPONSES, "response").rows if "coach" not in str(row["wave_id"])]
    classes = Counter((str(row["wave_id"]), tuple(_document(row["attributes"]).values())) for row in responses)
    about = Counter((str(row["wave_id"]), _document(row["answers"]).get("work")) for row in responses)
    about = Counter({cell: number for cell, number in about.items() if cell[1] in WORK})
    found = Found()
    for name, cells in (("tickets", cohorts), ("responses", classes), ("what responses say of people", about)):
        small = sum(number < loot.smallest for number in cells.values())
        if small:
            found.problems.append(f"{small} cells of {name} are smaller than {loot.smallest}")
    every = [*cohorts.values(), *classes.values(), *about.values()]
    found.told = f"{len(every)} cells, the smallest of {min(every, default=0)}"
    return found


def _document(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(value) if isinstance(value, str) else value
    return found
