"""Addresses on the net: e-mail, links, and names of accounts.

Each takes a text and returns it with blanks for what it found.
"""

import re

from .blanks import blank
from .lists import words

_MAIL = re.compile(
    r"[^\s@<>()\[\],;:]{1,64}(?:@|(?:\s?[\[(](?:at|apenstaartje|a)[\])]\s?)|\s(?:apenstaartje|at-teken)\s)"
    r"[^\s@<>()\[\],;:]{1,64}(?:\.|\s(?:punt|dot)\s)[^\W\d_]{2,}",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>]+", re.IGNORECASE)
_SITE = re.compile(
    r"(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,5}(?:nl|com|org|eu|amsterdam)(?![\w.-]*\w)(?:/[^\s<>]*)?", re.IGNORECASE
)
_ACCOUNT = re.compile(r"(?<![\w@/.])@[^\W\d][\w.]{2,29}")
_NETWORK = re.compile(
    r"\b(?:insta|instagram|snap|snapchat|tiktok|telegram|facebook|linkedin)(?: is)?\s?[:=]\s?\S{3,}", re.IGNORECASE
)


def without_mail(text: str) -> str:
    """The text without e-mail addresses, also when `@` is written in words."""
    return _MAIL.sub(blank, text)


def without_links(text: str) -> str:
    """The text without links and names of accounts. Well-known sites, without a page of theirs, stay."""
    for pattern in (_LINK, _SITE):
        text = pattern.sub(lambda found: found[0] if _is_public(found[0]) else blank(found), text)
    return _NETWORK.sub(blank, _ACCOUNT.sub(blank, text))


def _is_public(link: str) -> bool:
    site = link.lower().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/.,;:!?)")
    return site in words("sites")
