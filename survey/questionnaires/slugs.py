"""Slugs: short names for addresses and files, made of titles."""

import re
import unicodedata
from collections.abc import Collection

LONGEST = 40


def slug(title: str) -> str:
    """The title in small letters, digits and hyphens, such as `wat-vindt-u`; empty if nothing of it is left."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).lstrip("-0123456789")
    return words[:LONGEST].rstrip("-")


def free_slug(wanted: str, taken: Collection[str]) -> str:
    """The slug, or the slug with a number that nothing has yet. `new` is a page of our own."""
    every = [wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 4))]
    return next(each for each in every if each not in taken and each != "new")
