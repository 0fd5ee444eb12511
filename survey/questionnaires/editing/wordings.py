"""The texts of a document by language: each with its place, and how much of them is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..kinds import Place
from . import parts
from .document import Document, Part
from .operations import with_key


@dataclass(frozen=True, slots=True)
class Words:
    """One text. `item` is the item that it belongs to (None: the title, or a shared list of answers); `part` says
    which text of it, such as `hint` or `option`.
    """

    place: Place
    item: str | None
    part: str
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Share:
    """How many of all texts a language has."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        """In whole percents; 100 only if nothing is missing."""
        return 100 * self.done // self.total if self.total else 100


def languages(document: Document) -> list[str]:
    """The languages of a document; the first is the one that others are translated from."""
    return [str(each) for each in document.get("languages") or []]


def wordings(document: Document) -> Iterator[Words]:
    """Every text that there is, or must be, in the order of the document."""
    yield _words(("title",), None, "title", document)
    for name, options in (document.get("scales") or {}).items():
        yield from _options(("scales", name), None, options)
    for at, page in enumerate(document.get("pages") or []):
        if "items" not in page:
            yield from item_wordings(page, ("pages", at))
        for number, item in enumerate(page.get("items") or []):
            yield from item_wordings(item, ("pages", at, "items", number))


def item_wordings(item: Part, place: Place = ()) -> Iterator[Words]:
    """The texts of one item, with their places from `place` on."""
    for said in parts.texts(item["kind"]):
        if said.is_needed or item.get(said.name):
            yield _words((*place, said.name), item["id"], said.name, item)
    for at, question in enumerate(item.get("questions") or []):
        here = (*place, "questions", at)
        yield _words((*here, "text"), item["id"], "question", question)
        yield from _options((*here, "options"), item["id"], question.get("options") or [])
    yield from _options((*place, "options"), item["id"], item.get("options") or [])


def _options(place: Place, item: str | None, options: list[Part]) -> Iterator[Words]:
    for at, option in enumerate(options):
        yield _words((*place, at, "text"), item, "option", option)


def _words(place: Place, item: str | None, part: str, holder: Part) -> Words:
    return Words(place, item, part, dict(holder.get(str(place[-1])) or {}))


def completeness(document: Document) -> dict[str, Share]:
    """For each language how many of the texts it has."""
    found = [words.texts for words in wordings(document)]
    return {
        language: Share(sum(bool(texts.get(language, "").strip()) for texts in found), len(found))
        for language in languages(document)
    }


def with_text(document: Document, place: Place, language: str, text: str) -> Document:
    """The document with another text in a language; without it where the text is empty.

    A place that is not there is left alone: the document may have changed since it was looked up.
    """
    changed: Document = _set(document, place, language, text.strip(), languages(document))
    return changed


def texts_with(texts: dict[str, str], language: str, text: str, order: list[str]) -> dict[str, str] | None:
    """Texts by language with another one, in the order of the languages; None if none is left."""
    new = {**texts, language: text}
    known = [each for each in order if new.get(each)]
    others = [each for each in new if each not in order and new[each]]
    return {each: new[each] for each in [*known, *others]} or None


def _set(value: Any, place: Place, language: str, text: str, order: list[str]) -> Any:
    step, rest = place[0], place[1:]
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return [*value[:step], _set(value[step], rest, language, text, order), *value[step + 1 :]]
    if not isinstance(value, dict) or not isinstance(step, str):
        return value
    if not rest:
        return with_key(value, step, texts_with(value.get(step) or {}, language, text, order))
    return {**value, step: _set(value[step], rest, language, text, order)} if step in value else value
