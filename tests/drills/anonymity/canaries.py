"""Canaries: values that may turn up nowhere, looked for as they are, in other alphabets, and hashed."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from urllib.parse import quote, quote_plus

from .loot import Files

HASHES = ("md5", "sha1", "sha256", "sha512", "blake2b")
KEPT = 12
"""So many bytes of a hash are looked for: it may have been cut."""


def disguises(canary: bytes) -> Iterator[tuple[str, bytes]]:
    """Every way to write a value down, with its name."""
    yield "as it is", canary
    for name, folded in (("in capitals", canary.upper()), ("in small letters", canary.lower())):
        if folded != canary:
            yield name, folded
    for each in (quote(canary, safe=""), quote(canary), quote_plus(canary)):
        if each.encode() != canary:
            yield "in an address", each.encode()
    yield from _in_base64(canary)
    yield "in hexadecimal", canary.hex().encode()
    for name in HASHES:
        digest = hashlib.new(name, canary).digest()
        yield f"as {name}", digest[:KEPT]
        yield f"as {name} in hexadecimal", digest.hex()[: 2 * KEPT].encode()
        yield f"as {name} in base64", base64.b64encode(digest)[:KEPT]
        yield f"as {name} in base64", base64.urlsafe_b64encode(digest)[:KEPT]


def _in_base64(canary: bytes) -> Iterator[tuple[str, bytes]]:
    """At each of the three places where it can begin, without the signs that depend on what is around it."""
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        for shift in range(3):
            padded = b"\0" * shift + canary
            whole = encode(padded[: len(padded) - len(padded) % 3])
            yield "in base64", whole[-(-shift * 8 // 6) + (shift > 0) :][1 if shift else 0 :]
    yield "in base32", base64.b32encode(canary[: len(canary) - len(canary) % 5])


def sightings(files: Files, canaries: Mapping[str, bytes]) -> list[str]:
    """Where which canary was seen, and in what disguise."""
    return sorted(
        {
            f"{name}: {kind} {disguise}"
            for kind, canary in canaries.items()
            for disguise, form in disguises(canary)
            for name, content in files.items()
            if form in content
        }
    )
