"""Names of a form as ours: small letters, digits and single underscores, each once, and the way back."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from survey.questionnaires.wording import IDENTIFIER, SLUG

LONGEST = 40
LONGEST_SLUG = 60


class Names:
    """Gives each name of a form an identifier of its own; `given` remembers which.

    A name that is an identifier already stays as it is, also if a name before it would become the same.
    """

    def __init__(self, letter: str, names: Iterable[str] = ()) -> None:
        self.letter = letter
        self.reserved = {name for name in names if is_identifier(name)}
        self.taken: set[str] = set()
        self.given: dict[str, str] = {}

    def give(self, name: str) -> str:
        """The identifier for the next thing called `name`: `Q1-Age` -> `q1_age`, `2` -> `c2`."""
        plain = name if name in self.reserved else identifier(name, self.letter)
        wished, number = plain, 1
        while wished in self.taken or (wished != name and wished in self.reserved):
            number += 1
            wished = f"{plain[: LONGEST - 5].rstrip('_')}_{number}"
        self.taken.add(wished)
        self.given.setdefault(name, wished)
        return wished

    def changed(self) -> Mapping[str, str]:
        """The names that could not stay, with what they became."""
        return {name: given for name, given in self.given.items() if name != given}


def is_identifier(name: str) -> bool:
    """Whether a name can stay."""
    return len(name) <= LONGEST and re.fullmatch(IDENTIFIER, name) is not None


def identifier(name: str, letter: str) -> str:
    """`name` in small letters, digits and single underscores, after `letter` if it does not begin with one."""
    plain = re.sub(r"[^a-z0-9]+", "_", _latin(name).replace("-", "_minus_" if name.startswith("-") else "_"))
    plain = plain.strip("_")
    if not plain or not plain[0].isalpha():
        plain = f"{letter}{plain}"
    return plain[:LONGEST].rstrip("_")


def slug(name: str, otherwise: str) -> str:
    """`name` in small letters, digits and single hyphens."""
    plain = re.sub(r"[^a-z0-9]+", "-", _latin(name)).strip("-")
    plain = re.sub(r"^[^a-z]+", "", plain)[:LONGEST_SLUG].rstrip("-")
    return plain if re.fullmatch(SLUG, plain) else otherwise


def _latin(name: str) -> str:
    """`name` in small letters without accents; camelCase in words."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
    return unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
