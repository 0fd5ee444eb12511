"""Where things stand in a drawing: from the numbers of a figure to places on a sheet of a given width.

A wide sheet has the labels of rows to the left; on a narrow one, such as a phone, each stands above its row.
"""

from dataclasses import dataclass, field
from string import ascii_uppercase

from .chart import Chart
from .lettering import fits, lines, width

SIZE, SMALL = 15, 13
LINE = SIZE * 1.3
NARROW = 520
GUTTER = 0.38
ROW, BAR = 46.0, 34.0
PLANE = 240.0
ROOM_RIGHT = 46.0
TICKS = 34.0
MOST_LINES = 3


@dataclass(slots=True)
class Places:
    """A sheet. `tops` are the tops of rows and their heights; `labels` their lines, `heads` those of columns.

    `lettered` are columns that have a letter as their head: each letter with what it stands for.
    """

    chart: Chart
    left: float
    right: float
    top: float
    bottom: float
    height: float
    labels: list[list[str]] = field(default_factory=list)
    heads: dict[str, list[str]] = field(default_factory=dict)
    tops: list[tuple[float, float]] = field(default_factory=list)
    above: bool = False
    lettered: list[tuple[str, str]] = field(default_factory=list)

    @property
    def step(self) -> float:
        """The room between two ticks of x."""
        return (self.right - self.left) / max(len(self.chart.x.ticks), 1)

    def x(self, value: float) -> float:
        """From a number to a place from left to right."""
        axis = self.chart.x
        return self.left + (self.right - self.left) * (value - axis.low) / (axis.high - axis.low)

    def y(self, value: float) -> float:
        """From a number, or from a row and a part of it, to a place from top to bottom."""
        axis = self.chart.y
        if not self.chart.rows:
            return self.bottom - (self.bottom - self.top) * (value - axis.low) / (axis.high - axis.low)
        row = min(int(value + 0.5), len(self.tops) - 1)
        top, height = self.tops[row]
        return top + height * (value + 0.5 - row)

    def spans(self) -> list[tuple[float, float]]:
        """From where to where a line from top to bottom goes: not through labels that stand above their rows."""
        return [(top, top + height) for top, height in self.tops] if self.above else [(self.top, self.bottom)]

    def label_top(self, row: int) -> float:
        """The base line of the first line of a row's label."""
        top, height = self.tops[row]
        if self.above:
            return top - LINE * (len(self.labels[row]) - 1) - SIZE * 0.35
        return top + height / 2 - LINE * (len(self.labels[row]) - 1) / 2 + SIZE * 0.35

    def anchor(self, x: float) -> str:
        """How the label of a tick stands to it: the first begins and the last ends there, lest they be cut off."""
        if not self.chart.rows and x >= self.right:
            return "end"
        return "start" if x <= self.left and (self.above or not self.chart.rows) else "middle"


def placed(chart: Chart, across: float) -> Places:
    """The places of a figure that is `across` wide."""
    return _rows(chart, across) if chart.rows else _plane(chart, across)


def _plane(chart: Chart, across: float) -> Places:
    left = 10 + max((width(label, SMALL) for _, label in chart.y.ticks), default=0)
    last = max((len(lines(label, SMALL, across / max(len(chart.x.ticks), 1))) for _, label in chart.x.ticks), default=1)
    bottom = 24 + PLANE
    return Places(chart, left, across - 20, 24, bottom, bottom + 14 + SMALL * 1.3 * last)


def _rows(chart: Chart, across: float) -> Places:
    names = [label for _, label in chart.y.ticks]
    above = across < NARROW
    gutter = 0.0
    if not above:
        gutter = min(across * GUTTER, max((width(name, SIZE) for name in names), default=0) + 16)
    labels = [lines(name, SIZE, across if above else gutter - 14) for name in names]
    right = across - (4 if chart.columns else ROOM_RIGHT)
    places = Places(chart, gutter + (4 if above else 0), right, 0, 0, 0, labels, above=above)
    places.lettered = _letters(chart, places.step)
    at = _heads(chart, places)
    places.top = at
    for label in labels:
        room = LINE * len(label)
        if above:
            at += room + 4
        high = BAR if above else max(ROW, room + 12)
        places.tops.append((at, high))
        at += high + (8 if above else 0)
    places.bottom = at
    places.height = at + (6 if chart.columns else TICKS)
    return places


def _heads(chart: Chart, places: Places) -> float:
    """The labels of columns and how high they are. Where one does not fit, every column has a letter instead."""
    if not chart.columns:
        return 4.0
    room = places.step - 6
    if places.lettered:
        places.heads = {label: [letter] for letter, label in places.lettered}
    else:
        places.heads = {label: lines(label, SMALL, room) for _, label in chart.x.ticks}
    return 10 + SMALL * 1.3 * max(len(each) for each in places.heads.values())


def _letters(chart: Chart, step: float) -> list[tuple[str, str]]:
    """A letter for each column, if the label of one of them does not fit above it."""
    labels = [label for _, label in chart.x.ticks]
    if not chart.columns or all(fits(label, SMALL, step - 6, MOST_LINES) for label in labels):
        return []
    return list(zip(ascii_uppercase, labels, strict=False))
