"""Short names for items and codes for answers, proposed from their words."""

import re
import unicodedata
from collections.abc import Collection, Iterable

from ..wording import IDENTIFIER

MOST = 40
"""Characters of a name."""

LONGEST = 30
MOST_WORDS = 4
FURTHER = 5
"""Characters that are kept free for `_2`."""

SMALL = frozenset(
    word
    for words in (
        "de het een u uw je jouw ik mijn is zijn was waren in op te van voor met aan er dat die dit deze en of als om",
        "bij the a an you your i my are were on to for with at there that this these or and if by do does did",
    )
    for word in words.split()
)
"""Words that say little."""

TAKEN = frozenset({"and", "or", "not", "is", "answered", "contains", "count", "items"})
"""Words with a meaning of their own in conditions."""

WORD = re.compile(r"[a-z0-9]+")


def proposed(text: str, taken: Collection[str], otherwise: str = "item") -> str:
    """A name for what `text` asks or says, other than those `taken`; from `otherwise` where it has no letters."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    words = WORD.findall(plain)
    telling = [word for word in words if word not in SMALL] or words
    return unique(_name(telling[:MOST_WORDS]) or otherwise, taken)


def is_name(text: str) -> bool:
    """Whether a text can be a name as it is."""
    return re.fullmatch(IDENTIFIER, text) is not None and len(text) <= MOST


def unique(name: str, taken: Collection[str]) -> str:
    """`name`, or `name_2`, `name_3`, ... if it is taken."""
    if name not in taken and name not in TAKEN:
        return name
    stem = re.sub(r"_[0-9]+$", "", name)[: LONGEST + FURTHER]
    number = 2
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"


def _name(words: Iterable[str]) -> str:
    name = ""
    for word in words:
        longer = f"{name}_{word}" if name else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        name = longer
    name = name.lstrip("0123456789_")
    return name if is_name(name) else ""


def code(text: str, missing: str | None, taken: Collection[str]) -> str:
    """A code for an answer that reads `text`; one that says why there is no value is called after that."""
    return unique(missing, taken) if missing else proposed(text, taken, "answer")
