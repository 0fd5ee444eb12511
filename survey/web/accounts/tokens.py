"""Secrets of accounts: made at random, kept as digests or sealed."""

import hashlib
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12


def made() -> str:
    """A secret of 256 bits, as it can stand in an address."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """SHA-256 in hex: enough for what nobody can guess."""
    return hashlib.sha256(secret.encode()).hexdigest()


def sealed(key: bytes, content: str, owner: str) -> bytes:
    """The content under the installation's key; it opens for this owner only."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(_derived(key)).encrypt(nonce, content.encode(), owner.encode())


def opened(key: bytes, content: bytes, owner: str) -> str:
    """What was sealed; `cryptography.exceptions.InvalidTag` if it was not for this owner, or under another key."""
    return AESGCM(_derived(key)).decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], owner.encode()).decode()


def _derived(key: bytes) -> bytes:
    return HKDF(SHA256(), 32, None, b"second factor").derive(key)
