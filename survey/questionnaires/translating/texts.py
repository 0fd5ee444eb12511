"""The texts of a questionnaire or study as it was written, each under a name that stays when pages move."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..kinds import Place
from ..tree import Plain

NAMED = ("id", "code")
"""What an entry of a list is called by."""

UNSAID = frozenset({"pages", "items", "options", "questions"})
"""Lists whose entries have names of their own: saying where they stand adds nothing."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in its languages. `context` is its name for translators, such as `grade.text`."""

    place: Place
    context: str
    wording: dict[str, Plain]


def original_language(document: Plain) -> str | None:
    """The first of the languages that a document names: the one that others are translated from."""
    languages = document.get("languages") if isinstance(document, dict) else None
    first = languages[0] if isinstance(languages, list) and languages else None
    return first if isinstance(first, str) else None


def texts(document: Plain) -> Iterator[Text]:
    """Every text that has words in the original language, in the order of the document."""
    original = original_language(document)
    if original is not None:
        yield from _texts(document, original, (), ())


def _texts(value: Plain, original: str, place: Place, names: tuple[str, ...]) -> Iterator[Text]:
    if isinstance(value, list):
        for position, each in enumerate(value):
            yield from _texts(each, original, (*place, position), (*names, _name(each, position)))
    elif isinstance(value, dict) and isinstance(value.get(original), str):
        yield Text(place, ".".join(names), value)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(each, original, (*place, key), names if key in UNSAID else (*names, key))


def _name(entry: Plain, position: int) -> str:
    found = (entry[key] for key in NAMED if key in entry) if isinstance(entry, dict) else iter(())
    return str(next(found, position))
