"""Placeholders in wording: they name earlier items or allowed attributes, and say what to show without an answer."""

from collections.abc import Iterator

from ..definition import Questionnaire
from ..expressions import Domains
from ..kinds import Item, Place
from ..located import Located
from ..piping import Placeholder, loose_brackets, placeholders
from ..problems import N_, Problem

LOOSE_BRACKET = N_("A curly bracket is not closed or not opened, or has no name in it. Double it to show one.")
UNKNOWN_NAME = N_("“{{{name}}}” names an item that does not exist.")
NOT_YET = N_("“{{{name}}}” names an item that is not on an earlier page, so it has no answer yet.")
NO_FALLBACK = N_("“{{{name}}}” does not say what to show without an answer. Write it like “{{{name}|...}}”.")
NOT_HERE = N_("“{{{name}}}” cannot stand here: only the texts of items can name answers.")


def check_piping(located: Located[Questionnaire]) -> Iterator[Problem]:
    """Everything that is wrong with the placeholders in a questionnaire."""
    questionnaire = located.document
    for language, text in questionnaire.title.items():
        for each in placeholders(text):
            yield located.problem(("title", language), NOT_HERE, name=each.name)
    earlier: set[str] = set()
    scales: set[str] = set()
    for position, page in enumerate(questionnaire.pages):
        for at, item in enumerate(page.items):
            for place, text in _texts(questionnaire, ("pages", position, "items", at), item, scales):
                yield from _wrong(located, place, text, earlier)
        earlier.update(key for item in page.items for key in (*item.closed_keys(), *item.text_keys()))


def _texts(questionnaire: Questionnaire, here: Place, item: Item, used: set[str]) -> Iterator[tuple[Place, str]]:
    """The texts of an item, and of the shared scales that it is the first to use, in every language."""
    for within, wording in item.wordings():
        for language, text in wording.items():
            yield (*here, *within, language), text
    for _, scale, _ in item.scales():
        if scale is None or scale in used:
            continue
        used.add(scale)
        for at, option in enumerate(questionnaire.scales.get(scale, ())):
            for language, text in option.text.items():
                yield ("scales", scale, at, "text", language), text


def _wrong(located: Located[Questionnaire], place: Place, text: str, earlier: set[str]) -> Iterator[Problem]:
    if "{" not in text and "}" not in text:
        return
    if loose_brackets(text):
        yield located.problem(place, LOOSE_BRACKET)
    for each in placeholders(text):
        if each.fallback is None or not each.fallback.strip():
            yield located.problem(place, NO_FALLBACK, name=_name(each))
        if not each.is_attribute and (message := _unknown(each.name, located.document.domains, earlier)):
            yield located.problem(place, message, name=each.name)


def _unknown(name: str, domains: Domains, earlier: set[str]) -> str | None:
    if name in earlier:
        return None
    return NOT_YET if name in domains else UNKNOWN_NAME


def _name(placeholder: Placeholder) -> str:
    return f"attribute:{placeholder.name}" if placeholder.is_attribute else placeholder.name
