"""The link under a mail with which a person stops all mails of a study. It holds the contact, sealed, and no token.

Whoever has the link can stop mails and let them come again, and nothing else: it opens no questionnaire.
"""

import base64
import binascii
import json
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PURPOSE = b"stop link"
NONCE = 12
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Stop:
    """Who stops the mails of which study, and the language to say so in."""

    contact_id: int
    study_id: str
    language: str


def stop_key(secret: bytes) -> bytes:
    """The AES-256 key of these links, made of the installation's secret key."""
    return HKDF(SHA256(), 32, salt=None, info=PURPOSE).derive(secret)


def seal(key: bytes, stop: Stop) -> str:
    """What stands in the link, for an address: different each time, and of no meaning to anybody else."""
    nonce = os.urandom(NONCE)
    content = json.dumps([stop.contact_id, stop.study_id, stop.language]).encode()
    return base64.urlsafe_b64encode(nonce + AESGCM(key).encrypt(nonce, content, PURPOSE)).decode().rstrip("=")


def unseal(key: bytes, sealed: str) -> Stop | None:
    """Who is meant; None for anything that we did not seal."""
    if len(sealed) > LONGEST or not sealed.isascii():
        return None
    try:
        content = base64.b64decode(sealed + "=" * (-len(sealed) % 4), altchars=b"-_", validate=True)
        contact_id, study_id, language = json.loads(AESGCM(key).decrypt(content[:NONCE], content[NONCE:], PURPOSE))
    except (InvalidTag, binascii.Error, ValueError):
        return None
    return Stop(contact_id, study_id, language)
