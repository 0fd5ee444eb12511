"""Finished parts of pages, kept for who looks next: publications are frozen, so the same choice looks the same.

What is kept depends on the address, the language and the edition, and on nobody: not on who is logged in. Everything
that a part shows besides these is in its key too.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from flask import current_app, request
from markupsafe import Markup

from ..words import language

MOST = 8_000_000
"""So many characters are kept at most, in each process."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a page says besides its frame: its title, and its content."""

    title: str
    main: Markup


def part(title: str, main: str) -> Part:
    """What a template made, as a part."""
    return Part(title, Markup(main))  # noqa: S704 - a template escaped every word in it


class Shelf:
    """Parts by their keys. What was not asked for longest makes room. Many threads use it."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._parts: OrderedDict[object, Part] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._parts)

    def get(self, key: object) -> Part | None:
        """What is kept under `key`."""
        with self._lock:
            found = self._parts.get(key)
            if found is not None:
                self._parts.move_to_end(key)
            return found

    def put(self, key: object, drawn: Part) -> None:
        """Keep a part, and let go of others if there are too many."""
        with self._lock:
            if key in self._parts:
                return
            self._parts[key] = drawn
            self._size += len(drawn.main)
            while self._size > self._most:
                _, gone = self._parts.popitem(last=False)
                self._size -= len(gone.main)


def _shelf() -> Shelf:
    """The shelf of the running application, made when it is first needed."""
    shelf: Shelf = current_app.extensions.setdefault("finished", Shelf())
    return shelf


def finished(draw: Callable[[], Part], *said: str) -> Part:
    """This page's part: the one that is kept, or what `draw` makes. `said`: its edition, and whatever else it shows."""
    key = (request.endpoint, request.path, tuple(request.args.items(multi=True)), language(), said)
    shelf = _shelf()
    found = shelf.get(key)
    if found is None:
        found = draw()
        shelf.put(key, found)
    return found
