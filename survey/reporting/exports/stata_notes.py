"""Notes in a .dta file: what Stata shows with `notes`, for which the library that writes the file has no place.

The format (help dta_118): a map of offsets, and a section of characteristics. A note is two of these for its variable:
`note0` says how many notes there are, `note1` is the first.
"""

import struct
from collections.abc import Mapping

NAME_BYTES = 129
OPEN, CLOSE = b"<characteristics>", b"</characteristics>"
MAP = b"<map>"
AFTER = 9
"""The place in the map of the section that comes after the characteristics; those behind it move too."""
PLACES = 14


def add_notes(content: bytes, notes: Mapping[str, str]) -> bytes:
    """The file with one note for each variable in `notes`."""
    if not notes:
        return content
    added = b"".join(_characteristic(name, *each) for name, text in notes.items() for each in _pair(text))
    at = content.index(CLOSE, content.index(OPEN))
    longer = content[:at] + added + content[at:]
    begin = content.index(MAP) + len(MAP)
    offsets = list(struct.unpack_from(f"<{PLACES}Q", content, begin))
    moved = [offset + len(added) * (place >= AFTER) for place, offset in enumerate(offsets)]
    return longer[:begin] + struct.pack(f"<{PLACES}Q", *moved) + longer[begin + 8 * PLACES :]


def _pair(text: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("note0", "1"), ("note1", text)


def _characteristic(variable: str, name: str, text: str) -> bytes:
    names = variable.encode().ljust(NAME_BYTES, b"\0") + name.encode().ljust(NAME_BYTES, b"\0")
    content = names + text.encode() + b"\0"
    return b"<ch>" + struct.pack("<I", len(content)) + content + b"</ch>"
