"""Options: the answers to choose from, the item's own or a shared response scale."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from ..wording import Identifier, Model, Phrase, Wording
from .base import Answer, Holds, Item, Missing, Place, Scales


class Picture(StrEnum):
    """A drawing beside an option; the option's words always stand with it."""

    VERY_SAD = "very_sad"
    SAD = "sad"
    NEUTRAL = "neutral"
    HAPPY = "happy"
    VERY_HAPPY = "very_happy"


class Option(Model):
    """One answer: its stored `code` and its wording.

    `missing` marks "weet ik niet" and "niet van toepassing"; `exclusive` marks "niets" in a multiple choice;
    `other` opens a short text ("anders, namelijk"); `when` is the condition under which it can be chosen.
    """

    code: Identifier
    text: Wording
    missing: Literal[Missing.DONT_KNOW, Missing.NOT_APPLICABLE] | None = None
    exclusive: bool = False
    other: bool = False
    when: Phrase | None = None
    picture: Picture | None = None

    @property
    def apart(self) -> bool:
        """Whether it stands behind the others, also when those are put in a random order."""
        return self.missing is not None or self.exclusive or self.other


FEWEST = 2


def _enough(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """None at all is for the checks to judge: a shared scale may give them."""
    if 0 < len(options) < FEWEST:
        raise PydanticCustomError("too_short", "too few", {"min_length": FEWEST, "actual_length": len(options)})
    return options


Options = Annotated[tuple[Option, ...], Field(max_length=200), AfterValidator(_enough)]


class OptionsItem(Item):
    """An item with `options`, or with a shared `scale` that gives them."""

    options: Options = ()
    scale: Identifier | None = None

    def codes(self) -> tuple[str, ...]:
        """The stored codes, in the order of the options."""
        return tuple(option.code for option in self.options)

    def choices(self, key: str) -> tuple[Option, ...]:
        """The options, for the answer itself."""
        return self.options if key == self.id else ()

    def missing_codes(self) -> tuple[str, ...]:
        """The codes of the options marked `missing`."""
        return missing_codes(self.options)

    def wordings(self) -> Iterator[tuple[Place, dict[str, str]]]:
        """The item's texts and those of its own options."""
        yield from super().wordings()
        if self.scale is None:
            yield from option_wordings(("options",), self.options)

    def conditions(self) -> Iterator[tuple[Place, str]]:
        """The conditions of the item and of its own options."""
        yield from super().conditions()
        if self.scale is None:
            yield from option_conditions(("options",), self.options)

    def narrowed(self, holds: Holds) -> Self:
        """Without the options whose condition does not hold."""
        if all(option.when is None for option in self.options):
            return self
        return self.model_copy(update={"options": tuple(each for each in self.options if holds(each.when))})

    def scales(self) -> Iterator[tuple[Place, str | None, tuple[Option, ...]]]:
        """The one list of options."""
        yield (), self.scale, self.options

    def scaled(self, scales: Scales) -> Self:
        """With the options of the shared scale, where one is named."""
        if self.scale is None or self.options:
            return self
        return self.model_copy(update={"options": scales.get(self.scale, ())})


class OneOf(OptionsItem):
    """An item that is answered with one of its options. Stored as the code."""

    def accepts(self, key: str, answer: Answer) -> bool:
        """One of the codes."""
        return answer is None or (isinstance(answer, str) and answer in self.codes())


class FixedChoice(Item):
    """An item whose codes are always the same; the file gives only the words, under a key named like the code."""

    fixed: ClassVar[tuple[str, ...]]

    @property
    def options(self) -> tuple[Option, ...]:
        """The codes with their words."""
        return tuple(
            Option(code=code, text=getattr(self, code), missing=Missing.DONT_KNOW if code == "dont_know" else None)
            for code in self.codes()
        )

    def codes(self) -> tuple[str, ...]:
        """The fixed codes."""
        return self.fixed

    def choices(self, key: str) -> tuple[Option, ...]:
        """The codes with their words."""
        return self.options

    def missing_codes(self) -> tuple[str, ...]:
        """`dont_know`, where it is one of the codes."""
        return tuple(code for code in self.codes() if code == Missing.DONT_KNOW)

    def accepts(self, key: str, answer: Answer) -> bool:
        """One of the codes."""
        return answer is None or (isinstance(answer, str) and answer in self.codes())

    def wordings(self) -> Iterator[tuple[Place, dict[str, str]]]:
        """The item's texts and the words of each answer."""
        yield from super().wordings()
        for code in self.codes():
            yield (code,), getattr(self, code)


def missing_codes(options: tuple[Option, ...]) -> tuple[str, ...]:
    """The codes of the options that say why there is no value."""
    return tuple(option.code for option in options if option.missing)


def values(options: tuple[Option, ...]) -> dict[str, int]:
    """The points of a scale counted from 1 in their order; options that say why there is no value have none."""
    points = (option.code for option in options if option.missing is None)
    return {code: number for number, code in enumerate(points, start=1)}


def option_wordings(place: Place, options: tuple[Option, ...]) -> Iterator[tuple[Place, dict[str, str]]]:
    """The text of each option, with its place from `place` on."""
    for position, option in enumerate(options):
        yield (*place, position, "text"), option.text


def option_conditions(place: Place, options: tuple[Option, ...]) -> Iterator[tuple[Place, str]]:
    """The condition of each option that has one, with its place from `place` on."""
    for position, option in enumerate(options):
        if option.when is not None:
            yield (*place, position, "when"), option.when
