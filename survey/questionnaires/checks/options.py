"""Options and scales: the codes of an item are its own, are enough, and go together."""

from collections.abc import Iterator

from ..definition import Questionnaire
from ..kinds import ChoiceItem, Item, Option, Place, ValueCard
from ..located import Located
from ..problems import N_, Problem
from .repeats import repeats

EXCLUSIVE_ALONE = N_("“{code}” is exclusive, but one answer is all that can be chosen here. Remove “exclusive”.")
MISSING_TOGETHER = N_("“{code}” says that there is no answer, so it cannot be combined. Add “exclusive: true”.")
SECOND_OTHER = N_("“{code}” is the second option with “other: true”. An item can have one.")
NO_WORDS_HERE = N_("“{code}” cannot open a text here: only single and multiple choice have “other: true”.")
NO_OPTIONS = N_("This item has nothing to choose from. Give it “options”, or the name of a “scale”.")
OPTIONS_AND_SCALE = N_("This item has both “options” and a “scale”. Remove one of them.")
UNKNOWN_SCALE = N_("There is no scale “{scale}” in this file. It has: {known}.")
UNUSED_SCALE = N_("No item uses the scale “{scale}”. Remove it.")


def check_options(located: Located[Questionnaire]) -> Iterator[Problem]:
    """Everything that is wrong with options and shared scales."""
    scales = located.document.scales
    used: set[str] = set()
    for name, options in scales.items():
        yield from _codes(located, ("scales", name), options)
    for position, page in enumerate(located.document.pages):
        for at, item in enumerate(page.items):
            used.update(scale for _, scale, _ in item.scales() if scale is not None)
            yield from _item(located, ("pages", position, "items", at), item)
    for name in scales:
        if name not in used:
            yield located.problem(("scales", name), UNUSED_SCALE, scale=name)


def _item(located: Located[Questionnaire], here: Place, item: Item) -> Iterator[Problem]:
    """What is wrong with the options of one item."""
    for within, scale, options in item.scales():
        place = (*here, *within)
        yield from _source(located, place, scale, options)
        yield from _fit(located, place, scale, item, options)
        if scale is None:
            yield from _codes(located, (*place, "options"), options)
    if isinstance(item, ValueCard):
        codes = (((*here, "questions", at, "code"), each.code) for at, each in enumerate(item.questions))
        yield from repeats(located, codes)


def _source(
    located: Located[Questionnaire], place: Place, scale: str | None, options: tuple[Option, ...]
) -> Iterator[Problem]:
    """Options that come from nowhere, or from two places."""
    scales = located.document.scales
    if scale is not None and scale not in scales:
        yield located.problem((*place, "scale"), UNKNOWN_SCALE, scale=scale, known=", ".join(scales))
    elif scale is not None and options != scales[scale]:
        yield located.problem((*place, "options"), OPTIONS_AND_SCALE)
    elif not options:
        yield located.problem(place, NO_OPTIONS)


def _codes(located: Located[Questionnaire], place: Place, options: tuple[Option, ...]) -> Iterator[Problem]:
    """Codes used twice, and a second "anders, namelijk"."""
    yield from repeats(located, (((*place, at, "code"), option.code) for at, option in enumerate(options)))
    others = [(at, option.code) for at, option in enumerate(options) if option.other]
    for at, code in others[1:]:
        yield located.problem((*place, at, "other"), SECOND_OTHER, code=code)


def _fit(
    located: Located[Questionnaire], place: Place, scale: str | None, item: Item, options: tuple[Option, ...]
) -> Iterator[Problem]:
    """Options that do not go with the kind of the item; of a shared scale that is said where the item names it."""
    for at, option in enumerate(options):
        here = (*place, "scale") if scale else (*place, "options", at)
        if option.exclusive and not item.several:
            yield located.problem((*here, "exclusive"), EXCLUSIVE_ALONE, code=option.code)
        if option.missing and item.several and not option.exclusive:
            yield located.problem((*here, "missing"), MISSING_TOGETHER, code=option.code)
        if option.other and not isinstance(item, ChoiceItem):
            yield located.problem((*here, "other"), NO_WORDS_HERE, code=option.code)
