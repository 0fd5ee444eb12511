"""Typed codes: the same right as a link, for a letter on paper. Twelve characters, and forgiving of how they are typed.

A code is derived, as a token is (`tokens.code`). Only for a letter is a row stored, from which whoever types the code
gets back the token, so that the ticket and the draft are those of the link. Code and token are in that row as little
as a password is in its hash: a thief of the database can neither list the codes nor tell whose ticket a row opens.
"""

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator
from operator import itemgetter
from types import ModuleType
from typing import Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from survey.storage.engines import writing
from survey.storage.responses import SALT, CodeSalt, TypedCode

GROUP = 6
LONGEST_TYPED = 100
SALT_BYTES, LOOKUP_BYTES, KEY_BYTES, NONCE_BYTES = 16, 16, 32, 12
WORK = {"n": 2**13, "r": 8, "p": 1}
"""Scrypt with 8 MiB and some 20 ms for each try: 60 bits are then out of reach, also for who has the database."""

LOOKS_LIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
"""The alphabet has no O, I, L and U: who types one means what it looks like."""


class Lettered(Protocol):
    """Somebody who gets a letter: the code on it and the token that it stands for."""

    @property
    def code(self) -> str:
        """As `tokens.code` makes it."""

    @property
    def token(self) -> str:
        """As `tokens.token` makes it."""


def grouped(code: str) -> str:
    """The code as it is printed: two groups of six."""
    return f"{code[:GROUP]} {code[GROUP:]}"


def typed(text: str) -> str:
    """What somebody typed as a code has it: capitals and digits only, in any script's digits, look-alikes resolved.

    It need not be a code: what is too long or too short is looked up like any other, and is not found.
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST_TYPED]).upper()
    signs = (str(unicodedata.decimal(sign, sign)) for sign in plain)
    return "".join(sign for sign in signs if sign.isascii() and sign.isalnum()).translate(LOOKS_LIKE)


def keep(responses: Session, wave_id: str, letters: Iterable[Lettered]) -> Iterator[int]:
    """Store the codes of these letters, in one transaction at the end; yields how many are ready. Commits.

    They go in the order of their lookups, which says nothing about the order of people; a code that is there already
    stays as it is.
    """
    salt = _salt(responses)
    rows = []
    for letter in letters:
        lookup, key = _derived(letter.code, salt)
        rows.append({"lookup": lookup, "wave_id": wave_id, "sealed": _seal(key, lookup, letter.token)})
        yield len(rows)
    rows.sort(key=itemgetter("lookup"))
    if rows:
        writing(responses).execute(_dialect(responses).insert(TypedCode).on_conflict_do_nothing(), rows)
        responses.commit()


def lookups(responses: Session, codes: Iterable[str]) -> list[bytes]:
    """Where the rows of these codes are, as `tokens.code` makes them, or would be; takes 20 ms for each. None before
    the first letter was made."""
    salt = responses.scalar(select(CodeSalt.salt))
    responses.rollback()
    return [_derived(code, salt)[0] for code in codes] if salt else []


def forget(responses: Session, found: Iterable[bytes]) -> None:
    """Make the codes behind these lookups work no more. Commits."""
    writing(responses).execute(delete(TypedCode).where(TypedCode.lookup.in_(found)))
    responses.commit()


def token_behind(responses: Session, text: str) -> str | None:
    """The token that a typed code stands for; None if there is no such code, which takes the same time to find out."""
    salt = responses.scalar(select(CodeSalt.salt)) or bytes(SALT_BYTES)
    lookup, key = _derived(typed(text), salt)
    sealed = responses.scalar(select(TypedCode.sealed).where(TypedCode.lookup == lookup))
    responses.rollback()
    if sealed is None:
        return None
    return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], lookup).decode()


def _seal(key: bytes, lookup: bytes, token: str) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, token.encode(), lookup)


def _derived(code: str, salt: bytes) -> tuple[bytes, bytes]:
    """Where the row of a code is, and the key that its token is sealed with."""
    content = hashlib.scrypt(code.encode(), salt=salt, dklen=LOOKUP_BYTES + KEY_BYTES, **WORK)
    return content[:LOOKUP_BYTES], content[LOOKUP_BYTES:]


def _salt(responses: Session) -> bytes:
    """The salt of this installation, made when the first letter is. It is kept with the rows that need it."""
    fresh = {"id": SALT, "salt": os.urandom(SALT_BYTES)}
    writing(responses).execute(_dialect(responses).insert(CodeSalt).values(fresh).on_conflict_do_nothing())
    salt: bytes = responses.scalars(select(CodeSalt.salt)).one()
    responses.commit()
    return salt


def _dialect(responses: Session) -> ModuleType:
    return sqlite if responses.get_bind().dialect.name == "sqlite" else postgresql
