"""Small cells: how many people their attributes would give away, and what another choice of attributes buys.

A cell is a combination of classes, such as "young, north". Whoever knows these facts of somebody finds them in the
answers if the cell is theirs alone, and comes close if it is small. Needs no pandas: cohorts are looked at with it too.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Protocol

Class = str | tuple[str, ...]
"""A class of an attribute; of waves that are joined, the class in each of them."""

Person = Mapping[str, Class]
"""The classes of one person, by attribute."""

Cell = tuple[Class, ...]


class Classed(Protocol):
    """What is known of people in classes: an attribute of the register, or a question about their background."""

    @property
    def id(self) -> str:
        """What people's classes are found under."""

    def codes(self) -> tuple[str, ...]:
        """The classes, neighbours beside each other."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """Of `people`, so many are `unique`, and so many (the unique ones too) are in cells with fewer than `smallest`."""

    people: int
    unique: int
    exposed: int
    smallest: int


class Way(StrEnum):
    """What can be done with an attribute."""

    DROP = "drop"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Remedy:
    """An attribute taken out, or two neighbouring classes of it put together, and what is exposed then."""

    way: Way
    attribute: str
    classes: tuple[str, ...]
    left: Exposure


def exposure(people: Iterable[Person], attributes: Sequence[str], smallest: int) -> Exposure:
    """How exposed people are by these attributes; nobody is where there are none."""
    cells = Counter(tuple(person.get(name, "") for name in attributes) for person in people)
    return _exposure(cells, smallest if attributes else 0)


def _exposure(cells: Mapping[Cell, int], smallest: int) -> Exposure:
    small = [number for number in cells.values() if number < smallest]
    return Exposure(sum(cells.values()), small.count(1), sum(small), smallest)


def remedies(people: Iterable[Person], attributes: Sequence[Classed], smallest: int) -> list[Remedy]:
    """Every single change of attributes that exposes fewer people, the best first."""
    names = [attribute.id for attribute in attributes]
    cells = Counter(tuple(person.get(name, "") for name in names) for person in people)
    now = _exposure(cells, smallest).exposed
    found = [each for each in _changes(cells, attributes, smallest) if each.left.exposed < now]
    return sorted(found, key=lambda each: (each.left.exposed, each.way is Way.DROP))


def _changes(cells: Mapping[Cell, int], attributes: Sequence[Classed], smallest: int) -> Iterator[Remedy]:
    for at, attribute in enumerate(attributes):
        merges = [(Way.MERGE, pair) for pair in pairwise(attribute.codes())] if len(attribute.codes()) > 2 else []  # noqa: PLR2004
        for way, merged in merges:
            yield Remedy(way, attribute.id, merged, _exposure(_merged(cells, at, merged), smallest))
        last = len(attributes) == 1
        yield Remedy(Way.DROP, attribute.id, attribute.codes(), _exposure(_dropped(cells, at), 0 if last else smallest))


def _merged(cells: Mapping[Cell, int], at: int, codes: Sequence[str]) -> Counter[Cell]:
    """The cells if the classes `codes` of the attribute at `at` were one."""
    coarser: Counter[Cell] = Counter()
    for cell, number in cells.items():
        coarser[(*cell[:at], _as_one(cell[at], codes), *cell[at + 1 :])] += number
    return coarser


def _dropped(cells: Mapping[Cell, int], at: int) -> Counter[Cell]:
    """The cells without the attribute at `at`, whatever it is: a day has no classes, and some people gave none."""
    coarser: Counter[Cell] = Counter()
    for cell, number in cells.items():
        coarser[(*cell[:at], *cell[at + 1 :])] += number
    return coarser


def _as_one(found: Class, codes: Sequence[str]) -> Class:
    """The class, with each of `codes` as the first of them."""
    if isinstance(found, str):
        return codes[0] if found in codes else found
    return tuple(codes[0] if each in codes else each for each in found)
