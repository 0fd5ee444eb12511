"""A text with headings, paragraphs, lists and tables: what Word and PDF both can show."""

from dataclasses import dataclass

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of each row is its name."""

    head: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with what stands under it, in this order."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """`language` is what it is written in."""

    title: str
    subtitle: str
    language: str
    parts: tuple[Part, ...]
