"""Languages: the one source of translated words, for web, worker and reports alike.

Message ids are English. The catalogues are read from their `.po` files, so that there is no compiled copy to go stale.
A language is added by adding its catalogue; one for participants alone needs only the words that participants read.
"""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

PACKAGE = Path(__file__).parent
FILE = Path("LC_MESSAGES") / "messages.po"
NEARLY_ALL = 0.9
"""A few new messages without words do not take a language away from who works in it."""

Message = str | tuple[str, ...]


def folder(package: Path = PACKAGE) -> Path:
    """The folder with a folder per language: inside an installed package, beside the package in a checkout.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for place in (package / "translations", package.parent / "translations"):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"The translations of {package} are missing. Install it again.")


@cache
def languages(place: Path | None = None) -> tuple[str, ...]:
    """The languages that there is a catalogue for, in alphabetical order."""
    return tuple(sorted(path.parent.parent.name for path in (place or folder()).glob(f"*/{FILE}")))


@cache
def complete_languages(place: Path | None = None) -> tuple[str, ...]:
    """The languages that staff can work in: those whose own catalogue has words for nearly every message."""
    said = {language: _translated(language, place) for language in languages(place)}
    messages = frozenset[Message]().union(*said.values())
    return tuple(language for language in said if len(said[language]) >= NEARLY_ALL * len(messages))


@cache
def is_ready(language: str, place: Path | None = None) -> bool:
    """Whether participants can be asked in a language: buttons, errors and mails have words, every one of them."""
    path = (place or folder()) / language / FILE
    if not path.exists():
        return False
    with path.open("rb") as file:
        return all(message.string and not message.fuzzy for message in read_po(file) if message.id)


def own_name(language: str, place: Path | None = None) -> str:
    """What a language is called in that language, as its speakers look for it."""
    # Translators: in the language itself, such as "Nederlands" or "English".
    return translator(language, place).gettext("The name of this language")


@cache
def translator(language: str, place: Path | None = None) -> NullTranslations:
    """The words in `language`, for `gettext`, `ngettext` and `pgettext`.

    What a variant lacks is taken from the language it is a variant of, and what nobody has stays as it is.
    """
    words = NullTranslations()
    for each in reversed(family(language)):
        path = (place or folder()) / each / FILE
        if path.exists():
            variant = _read(path)
            variant.add_fallback(words)
            words = variant
    return words


def family(language: str) -> tuple[str, ...]:
    """The language and what it is a variant of: `nl-x-easy` -> `nl-x-easy`, `nl`."""
    found = [language]
    while "-" in language:
        language = language.rpartition("-")[0].removesuffix("-x")
        found.append(language)
    return tuple(found)


def _translated(language: str, place: Path | None) -> frozenset[Message]:
    """The messages that the catalogue of `language` has words for."""
    with ((place or folder()) / language / FILE).open("rb") as file:
        return frozenset(_key(message.id) for message in read_po(file) if message.id and message.string)


def _key(message: str | list[str] | tuple[str, ...]) -> Message:
    return message if isinstance(message, str) else tuple(message)


def _read(path: Path) -> Translations:
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return Translations(compiled)
