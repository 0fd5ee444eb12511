"""Every text in every language that the document offers, and in no other."""

from collections.abc import Iterable, Iterator, Mapping

from ..kinds import Place
from ..located import Document, Located
from ..problems import N_, Problem
from .repeats import repeats

UNTRANSLATED = N_("This text is missing in the language “{language}”.")
UNDECLARED = N_("The language “{language}” is not among the languages of this file: {languages}.")


def check_languages(
    located: Located[Document], languages: tuple[str, ...], wordings: Iterable[tuple[Place, Mapping[str, str]]]
) -> Iterator[Problem]:
    """Languages named twice, texts that lack a language, and texts in a language that was not declared."""
    yield from repeats(located, ((("languages", position), name) for position, name in enumerate(languages)))
    yield from check_wordings(located, languages, wordings)


def check_wordings(
    located: Located[Document], languages: tuple[str, ...], wordings: Iterable[tuple[Place, Mapping[str, str]]]
) -> Iterator[Problem]:
    """Texts that lack one of these languages, and texts in another."""
    for place, wording in wordings:
        for language in languages:
            if language not in wording:
                yield located.problem(place, UNTRANSLATED, language=language)
        for language in wording:
            if language not in languages:
                values = {"language": language, "languages": ", ".join(languages)}
                yield located.problem((*place, language), UNDECLARED, **values)
