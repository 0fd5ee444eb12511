"""Drafts: answers in progress, encrypted under the token, so that they cannot be read without the link."""

import os
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from survey.questionnaires.kinds import Answers
from survey.questionnaires.routing import dump, thaw

from .tokens import draft_key, ticket_hash

NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Draft:
    """What was answered so far, the last page that was sent, the language that was chosen on the way, and which texts
    were asked about (see `second_look`)."""

    answers: Answers = field(default_factory=dict)
    page: str | None = None
    language: str | None = None
    asked: frozenset[str] = frozenset()


def seal(secret: str, draft: Draft) -> bytes:
    """Nonce and AES-GCM ciphertext, bound to the ticket."""
    nonce = os.urandom(NONCE_BYTES)
    content = f"{draft.page or ''} {draft.language or ''} {','.join(sorted(draft.asked))}\n{dump(draft.answers)}"
    return nonce + AESGCM(draft_key(secret)).encrypt(nonce, content.encode(), ticket_hash(secret))


def unseal(secret: str, sealed: bytes) -> Draft:
    """The draft; `cryptography.exceptions.InvalidTag` if it is another's or was changed."""
    content = AESGCM(draft_key(secret)).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], ticket_hash(secret))
    place, _, answers = content.decode().partition("\n")
    page, language, asked = [*place.split(" "), "", ""][:3]  # Older drafts end with the language, or the page.
    return Draft(thaw(answers), page or None, language or None, frozenset(filter(None, asked.split(","))))
