"""A canary is seen in whatever way it was written down."""

import base64
import os
from hashlib import sha256
from urllib.parse import quote

import pytest

from .canaries import disguises, sightings

ADDRESS = b"jan+kanarie@example.org"


@pytest.mark.parametrize(
    "content",
    [
        ADDRESS,
        quote(ADDRESS, safe="").encode(),
        ADDRESS.upper(),
        ADDRESS.hex().encode(),
        *(base64.b64encode(b"x" * shift + ADDRESS + b"y" * 5) for shift in range(3)),
        *(base64.urlsafe_b64encode(b"{" * shift + ADDRESS + b"}") for shift in range(3)),
        sha256(ADDRESS).digest(),
        sha256(ADDRESS).hexdigest().encode(),
        base64.b64encode(sha256(ADDRESS).digest()),
    ],
)
def test_a_canary_is_seen_in_every_disguise(content: bytes) -> None:
    assert sightings({"log": b"before " + content + b" after"}, {"address": ADDRESS})


def test_no_disguise_is_so_short_that_it_is_seen_everywhere() -> None:
    assert min(len(form) for _, form in disguises(b"zqunpaid")) >= 5
    assert sightings({"log": os.urandom(1_000_000)}, {"address": ADDRESS, "story": b"zqverhaal"}) == []
