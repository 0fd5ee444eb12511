"""A visit: the token of one form in a cookie of its own, so that it leaves the address bar.

Flask's session is signed but readable; this cookie is encrypted. It is sent to the addresses of its own form only, so
that somebody with several forms in several tabs never mixes them.
"""

import base64
import binascii
import os
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app, request
from werkzeug import Response

from survey.extensions import settings
from survey.fieldwork.tokens import handle

COOKIE = "answer"
LAST_COOKIE = "sent"
TO_WITHDRAW = "withdraw"
RECEIVED_COOKIE = "received"
"""At the door of an open study: answers were sent from this browser. It says no more than that."""
NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who pressed Start: the token of the link, and the language they chose."""

    token: str
    language: str

    @property
    def handle(self) -> str:
        """What names the form in the address bar."""
        return handle(self.token)


@lru_cache(maxsize=8)
def _cipher(secret_key: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=b"answer cookie").derive(secret_key))


def seal(secret_key: bytes, visit: Visit, purpose: str | None = None) -> str:
    """The cookie's value: nonce and ciphertext, bound to the handle or to another purpose."""
    nonce = os.urandom(NONCE_BYTES)
    content = f"{visit.token} {visit.language}".encode()
    sealed = _cipher(secret_key).encrypt(nonce, content, (purpose or visit.handle).encode())
    return base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(secret_key: bytes, value: str, purpose: str) -> Visit | None:
    """The visit in a cookie, for the form with this handle; None if it is another's, was changed, or is not ours."""
    try:
        sealed = base64.urlsafe_b64decode(value.encode())
        content = _cipher(secret_key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], purpose.encode())
    except (InvalidTag, ValueError, binascii.Error):
        return None
    token, _, language = content.decode().partition(" ")
    return Visit(token, language)


def _secret_key() -> bytes:
    key: bytes = current_app.config["SECRET_KEY"]
    return key


def current(form: str) -> Visit | None:
    """The visit that this request belongs to, or None."""
    return unseal(_secret_key(), request.cookies.get(COOKIE, ""), form)


def keep(response: Response, visit: Visit) -> None:
    """Let the browser carry the visit to the pages of its form, until it is closed."""
    _set(response, COOKIE, seal(_secret_key(), visit), f"/answer/{visit.handle}")


def forget(response: Response, form: str) -> None:
    """Let the browser forget the visit."""
    response.delete_cookie(COOKIE, path=f"/answer/{form}", httponly=True, samesite="Lax")


def right(visit: Visit) -> str:
    """What a page holds of somebody who may remove their answers."""
    return seal(_secret_key(), visit, TO_WITHDRAW)


def holder(right_: str) -> Visit | None:
    """Who holds a right to remove answers; None if it is not ours."""
    return unseal(_secret_key(), right_, TO_WITHDRAW)


def keep_last(response: Response, visit: Visit, study_id: str) -> None:
    """Let the browser carry the visit to the thank-you page."""
    _set(response, LAST_COOKIE, seal(_secret_key(), visit, _thanks(study_id)), _thanks(study_id))


def last(study_id: str) -> Visit | None:
    """The visit that ends with this thank-you page, or None."""
    return unseal(_secret_key(), request.cookies.get(LAST_COOKIE, ""), _thanks(study_id))


def forget_last(response: Response, study_id: str) -> None:
    """Let the browser forget that there was a visit."""
    response.delete_cookie(LAST_COOKIE, path=_thanks(study_id), httponly=True, samesite="Lax")


def keep_received(response: Response, wave_id: str) -> None:
    """Let the browser say at the door of an open study, until it is closed, that answers were sent."""
    _set(response, RECEIVED_COOKIE, "yes", f"/j/{wave_id}")


def has_received() -> bool:
    """Whether this browser says so at the door that it is at; it sends the cookie to no other."""
    return RECEIVED_COOKIE in request.cookies


def _thanks(study_id: str) -> str:
    return f"/thanks/{study_id}"


def _set(response: Response, name: str, value: str, path: str) -> None:
    secure = settings().public_url.startswith("https:")
    response.set_cookie(name, value, path=path, httponly=True, samesite="Lax", secure=secure)
