"""Languages: the names that spreadsheets have for them, and our codes."""

import re
from functools import cache

from babel import Locale, UnknownLocaleError

from survey.questionnaires.wording import LANGUAGE

IN_BRACKETS = re.compile(r"\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*)\s*\)\s*$")
UNDETERMINED = "und"


class Tongues:
    """Codes of the languages of one form. Texts without a language, or in `default`, are in the language `base`."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.guessed: dict[str, str] = {}

    def code(self, name: str) -> str:
        """The code of the language called `name`; one that nobody knows gets a private code, noted in `guessed`."""
        if not name or name.strip().lower() == "default":
            return self.base
        found = known(name)
        if found is None:
            found = self.guessed.setdefault(name, self._private(name))
        return found

    def _private(self, name: str) -> str:
        """A code of its own, with letters of the name and, for a second one with the same, a number."""
        letters = re.sub(r"[^a-z0-9]", "", name.lower())[:8] or "other"
        codes = [f"{UNDETERMINED}-x-{letters}", *(f"{UNDETERMINED}-x-{letters[:6]}{n}" for n in range(2, 100))]
        return next(code for code in codes if code not in self.guessed.values() or code == self.guessed.get(name))


def title(code: str) -> str:
    """How a language is called in a column: `Nederlands (nl)`."""
    base = code.partition("-")[0]
    try:
        name = None if base == UNDETERMINED else Locale.parse(base).get_language_name(base)
    except (UnknownLocaleError, ValueError):
        name = None
    return f"{(name or base).capitalize()} ({code})"


@cache
def known(name: str) -> str | None:
    """The code of the language called `name`: `nl`, `Nederlands (nl)`, `Dutch` and `Nederlands` are all `nl`.

    Brackets that contradict the name are a country, as in `English (UK)`.
    """
    name = name.strip()
    named = _named(re.sub(r"\s*\(.*\)\s*$", "", name))
    found = IN_BRACKETS.search(name)
    if found is None:
        return named
    code = found[1].lower().replace("_", "-")
    if named in (None, code.partition("-")[0]) or title(code) == name:
        return code
    return named


def _named(name: str) -> str | None:
    """The language whose code or name is `name`."""
    lowered = name.lower().replace("_", "-")
    if re.fullmatch(LANGUAGE, lowered) and lowered.partition("-")[0] in Locale("en").languages:
        return lowered
    plain = name.casefold()
    return _in_english().get(plain) or _in_itself().get(plain)


@cache
def _in_english() -> dict[str, str]:
    """Languages by their English name, in small letters."""
    found: dict[str, str] = {}
    for code, name in Locale("en").languages.items():
        if re.fullmatch(LANGUAGE, code):
            found.setdefault(name.casefold(), code)
    return found


SPOKEN_MOST = """
    am ar bg bn bs cs da de el es et fa fi fil fr gu ha hi hr hu id ig it ja ka km kmr ko ku lo lt lv mg ml mr ms my
    nb ne nl om pa pl ps pt rn ro ru rw si sk sl so sq sr sv sw ta te th ti tr uk ur uz vi wo xh yo zh zu
"""


@cache
def _in_itself() -> dict[str, str]:
    """Languages that many people speak, by their name in themselves, in small letters."""
    found: dict[str, str] = {}
    for code in SPOKEN_MOST.split():
        try:
            found.setdefault((Locale(code).get_language_name(code) or code).casefold(), code)
        except UnknownLocaleError:
            continue
    return found
