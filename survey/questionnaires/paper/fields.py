"""How each kind is answered on paper."""

from functools import singledispatch

from babel.numbers import format_decimal

from ..kinds import (
    CalendarDate,
    ChoiceItem,
    FixedChoice,
    HoursPerMonth,
    Information,
    Item,
    Month,
    MultipleChoice,
    Number,
    OneOf,
    OpenText,
    Option,
    Ranking,
    ShortText,
    ValueCard,
)
from ..kinds.amounts import LARGEST
from ..kinds.steps import Steps
from ..piping import base
from ..problems import N_
from .marks import Box, Boxes, Line, Mark, Numbers, Table
from .reader import PaperReader
from .sentences import only_if

TICK_ONE = N_("Tick one box.")
TICK_MORE = N_("Tick as many boxes as you like.")
TICK_AT_MOST = N_("Tick at most {maximum} boxes.")
TICK_AT_LEAST = N_("Tick at least {minimum} boxes.")
TICK_BETWEEN = N_("Tick {minimum} to {maximum} boxes.")
TICK_EACH = N_("Tick one box in each row.")
RANK = N_("Write 1 before what comes first, then 2, and so on, up to {places}.")
HOURS = N_("hours a month")
DAY = N_("day - month - year")
MONTH = N_("month - year")
BETWEEN = N_("From {lowest} to {highest}.")
MOST_PLACES = 8
"""So many little boxes stand beside each other; whoever needs more writes outside them."""

CHARACTERS_PER_LINE = 150
MOST_LINES = 8


@singledispatch
def marks(item: Item, reader: PaperReader) -> tuple[Mark, ...]:
    """What stands under a question."""
    raise NotImplementedError(type(item).__name__)


@singledispatch
def instruction(_item: Item, _reader: PaperReader) -> str:
    """How to answer, in a sentence; "" where that speaks for itself."""
    return ""


@marks.register
def _(_item: Information, _reader: PaperReader) -> tuple[Mark, ...]:
    return ()


@marks.register
def _(item: Steps, reader: PaperReader) -> tuple[Mark, ...]:
    numbers = tuple(range(item.lowest, item.highest + 1))
    return Numbers(numbers, reader.reads(item.low), reader.reads(item.high)), *_dont_know(item.dont_know, reader)


@marks.register
def _(item: ChoiceItem | OneOf | FixedChoice, reader: PaperReader) -> tuple[Mark, ...]:
    return (Boxes(tuple(_box(option, reader) for option in item.options)),)


@marks.register
def _(item: Ranking, reader: PaperReader) -> tuple[Mark, ...]:
    return (Boxes(tuple(_box(option, reader) for option in item.options), ranks=True),)


@marks.register
def _(item: ValueCard, reader: PaperReader) -> tuple[Mark, ...]:
    """A table for each scale, over the questions that stand together on it."""
    tables: list[Table] = []
    for question, part in zip(item.questions, item.parts(), strict=True):
        points = tuple(reader.reads(option.text) for option in part.options)
        row = (reader.numbers.get(part.id, ""), reader.reads(part.text), only_if(reader, question.when))
        if tables and tables[-1].points == points:
            tables[-1] = Table(points, (*tables[-1].rows, row))
        else:
            tables.append(Table(points, (row,)))
    return tuple(tables)


@marks.register
def _(item: Number, reader: PaperReader) -> tuple[Mark, ...]:
    return Line(places=_places(item), unit=reader.reads(item.unit)), *_dont_know(item.dont_know, reader)


def _places(item: Number) -> int:
    """Room for the longest number that is accepted: digits, a sign, and decimals with their comma."""
    longest = max(len(str(int(bound))) for bound in item.bounds())
    return min(longest + (item.decimals + 1 if item.decimals else 0), MOST_PLACES)


@marks.register
def _(item: HoursPerMonth, reader: PaperReader) -> tuple[Mark, ...]:
    return Line(places=5, unit=reader.says(HOURS)), *_dont_know(item.dont_know, reader)


@marks.register
def _(item: CalendarDate, reader: PaperReader) -> tuple[Mark, ...]:
    return Line(places=10, unit=reader.says(DAY)), *_dont_know(item.dont_know, reader)


@marks.register
def _(item: Month, reader: PaperReader) -> tuple[Mark, ...]:
    return Line(places=7, unit=reader.says(MONTH)), *_dont_know(item.dont_know, reader)


@marks.register
def _(_item: ShortText, _reader: PaperReader) -> tuple[Mark, ...]:
    return (Line(),)


@marks.register
def _(item: OpenText, _reader: PaperReader) -> tuple[Mark, ...]:
    return (Line(lines=max(2, min(MOST_LINES, item.length // CHARACTERS_PER_LINE))),)


def _box(option: Option, reader: PaperReader) -> Box:
    picture = option.picture.value if option.picture else ""
    return Box(reader.reads(option.text), only_if(reader, option.when), option.other, picture)


def _dont_know(words: dict[str, str] | None, reader: PaperReader) -> tuple[Mark, ...]:
    return (Boxes((Box(reader.reads(words)),)),) if words else ()


@instruction.register
def _(_item: OneOf | FixedChoice, reader: PaperReader) -> str:
    return reader.says(TICK_ONE)


@instruction.register
def _(item: ChoiceItem, reader: PaperReader) -> str:
    if not isinstance(item, MultipleChoice):
        return reader.says(TICK_ONE)
    if item.maximum is None:
        return reader.says(TICK_MORE) if item.minimum == 1 else reader.says(TICK_AT_LEAST, minimum=item.minimum)
    if item.minimum == 1:
        return reader.says(TICK_AT_MOST, maximum=item.maximum)
    return reader.says(TICK_BETWEEN, minimum=item.minimum, maximum=item.maximum)


@instruction.register
def _(item: Number, reader: PaperReader) -> str:
    """The bounds, where the file gives both."""
    if item.maximum == LARGEST or item.minimum == -LARGEST:
        return ""
    lowest, highest = (format_decimal(each, locale=base(reader.language)) for each in item.bounds())
    return reader.says(BETWEEN, lowest=lowest, highest=highest)


@instruction.register
def _(_item: ValueCard, reader: PaperReader) -> str:
    return reader.says(TICK_EACH)


@instruction.register
def _(item: Ranking, reader: PaperReader) -> str:
    return reader.says(RANK, places=item.places())
