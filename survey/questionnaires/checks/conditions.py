"""Conditions and calculations against the questionnaire: they name earlier items, and compare like with like."""

from collections.abc import Callable, Iterator
from difflib import get_close_matches

from ..conditions import CalculationError, ConditionError, calculation, parse
from ..definition import Page, Questionnaire
from ..expressions import Domains
from ..kinds import Calculated, Item, Place, Sort
from ..kinds.options import option_conditions
from ..located import Located
from ..problems import N_, Problem
from .sorts import Said, calculated, compared

UNKNOWN_ITEM = N_("The condition names an item that does not exist: “{item}”.")
MISSPELT_ITEM = N_("The condition names an item that does not exist: “{item}”. Did you mean “{suggestion}”?")
NOT_EARLIER = N_("The condition looks at “{item}”, which is not on an earlier page. Move that item forward.")
NO_ANSWER = N_("The condition looks at “{item}”, which has no answer to compare: texts are kept apart.")

Written = tuple[Place, str]
"""A condition or calculation with its place in the document."""


def written_conditions(located: Located[Questionnaire]) -> Iterator[tuple[Page, list[Written]]]:
    """The conditions of each page, its items and their parts; those of a shared scale where it is used first."""
    used: set[str] = set()
    for position, page in enumerate(located.document.pages):
        found: list[Written] = [(("pages", position, "when"), page.when)] if page.when else []
        for at, item in enumerate(page.items):
            found += [(("pages", position, "items", at, *within), text) for within, text in item.conditions()]
            for _, scale, options in item.scales():
                if scale is not None and scale not in used:
                    used.add(scale)
                    found += option_conditions(("scales", scale), options)
        yield page, found


def check_conditions(located: Located[Questionnaire]) -> Iterator[Problem]:
    """Everything that is wrong with the conditions and calculations."""
    domains = located.document.domains
    earlier: set[str] = set()
    for position, (page, conditions) in enumerate(written_conditions(located)):
        for place, text in conditions:
            yield from _said(located, place, _wrong_condition(text, domains, earlier))
        for at, item in enumerate(page.items):
            if isinstance(item, Calculated):
                place = ("pages", position, "items", at, "value")
                yield from _said(located, place, _wrong_calculation(item.value, domains, earlier))
        earlier.update(key for item in page.items for key in _keys(item))


def _keys(item: Item) -> tuple[str, ...]:
    return (*item.closed_keys(), *item.text_keys())


def _said(located: Located[Questionnaire], place: Place, wrong: Iterator[Said]) -> Iterator[Problem]:
    for message, values in wrong:
        yield located.problem(place, message, **values)


def _wrong_condition(when: str, domains: Domains, earlier: set[str]) -> Iterator[Said]:
    """Everything that is wrong with one condition."""
    try:
        condition = parse(when)
    except ConditionError as error:
        yield error.sentence, error.values
        return
    for leaf in condition.leaves():
        yield from _wrong_names(leaf.names(domains), domains, earlier, lambda: compared(leaf, domains))  # noqa: B023 - called at once


def _wrong_calculation(text: str, domains: Domains, earlier: set[str]) -> Iterator[Said]:
    """Everything that is wrong with one calculation."""
    try:
        expression = calculation(text)
    except CalculationError as error:
        yield error.sentence, error.values
        return
    yield from _wrong_names(expression.names(), domains, earlier, lambda: calculated(expression, domains))


def _wrong_names(
    names: Iterator[str], domains: Domains, earlier: set[str], otherwise: Callable[[], Iterator[Said]]
) -> Iterator[Said]:
    """What is wrong with `names`; and, if each names an answer, what is wrong `otherwise`."""
    usable = True
    for name in dict.fromkeys(names):
        if name not in domains:
            yield _unknown(name, domains)
        elif name not in earlier:
            yield NOT_EARLIER, {"item": name}
        if name in domains and domains[name].sort is Sort.TEXT:
            yield NO_ANSWER, {"item": name}
        usable = usable and name in domains and domains[name].sort is not Sort.TEXT
    if usable:
        yield from otherwise()


def _unknown(name: str, domains: Domains) -> Said:
    if suggestions := get_close_matches(name, domains, n=1):
        return MISSPELT_ITEM, {"item": name, "suggestion": suggestions[0]}
    return UNKNOWN_ITEM, {"item": name}
