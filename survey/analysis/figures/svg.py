"""A figure as SVG: the same text in a page, in a file, and in a report.

Colours stand in attributes, so that a file needs nothing else; a page gives the classes its own. There are no styles
and no ids, which a content policy and a page with two figures would not allow.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from .chart import Box, Chart, Dot, Line, Mark, Shape, Side
from .lettering import lines, width
from .places import Places, placed
from .tones import GRID, INK, PAPER, SOFT, TONES, ink_on

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
SIZE, SMALL, BIG = 15, 13, 20
LINE = 1.3
RADIUS = 7
SQUARE = 14


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks."""

    size: int = SIZE
    bold: bool = False
    soft: bool = False


PLAIN, STRONG, QUIET, SMALLER, HEADING = (
    Look(),
    Look(bold=True),
    Look(SMALL, soft=True),
    Look(SMALL),
    Look(BIG, bold=True),
)


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands around a figure in a file of its own."""

    title: str
    notes: tuple[str, ...]


def drawing(chart: Chart, across: int = 720) -> str:
    """The figure, `across` wide, for a page that has a heading and a text of its own."""
    return "".join(_drawing((chart,), across, Caption("", ())))


def picture(charts: Sequence[Chart], caption: Caption, across: int = 960) -> str:
    """Figures as a file, on white, below each other, with the title above and base and source below."""
    return "".join(_drawing(charts, across, caption))


def _drawing(charts: Sequence[Chart], across: int, caption: Caption) -> Iterator[str]:
    margin = 24 if caption.title else 0
    inner = across - 2 * margin
    title = lines(caption.title, BIG, inner) if caption.title else []
    notes = [line for note in caption.notes for line in lines(note, SMALL, inner)]
    foot = margin + len(title) * BIG * LINE + (12 if title else 0)
    inside: list[str] = []
    for chart in charts:
        places = placed(chart, inner)
        entries, key_height = _letters(places.lettered, inner) if places.lettered else _key(chart.key, inner)
        inside.append(f'<g transform="translate({margin} {foot:.1f})">{"".join(entries)}</g>')
        inside.append(f'<g transform="translate({margin} {foot + key_height:.1f})">')
        inside += [*_axes(chart, places), *(_mark(mark, places) for mark in chart.marks), "</g>"]
        foot += key_height + places.height + (24 if len(charts) > 1 else 0)
    height = round(foot + len(notes) * SMALL * LINE + (20 if notes else 0) + margin)
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {height}" width="{across}" height="{height}"'
    yield f' font-family="{FONT}" font-size="{SIZE}">'
    if caption.title:
        yield f'<title>{escape(caption.title)}</title><rect width="{across}" height="{height}" fill="{PAPER}"/>'
    for place, line in enumerate(title):
        yield _text((margin, margin + BIG * (0.9 + place * LINE)), line, look=HEADING)
    yield from inside
    for place, line in enumerate(notes):
        yield _text((margin, foot + 20 + SMALL * (0.8 + place * LINE)), line, look=QUIET)
    yield "</svg>"


def _key(key: Sequence[tuple[str, str]], across: float) -> tuple[list[str], float]:
    """The legend, in as many lines as it needs, and how high it is."""
    entries: list[str] = []
    x, y = 0.0, 0.0
    for tone, label in key:
        room = SQUARE + 8 + width(label, SIZE)
        if x and x + room > across:
            x, y = 0.0, y + SIZE * 1.6
        entries.append(
            f'<rect class="tone {tone}" x="{x:.1f}" y="{y:.1f}" width="{SQUARE}" height="{SQUARE}" rx="2" '
            f'fill="{TONES[tone]}"/>'
        )
        for place, line in enumerate(lines(label, SIZE, across - SQUARE - 8)):
            y += SIZE * LINE * min(place, 1)
            entries.append(_text((x + SQUARE + 8, y + SQUARE * 0.85), line))
        x += room + 20
    return entries, (y + SIZE * 1.6 + 8 if key else 0.0)


def _letters(lettered: Sequence[tuple[str, str]], across: float) -> tuple[list[str], float]:
    """What the letters of columns stand for, below each other, and how high that is."""
    entries: list[str] = []
    y = 0.0
    for letter, label in lettered:
        entries.append(_text((0, y + SQUARE * 0.85), letter, look=STRONG))
        for line in lines(label, SIZE, across - 2 * SQUARE):
            entries.append(_text((2 * SQUARE, y + SQUARE * 0.85), line))
            y += SIZE * 1.45
    return entries, y + 8


def _axes(chart: Chart, places: Places) -> Iterator[str]:
    for at, label in chart.x.ticks:
        x = places.x(at)
        if chart.columns:
            for place, line in enumerate(places.heads[label]):
                yield _text((x, SMALL * (0.9 + place * LINE)), line, "middle", SMALLER)
            continue
        parts = "".join(f"M{x:.1f} {top:.1f}V{bottom:.1f}" for top, bottom in places.spans())
        yield f'<path class="grid" d="{parts}" stroke="{GRID}" fill="none"/>'
        for place, line in enumerate(lines(label, SMALL, places.step)):
            y = places.bottom + SMALL * (1.5 + place * LINE)
            yield _text((x, y), line, anchor=places.anchor(x), look=QUIET)
    for place, (at, label) in enumerate(chart.y.ticks):
        if chart.rows:
            for number, line in enumerate(places.labels[place]):
                yield _text((0, places.label_top(place) + SIZE * LINE * number), line)
        else:
            y = places.y(at)
            yield f'<path class="grid" d="M{places.left:.1f} {y:.1f}H{places.right:.1f}" stroke="{GRID}" fill="none"/>'
            yield _text((places.left - 8, y + SMALL * 0.35), label, anchor="end", look=QUIET)


def _mark(mark: Mark, places: Places) -> str:
    if isinstance(mark, Box):
        return _box(mark, places)
    if isinstance(mark, Line):
        ends = "L".join(f"{places.x(x):.1f} {places.y(y):.1f}" for x, y in mark.points)
        dashes = ' stroke-dasharray="6 5"' if mark.dashed else ""
        weight = 1.5 if mark.tone == "ink" else 3
        look = f'stroke="{TONES[mark.tone]}" stroke-width="{weight}"{dashes}'
        return f'<path class="line {mark.tone}" d="M{ends}" fill="none" {look}/>'
    if isinstance(mark, Dot):
        x, y = places.x(mark.at[0]), places.y(mark.at[1])
        circle = f'<circle class="tone {mark.tone}" cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS}" fill="{TONES[mark.tone]}"/>'
        return _told(circle + _beside((x, y), mark.label, mark.side, RADIUS + 5), mark.told)
    if isinstance(mark, Shape):
        corners = " ".join(f"{places.x(x):.1f},{places.y(y):.1f}" for x, y in mark.points)
        shape = f'<polygon class="tone {mark.tone}" points="{corners}" fill="{TONES[mark.tone]}" stroke="{PAPER}"/>'
        return _told(shape, mark.told)
    return _beside((places.x(mark.at[0]), places.y(mark.at[1])), mark.text, mark.side, 7)


def _box(mark: Box, places: Places) -> str:
    (left, right), (top, bottom) = map(places.x, mark.x), sorted(map(places.y, mark.y))
    box = (
        f'<rect class="tone {mark.tone}" x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" '
        f'height="{bottom - top:.1f}" fill="{TONES[mark.tone]}" stroke="{PAPER}"/>'
    )
    label = ""
    if mark.label and width(mark.label, SIZE) + 4 <= right - left:
        at = (left + right) / 2, (top + bottom) / 2 + SIZE * 0.35
        label = (
            f'<text class="on {mark.tone}" x="{at[0]:.1f}" y="{at[1]:.1f}" text-anchor="middle" '
            f'fill="{ink_on(mark.tone)}">{escape(mark.label)}</text>'
        )
    return _told(box + label, mark.told)


def _told(inside: str, told: str) -> str:
    """A mark that says in words what it is, to who points at it."""
    return f'<g class="mark"><title>{escape(told)}</title>{inside}</g>' if told else inside


def _beside(at: tuple[float, float], text: str, side: Side, gap: float) -> str:
    x, y = at
    if side in (Side.ABOVE, Side.BELOW):
        shift = -gap if side is Side.ABOVE else gap + SIZE * 0.75
        return _text((x, y + shift), text, anchor="middle", look=STRONG)
    away, anchor = (gap, "start") if side is Side.RIGHT else (-gap, "end")
    return _text((x + away, y + SIZE * 0.35), text, anchor=anchor, look=STRONG)


def _text(at: tuple[float, float], text: str, anchor: str = "start", look: Look = PLAIN) -> str:
    attributes = f' font-size="{look.size}"' if look.size != SIZE else ""
    attributes += ' font-weight="700"' if look.bold else ""
    attributes += f' text-anchor="{anchor}"' if anchor != "start" else ""
    name, colour = ("soft", SOFT) if look.soft else ("ink", INK)
    return f'<text class="{name}" x="{at[0]:.1f}" y="{at[1]:.1f}" fill="{colour}"{attributes}>{escape(text)}</text>'
