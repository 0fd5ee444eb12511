"""Tokens: the secret in a link, and everything that follows from it. Nothing here is stored beside a contact."""

import base64
import hashlib
import hmac
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CODE_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Five bits each; no I, L, O and U, which look like others."""
CODE_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Form:
    """One questionnaire for one contact: `trajectory_id` is None where it is about no trajectory in particular."""

    contact_id: int
    trajectory_id: int | None
    round: int

    @property
    def about(self) -> str:
        """The trajectory as it goes into a token: empty where there is none."""
        return "" if self.trajectory_id is None else str(self.trajectory_id)


def form_token(key: bytes, wave_id: str, form: Form) -> str:
    """The secret of the link to a form."""
    return token(key, wave_id, form.contact_id, form.round, form.about)


def form_code(key: bytes, wave_id: str, form: Form) -> str:
    """What can be typed instead of that link."""
    return code(key, wave_id, form.contact_id, form.round, form.about)


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


def trajectory_pseudonym(key: bytes, study_id: str, audience: str, form: Form) -> bytes:
    """The 16-byte label that joins the waves of one trajectory, or of one person without any, for one audience.

    It differs per audience, so that a coach who recognises a row of their own cannot follow it to the participant; and
    per round, so that nobody has two responses to a wave under the same labels.
    """
    alone = str(form.contact_id) if form.trajectory_id is None else ""
    return _keyed(key, "trajectory", study_id, audience, form.about, alone, str(form.round))[:16]


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
