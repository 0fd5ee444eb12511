"""One pass over a text, from what is surest to what is least sure."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from . import addresses, numbers
from .names import has_name, names_in


class Trace(StrEnum):
    """A kind of words that can lead to a person."""

    NAME = "name"
    PHONE = "phone"
    MAIL = "mail"
    ACCOUNT = "account"
    CITIZEN_NUMBER = "citizen_number"
    POSTCODE = "postcode"
    LINK = "link"


STEPS = (
    (Trace.MAIL, addresses.without_mail),
    (Trace.LINK, addresses.without_links),
    (Trace.ACCOUNT, numbers.without_ibans),
    (Trace.CITIZEN_NUMBER, numbers.without_citizen_numbers),
    (Trace.PHONE, numbers.without_phones),
    (Trace.POSTCODE, numbers.without_postcodes),
)
"""What each finds is out of the way of the next: an account number is no telephone number."""


APOSTROPHES = "\u2018\u2019\u02bc`"
PLAIN = {"Pd": "-", "Zs": " "}
"""What stands for every dash, and for every space."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A trace in a text: from where until where, and of what kind."""

    start: int
    end: int
    kind: Trace


def traces(text: str) -> tuple[Trace, ...]:
    """The kinds of traces in a text, in the order of `Trace`; digits of every script count.

    Numbers and addresses are found by their form. Names are found by the words around them and by lists of usual ones,
    so that some are missed, and some words are taken for a name: this may warn, and decides nothing.
    """
    left = "".join(each for each, _start, _end in _plain(text))
    found: set[Trace] = set()
    for kind, without in STEPS:
        before, left = left, without(left)
        if left != before:
            found.add(kind)
    if has_name(left):
        found.add(Trace.NAME)
    return tuple(kind for kind in Trace if kind in found)


def spans(text: str) -> tuple[Span, ...]:
    """Where the traces are, for whoever reviews a text: in order, and none within another."""
    characters = _plain(text)
    left = "".join(each for each, _start, _end in characters)
    known: list[tuple[int, int, Trace]] = []
    for kind, without in STEPS:
        before, left = left, without(left)
        known += [(start, end, kind) for start, end in _blanked(before, left)]
    known += [(start, end, Trace.NAME) for start, end in names_in(left)]
    placed = sorted(Span(characters[start][1], characters[end - 1][2], kind) for start, end, kind in known)
    return tuple(_apart(placed))


def _blanked(before: str, after: str) -> Iterator[tuple[int, int]]:
    """The stretches in which two texts of one length differ; spaces within a stretch belong to it."""
    differing = [at for at, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    start = end = -1
    for at in differing:
        if start >= 0 and before[end:at].strip():
            yield start, end
            start = at
        start, end = (at if start < 0 else start), at + 1
    if start >= 0:
        yield start, end


def _apart(placed: Sequence[Span]) -> Iterator[Span]:
    """Spans that overlap, as one, of the kind of the first."""
    one: Span | None = None
    for each in placed:
        if one is not None and each.start < one.end:
            one = replace(one, end=max(one.end, each.end))
        else:
            if one is not None:
                yield one
            one = each
    if one is not None:
        yield one


def _plain(text: str) -> list[tuple[str, int, int]]:
    """The text with ASCII digits, usual spaces, hyphens and apostrophes, and one character for an accented letter; each
    character with where in the text it begins and ends."""
    found: list[tuple[str, int, int]] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        plain = (_character(each) for each in unicodedata.normalize("NFKC", text[start:end]))
        found += [(each, start, end) for each in plain if unicodedata.category(each) != "Cf"]
        start = end
    return found


def _character(each: str) -> str:
    if each.isdecimal():
        return str(unicodedata.decimal(each))
    if each in APOSTROPHES:
        return "'"
    return PLAIN.get(unicodedata.category(each), each)
