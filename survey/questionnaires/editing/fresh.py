"""What is new: a questionnaire without questions, and an item of each kind with the words that it usually has."""

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from ..problems import Source
from ..tree import parse
from . import naming, parts
from .document import Document, Part
from .wordings import texts_with

HERE = Path(__file__).parent
MINUTES = 5
START_WORDS = ("low", "high", "dont_know", "yes", "no", "options", "questions", "hint")


@cache
def usual() -> dict[str, Part]:
    """For each kind what an item of it usually has, in the languages of participants."""
    value: Any = parse(Source.read(HERE / "usual.yaml")).value
    return dict(value)


def questionnaire(name: str, title: str, languages: list[str], audience: str = "participant") -> Document:
    """A questionnaire without questions, with its title in the first language."""
    return {
        "id": name,
        "version": "1",
        "audience": audience,
        "languages": languages,
        "title": texts_with({}, languages[0], title.strip(), languages) or {},
        "minutes": MINUTES,
        "pages": [],
    }


def item(kind: str, text: str, languages: list[str], taken: Collection[str]) -> Part:
    """A new item: with `text` in the first language, and words that such an item usually has in all of them."""
    made: Part = {"id": naming.proposed(text, taken, kind), "kind": kind}
    made |= {"text": {languages[0]: text}} if text else {}
    begun = usual().get(kind, {})
    return made | {key: _spoken(each, languages) for key, each in begun.items() if key in _keys(kind)}


def _keys(kind: str) -> set[str]:
    known = {said.name for said in parts.texts(kind)} | {setting.name for setting in parts.settings(kind)}
    return known | {"options", "questions"}


def _spoken(value: Any, languages: list[str]) -> Any:
    """The same in these languages only; a variant takes the words of the language it is a variant of."""
    if isinstance(value, list):
        return [_spoken(each, languages) for each in value]
    if not isinstance(value, dict):
        return value
    if all(isinstance(each, str) for each in value.values()) and "nl" in value:
        return {
            tag: value[said] for tag in languages if (said := tag if tag in value else tag.split("-x-")[0]) in value
        }
    return {key: _spoken(each, languages) for key, each in value.items()}
