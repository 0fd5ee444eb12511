"""What stands under a question on paper: boxes to tick, lines to write on, tables."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """One answer to tick. `note` says where to go or when it can be chosen; `writes` leaves room for words."""

    words: str
    note: str = ""
    writes: bool = False
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Boxes:
    """Answers below each other; `ranks` leaves room for a number before each."""

    boxes: tuple[Box, ...]
    ranks: bool = False


@dataclass(frozen=True, slots=True)
class Numbers:
    """A row of numbers to tick, with words at both ends."""

    numbers: tuple[int, ...]
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Line:
    """Room to write: so many `lines`, or one of so many `places`, with `unit` behind it."""

    lines: int = 1
    places: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Questions on one scale: a column for each point, a row for each question with its number, words and note."""

    points: tuple[str, ...]
    rows: tuple[tuple[str, str, str], ...]


Mark = Boxes | Numbers | Line | Table
