"""What one cell can hold: texts as they are, and whatever XLSForm has no word for in columns of our own.

A spreadsheet changes some texts on the way: it has no control characters, and readers turn hard spaces into spaces.
What stands in a column of ours is therefore JSON, except plain words that JSON would not read as something else.
"""

import json
import re
from typing import Any

OWN = "werkpeil__"
"""How our own columns begin: `werkpeil__kind`, `werkpeil__unit__nl`. ODK makes XML of such names, so that they have no
colons."""

LONGEST = 32_000
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f\xa0\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")


def own_column(field: str, language: str = "") -> str:
    """The name of our own column for a field, or for its text in a language."""
    return f"{OWN}{field}__{language}" if language else f"{OWN}{field}"


def clean(text: str) -> str:
    """`text` as a cell can hold it: what a spreadsheet would change becomes a space."""
    return UNSAFE.sub(" ", text)[:LONGEST].strip()


def encode(value: Any) -> str:
    """Any plain value as the text of one of our own cells."""
    if isinstance(value, str) and clean(value) == value and not _is_json(value):
        return value
    plain = json.dumps(value, ensure_ascii=False)
    return plain if clean(plain) == plain else json.dumps(value).replace("\x7f", "\\u007f").replace("_x", "_\\u0078")


def decode(cell: str) -> Any:
    """The value that `encode` put in a cell. What somebody else typed there is a text."""
    try:
        return json.loads(cell)
    except ValueError:
        return cell


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
