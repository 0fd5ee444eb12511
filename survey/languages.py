"""Languages: the one source of translated words, for web, worker and reports alike.

Message ids are English. The catalogues are read from their `.po` files, so that there is no compiled copy to go stale.
"""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

PACKAGE = Path(__file__).parent
FILE = Path("LC_MESSAGES") / "messages.po"


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


def _read(path: Path) -> Translations:
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return Translations(compiled)
