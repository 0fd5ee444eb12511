"""Tokens: the secret in a link, and everything that follows from it. Nothing here is stored beside a contact."""

import base64
import hashlib
import hmac

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CODE_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Five bits each; no I, L, O and U, which look like others."""
CODE_LENGTH = 12


def token(key: bytes, wave_id: str, contact_id: int, round_: int, trajectory: str = "") -> str:
    """The secret of one person's link to one wave: 160 bits in base32, the same each time it is derived.

    `base32(HMAC-SHA256(key, wave | contact | trajectory | round)[:20])`, each field preceded by its length.
    """
    return _base32(_keyed(key, wave_id, str(contact_id), trajectory, str(round_))[:20])


def code(key: bytes, wave_id: str, contact_id: int, round_: int, trajectory: str = "") -> str:
    """What one person can type instead of the link: 60 bits in `CODE_SIGNS`, the same each time it is derived.

    `HMAC-SHA256(key, "code" | wave | contact | trajectory | round)`, each field preceded by its length.
    """
    content = _keyed(key, "code", wave_id, str(contact_id), trajectory, str(round_))
    return "".join(CODE_SIGNS[byte % len(CODE_SIGNS)] for byte in content[:CODE_LENGTH])


def pseudonym(key: bytes, study_id: str, contact_id: int) -> bytes:
    """The 16-byte label that joins one person's waves of one study."""
    return _keyed(key, study_id, str(contact_id))[:16]


def ticket_hash(secret: str) -> bytes:
    """SHA-256 of a token: the key of its ticket."""
    return hashlib.sha256(secret.encode()).digest()


def handle(secret: str) -> str:
    """Eight characters that name a form in the address bar without giving the token away."""
    return _base32(_derived(secret, "handle"))[:8].lower()


def draft_key(secret: str) -> bytes:
    """The AES-256 key of the draft behind a token."""
    return _derived(secret, "draft")


def order_seed(secret: str) -> bytes:
    """What options in random order are ordered by: the same on every page and device of one person."""
    return _derived(secret, "order")


def _keyed(key: bytes, *fields: str) -> bytes:
    message = b"".join(len(field.encode()).to_bytes(4, "big") + field.encode() for field in fields)
    return hmac.digest(key, message, "sha256")


def _derived(secret: str, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(secret.encode())


def _base32(content: bytes) -> str:
    return base64.b32encode(content).decode().rstrip("=")
