"""What a figure is before it is drawn: marks on two axes. Every way of drawing draws the same marks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

HIDDEN = "."
"""What stands where a number is not shown."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Wordings:
    """The words of a figure, in the reader's language: labels of groups and cells by code, and how numbers look.

    `apart` are codes that stand beside a scale, such as "don't know".
    """

    groups: Mapping[str | None, str]
    cells: Mapping[str, str]
    number: Callable[[int | Decimal], str] = str
    separators: str = ".,"
    apart: frozenset[str] = frozenset()


class Side(StrEnum):
    """Where a label stands beside its mark."""

    ABOVE = "above"
    BELOW = "below"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: part of a bar, or a cell of a map. `label` stands inside where it fits; `told` says it in words."""

    x: tuple[float, float]
    y: tuple[float, float]
    tone: str
    label: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points. `dashed` for what is no measurement, such as a norm."""

    points: tuple[Point, ...]
    tone: str = "ink"
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A point with its label beside it."""

    at: Point
    tone: str
    label: str = ""
    told: str = ""
    side: Side = Side.RIGHT


@dataclass(frozen=True, slots=True)
class Shape:
    """An area between points."""

    points: tuple[Point, ...]
    tone: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """Text at a place: a number beside a bar, or a dot where a number is hidden."""

    at: Point
    text: str
    side: Side = Side.RIGHT


Mark = Box | Line | Dot | Shape | Word


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` to `high`, with a label at each of its ticks."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure. `rows`: the ticks of y are the labels of rows, from top to bottom; else y points upwards.

    `columns`: the ticks of x are labels of columns, above. `key` is the legend: a tone with what it stands for.
    """

    x: Axis
    y: Axis
    marks: tuple[Mark, ...]
    key: tuple[tuple[str, str], ...] = ()
    rows: bool = True
    columns: bool = False

    def told(self) -> tuple[str, ...]:
        """Every mark in words, in the order in which they are read."""
        return tuple(mark.told for mark in self.marks if isinstance(mark, Box | Dot | Shape) and mark.told)


def in_rows(labels: list[str]) -> Axis:
    """The y axis of a figure in rows."""
    return Axis(-0.5, len(labels) - 0.5, tuple((float(place), label) for place, label in enumerate(labels)))


def percentages(low: int, high: int, number: Callable[[int | Decimal], str], step: int = 20) -> Axis:
    """The x axis of shares, in percent; to the left of 0 they are counted too."""
    return Axis(low, high, tuple((float(at), f"{number(abs(at))}%") for at in range(low, high + 1, step)))


def hidden_row(place: int) -> Word:
    """A dot at the beginning of a row."""
    return Word((0.0, float(place)), HIDDEN)
