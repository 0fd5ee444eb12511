"""Bounds: a smallest that is not above the largest, and no more places than there are options."""

from collections.abc import Iterator

from ..definition import Questionnaire
from ..kinds import Item, MultipleChoice, Number, Place, Ranking
from ..kinds.moments import Moment
from ..located import Located
from ..problems import N_, Problem

REVERSED = N_("The smallest value, {smallest}, is above the largest, {largest}.")
TOO_FINE = N_("{value} has more than {decimals} decimals, so it can never be answered.")
TOO_MANY = N_("“{key}” is {number}, but there are only {options} options that can be chosen together.")


def check_bounds(located: Located[Questionnaire], place: Place, item: Item) -> Iterator[Problem]:
    """Everything that is wrong with the bounds of one item."""
    match item:
        case Number():
            yield from _number(located, place, item)
        case Moment():
            if item.earliest > item.latest:
                yield located.problem((*place, "latest"), REVERSED, smallest=item.earliest, largest=item.latest)
        case Ranking():
            yield from _few(located, place, {"top": item.top}, len(item.options))
        case MultipleChoice():
            together = len([option for option in item.options if not option.exclusive])
            yield from _few(located, place, {"minimum": item.minimum, "maximum": item.maximum}, together)
            if item.maximum is not None and item.minimum > item.maximum:
                yield located.problem((*place, "maximum"), REVERSED, smallest=item.minimum, largest=item.maximum)


def _number(located: Located[Questionnaire], place: Place, item: Number) -> Iterator[Problem]:
    if item.minimum > item.maximum:
        yield located.problem((*place, "maximum"), REVERSED, smallest=item.minimum, largest=item.maximum)
    for name, bound in (("minimum", item.minimum), ("maximum", item.maximum)):
        if bound % item.step():
            yield located.problem((*place, name), TOO_FINE, value=bound, decimals=item.decimals)


def _few(
    located: Located[Questionnaire], place: Place, numbers: dict[str, int | None], options: int
) -> Iterator[Problem]:
    """More to choose than can be chosen."""
    for key, number in numbers.items():
        if number is not None and number > max(options, 1):
            yield located.problem((*place, key), TOO_MANY, key=key, number=number, options=options)
