"""Passwords: long enough, not one of the commonest, not the address. Nothing else is asked of them."""

import re
import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from survey.questionnaires.problems import N_, RefusedError

SHORTEST, LONGEST = 12, 128
HASHER = PasswordHasher()
FEWEST = 5
"""So many different characters a password has at least: `aaaabbbbcccc` is soon guessed."""

PART = 4
"""A part of the address that is shorter may be in a password by chance."""

WORDS = (
    "abc",
    "admin",
    "administrator",
    "amsterdam",
    "coach",
    "dragon",
    "football",
    "geheim",
    "iloveyou",
    "job",
    "letmein",
    "login",
    "monkey",
    "onderzoek",
    "pass",
    "password",
    "princess",
    "qwerty",
    "secret",
    "sunshine",
    "survey",
    "test",
    "voetbal",
    "wachtwoord",
    "welcome",
    "welkom",
    "werkpeil",
)
"""What the commonest passwords are made of, with digits and signs around and between."""

COMMON = re.compile(rf"(?:[\d\W_]|{'|'.join(sorted(WORDS, key=len, reverse=True))})+")
ROWS = "01234567890123456789098765432109876543210 qwertyuiopqwertyuiop asdfghjklasdfghjkl azertyuiopazertyuiop"


class WrongPasswordLengthError(RefusedError):
    """The password can be guessed, or is no password."""

    sentence = N_("A password has {shortest} to {longest} characters.")


class CommonPasswordError(RefusedError):
    """It is tried first by whoever guesses."""

    sentence = N_(
        "Many people use this password, so it is soon guessed. Take four or five words that do not belong together."
    )


class AddressInPasswordError(RefusedError):
    """Who knows the address would guess it."""

    sentence = N_("A part of your e-mail address is in this password. Choose another one.")


def check(password: str, email: str) -> None:
    """Refuse what is soon guessed.

    Raises:
        WrongPasswordLengthError, CommonPasswordError, AddressInPasswordError: the first that applies.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise WrongPasswordLengthError(shortest=SHORTEST, longest=LONGEST)
    folded = normal(password).casefold()
    if len(set(folded)) < FEWEST or folded in ROWS or COMMON.fullmatch(folded):
        raise CommonPasswordError
    parts = re.split(r"[^a-z0-9]+", email.casefold().rpartition(".")[0])
    if any(len(part) >= PART and part in folded for part in parts):
        raise AddressInPasswordError


def normal(password: str) -> str:
    """A password in the form in which it is hashed, however it was typed."""
    return unicodedata.normalize("NFKD", password)


def hashed(password: str, hasher: PasswordHasher = HASHER) -> str:
    """The argon2id hash of a password."""
    return hasher.hash(normal(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether a password has this hash. Without one the same work is done, for nothing."""
    try:
        HASHER.verify(stored or _nobodys(), normal(password))
    except VerificationError:
        return False
    return stored is not None


@lru_cache
def _nobodys() -> str:
    return HASHER.hash("of nobody")
