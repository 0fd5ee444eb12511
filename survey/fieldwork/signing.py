"""Signing: a mail carries a signature (DKIM, RFC 6376) by which a mail server sees whose it is and that it is whole."""

from dataclasses import dataclass
from pathlib import Path

import dkim

SIGNED = (
    *(b"from", b"to", b"reply-to", b"subject", b"date", b"message-id", b"auto-submitted", b"content-type"),
    *(b"content-language", b"mime-version", b"list-unsubscribe", b"list-unsubscribe-post"),
)
"""The headers that a signature covers; RFC 8058 asks for the last two."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs for a domain, with the private key whose public half stands in the DNS at `selector._domainkey.domain`."""

    domain: str
    selector: str
    key: bytes

    @classmethod
    def of(cls, address: str, selector: str, path: Path) -> "Signer":
        """A signer for the domain of an address, with the key (PEM) in a file."""
        return cls(address.rpartition("@")[2], selector, path.read_bytes())

    def sign(self, content: bytes) -> bytes:
        """The message with a signature before it."""
        present = [name for name in SIGNED if b"\r\n" + name + b":" in b"\r\n" + content.lower()]
        signature: bytes = dkim.sign(
            content,
            self.selector.encode(),
            self.domain.encode(),
            self.key,
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=present,
        )
        return signature + content
