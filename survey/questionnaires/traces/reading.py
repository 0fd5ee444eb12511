"""One pass over a text, from what is surest to what is least sure."""

import unicodedata
from enum import StrEnum

from . import addresses, numbers
from .names import has_name


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


def traces(text: str) -> tuple[Trace, ...]:
    """The kinds of traces in a text, in the order of `Trace`; digits of every script count.

    Numbers and addresses are found by their form. Names are found by the words around them and by lists of usual ones,
    so that some are missed, and some words are taken for a name: this may warn, and decides nothing.
    """
    left = _plain(text)
    found: set[Trace] = set()
    for kind, without in STEPS:
        before, left = left, without(left)
        if left != before:
            found.add(kind)
    if has_name(left):
        found.add(Trace.NAME)
    return tuple(kind for kind in Trace if kind in found)


def _plain(text: str) -> str:
    """The text with ASCII digits, usual spaces, hyphens and apostrophes, and one character for an accented letter."""
    plain = "".join(_character(each) for each in unicodedata.normalize("NFKC", text))
    return "".join(each for each in plain if unicodedata.category(each) != "Cf")


def _character(each: str) -> str:
    if each.isdecimal():
        return str(unicodedata.decimal(each))
    if each in APOSTROPHES:
        return "'"
    return PLAIN.get(unicodedata.category(each), each)
