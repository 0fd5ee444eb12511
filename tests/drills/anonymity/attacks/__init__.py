"""The attacks, L1 to L12, as docs/anonymity.md tells them. Each is a function from what was stolen to what it found."""

from collections.abc import Callable

from ..loot import Loot
from ..matching import Found
from . import (
    carving,
    cells,
    destroyed,
    dictionary,
    difference,
    exports,
    insiders,
    leftovers,
    logs,
    order,
    reminders,
    times,
)

ATTACKS: dict[str, Callable[[Loot], Found]] = {
    "L1": order.attack,
    "L2": times.attack,
    "L3": logs.attack,
    "L4": difference.attack,
    "L5": dictionary.attack,
    "L6": destroyed.attack,
    "L7": cells.attack,
    "L8": carving.attack,
    "L9": leftovers.attack,
    "L10": exports.attack,
    "L11": insiders.attack,
    "L12": reminders.attack,
}

NAMES = {
    "L1": "order of rows",
    "L2": "times",
    "L3": "logs",
    "L4": "before and after",
    "L5": "dictionary",
    "L6": "left-over keys",
    "L7": "small cells",
    "L8": "carved files",
    "L9": "left behind",
    "L10": "two exports",
    "L11": "insider",
    "L12": "reminders",
}
