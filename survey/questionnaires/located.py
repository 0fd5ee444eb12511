"""A document that knows the line of each of its parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from .kinds import Place
from .problems import Problem
from .wording import Model

Document = TypeVar("Document", bound=Model)


@dataclass(frozen=True, slots=True)
class Located(Generic[Document]):
    """`document` as read from `file`; `lines` has the line of every key and list entry that was written there.

    `elsewhere` has the file and line of what was written in another file.
    """

    file: str
    document: Document
    lines: Mapping[Place, int]
    elsewhere: Mapping[Place, tuple[str, int]] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """The line of `place`, or of the nearest thing around it that was written down."""
        return nearest_line(self.lines, as_written(self.lines, place))

    def problem(self, place: Place, message: str, **values: object) -> Problem:
        """A problem with what stands at `place`."""
        file, line = self.elsewhere.get(as_written(self.lines, place), (self.file, self.line(place)))
        return Problem(file, line, message, values)


def nearest_line(lines: Mapping[Place, int], place: Place) -> int:
    """The line of `place`, else of the longest part of it that has one."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def as_written(lines: Mapping[Place, int], place: Place) -> Place:
    """`place` without `items, 0` where a page was written shortly, as the one item that it holds."""
    page, item, rest = place[:2], place[2:4], place[4:]
    if item == ("items", 0) and (*page, "items") not in lines:
        return (*page, *rest)
    return place
