"""The languages of a design that is edited: texts in one that goes, go; what there are words for, is filled in."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from ..catalogue import shipped_studies
from ..problems import Source
from ..tree import Plain
from .design import Values, entries, read


def languages(values: Values) -> list[str]:
    """The languages of a design."""
    return [each for each in entries(values, ("languages",)) if isinstance(each, str)]


def with_languages(values: Values, wanted: Sequence[str]) -> Values:
    """The design in these languages. A text that comes with the product gets the words that it has in each."""
    known = frozenset([*languages(values), *wanted])
    changed = {key: _spoken(each, known, wanted) for key, each in values.items()}
    changed["languages"] = list(wanted)
    return changed


def _spoken(value: Plain, known: Collection[str], wanted: Sequence[str]) -> Plain:
    if isinstance(value, list):
        return [_spoken(each, known, wanted) for each in value]
    if not isinstance(value, dict):
        return value
    if not _is_wording(value, known):
        return {key: _spoken(each, known, wanted) for key, each in value.items()}
    shipped = next((_shipped()[text] for text in _pairs(value) if text in _shipped()), {})
    found = {language: value.get(language) or shipped.get(language) for language in wanted}
    return {language: text for language, text in found.items() if text}


def _is_wording(value: dict[str, Plain], known: Collection[str]) -> bool:
    return bool(value) and set(value) <= set(known) and all(isinstance(each, str) for each in value.values())


def _pairs(wording: dict[str, Plain]) -> Iterator[tuple[str, str]]:
    for language, text in wording.items():
        yield language, str(text).strip()


@cache
def _shipped() -> dict[tuple[str, str], dict[str, str]]:
    """Every text of the studies that come with the product, by language and words, in all its languages."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for path in shipped_studies().values():
        values = read(Source.read(path).text)
        for wording in _wordings(values, frozenset(languages(values))):
            for pair in _pairs({**wording}):
                found[pair] = wording | found.get(pair, {})
    return found


def _wordings(value: Plain, known: Collection[str]) -> Iterator[dict[str, str]]:
    if isinstance(value, dict) and _is_wording(value, known):
        yield {language: str(text) for language, text in value.items()}
        return
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        yield from _wordings(each, known)
