"""The codebook: every variable that comes of a questionnaire, with its words, its values and for whom it is.

The names are those of the columns in `analysis.coding`; a test compares them for every kind of item.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from .definition import Page, Questionnaire
from .kinds import Item, Missing, MultipleChoice, OneOf, Ranking, Sort
from .kinds.dont_know import MayNotKnow
from .wording import spoken


class Level(StrEnum):
    """What can be done with the values of a variable."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    SCALE = "scale"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Value:
    """One code with its words; `missing` says why it is no value, where it is none."""

    code: str
    words: str
    missing: Missing | None = None


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable. `part` tells it from others of its item: an option, or a question of a card; else it is empty.

    `lowest`, `highest` and `decimals` are of numbers. `when` are the conditions under which it was asked. What is
    `apart` is words of the person's own, which are not stored with the other answers.
    """

    name: str
    kind: str
    text: str
    part: str
    level: Level
    values: tuple[Value, ...] = ()
    lowest: Decimal | None = None
    highest: Decimal | None = None
    decimals: int | None = None
    when: tuple[str, ...] = ()
    apart: bool = False


MENTIONED = ("1", "0")
"""What a variable of one option of a multiple choice can be."""

LEVELS = {Sort.NUMBER: Level.SCALE, Sort.MONTH: Level.DATE, Sort.DATE: Level.DATE}


def variables(questionnaire: Questionnaire, language: str) -> Iterator[Variable]:
    """Every variable in the order in which it is asked, in words of `language`."""
    for page in questionnaire.pages:
        for item in page.items:
            for part in item.parts():
                yield from _of_part(page, item, part, language)


def _of_part(page: Page, item: Item, part: Item, language: str) -> Iterator[Variable]:
    """The variables of an item, or of one question of a card."""
    kind = str(getattr(item, "kind", ""))
    when = tuple(dict.fromkeys(each for each in (page.when, item.when, part.when) if each is not None))
    text = spoken(item.text, language)
    asks = "" if part is item else spoken(part.text, language)
    for key in part.closed_keys():
        if isinstance(part, MultipleChoice | Ranking):
            level = Level.ORDINAL if isinstance(part, Ranking) else Level.NOMINAL
            for option in part.choices(key):
                words = spoken(option.text, language)
                values = _places(part) if isinstance(part, Ranking) else tuple(Value(code, "") for code in MENTIONED)
                yield Variable(f"{key}.{option.code}", kind, text, words, level, values, when=when)
        else:
            yield _closed(part, key, Variable(key, kind, text, asks, _level(part, key), when=when), language)
    for key in part.text_keys():
        yield Variable(key, kind, text, asks, Level.TEXT, when=when, apart=True)


def _closed(part: Item, key: str, variable: Variable, language: str) -> Variable:
    """The variable with its values, and with its bounds where it is a number."""
    values = tuple(Value(each.code, spoken(each.text, language), each.missing) for each in part.choices(key))
    if isinstance(part, MayNotKnow) and part.dont_know is not None:
        values += (Value(Missing.DONT_KNOW, spoken(part.dont_know, language), Missing.DONT_KNOW),)
    domain = part.domain(key)
    if domain.sort is not Sort.NUMBER:
        return replace(variable, values=values)
    decimals = max(0, -int(domain.step.as_tuple().exponent))
    return replace(variable, values=values, lowest=domain.lowest, highest=domain.highest, decimals=decimals)


def _places(ranking: Ranking) -> tuple[Value, ...]:
    return tuple(Value(str(place), "") for place in range(1, ranking.places() + 1))


def _level(part: Item, key: str) -> Level:
    sort = part.domain(key).sort
    return LEVELS.get(sort, Level.ORDINAL if isinstance(part, OneOf) else Level.NOMINAL)
