"""Cells: what somebody typed as an answer, in codes or in words, and why it is none."""

import re
from collections.abc import Sequence
from functools import singledispatch

from survey.questionnaires.kinds import Answer, Item, Missing, MultipleChoice, Ranking, Sort
from survey.questionnaires.kinds.amounts import Amount
from survey.questionnaires.kinds.dont_know import MayNotKnow
from survey.questionnaires.kinds.moments import Moment
from survey.questionnaires.kinds.steps import Steps
from survey.questionnaires.kinds.texts import clean
from survey.questionnaires.problems import N_

SEPARATOR = ";"
DUTCH_DAY = re.compile(r"(?:([0-9]{1,2})[-/])?([0-9]{1,2})[-/]([0-9]{4})")
QUOTED = re.compile(r"'(?=[=+\-@\t\r\n'\uff1d\uff0b\uff0d\uff20])")
"""The apostrophe that an export puts before what looks like a formula."""
MENTIONED = {"1": True, "x": True, "ja": True, "yes": True, "true": True, "waar": True}
MENTIONED |= {"0": False, "nee": False, "no": False, "false": False, "onwaar": False}

NOT_AN_OPTION = N_("“{value}” is not one of the answers ({allowed})")
NOT_A_NUMBER = N_("“{value}” is not a number from {lowest} to {highest} in steps of {step}")
NOT_A_MONTH = N_("“{value}” is not a month from {earliest} to {latest}, such as 2026-03")
NOT_A_DAY = N_("“{value}” is not a day from {earliest} to {latest}, such as 2026-03-31")
NOT_SO_MANY = N_("“{value}” are {number} answers; choose from {fewest} to {most}")
NOT_TOGETHER = N_("“{value}”: one of these answers excludes all others")
TOO_LONG = N_("the text has {number} characters, and there is room for {limit}")

Complaint = tuple[str, dict[str, object]]
"""A message id, and what is filled in."""


def answer(item: Item, key: str, text: str) -> Answer:
    """What a cell says under `key`; what is no answer stays as it was typed, so that the item refuses it."""
    if key in item.text_keys():
        return clean(QUOTED.sub("", text, count=1)) or None
    if not text:
        return None
    if isinstance(item, MayNotKnow) and text.casefold() in _unsure(item):
        return Missing.DONT_KNOW.value
    return _closed(item, text)


def _unsure(item: MayNotKnow) -> set[str]:
    return (
        {Missing.DONT_KNOW.value, *(words.casefold() for words in item.dont_know.values())} if item.dont_know else set()
    )


@singledispatch
def _closed(item: Item, text: str) -> Answer:
    """One option or several."""
    if not item.several:
        return code(item, text)
    whole = code(item, text)
    parts = [whole] if whole in item.codes() else [code(item, part.strip()) for part in text.split(SEPARATOR)]
    return several(item, [part for part in parts if part])


@_closed.register
def _steps(_item: Steps, text: str) -> Answer:
    return int(text) if re.fullmatch(r"[0-9]{1,3}", text) else text


@_closed.register
def _amount(item: Amount, text: str) -> Answer:
    return item.understood(text)


@_closed.register
def _moment(item: Moment, text: str) -> Answer:
    """As it is stored, or as it is written in Dutch: 31-3-2026; a month may come as one of its days."""
    written = DUTCH_DAY.fullmatch(text)
    if written:
        day, month, year = written.groups()
        text = f"{year}-{month:0>2}" + (f"-{day:0>2}" if day else "")
    return text[:7] if item.sort is Sort.MONTH and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else text


def code(item: Item, text: str) -> str:
    """The code of the option that is meant, by its code or its words in any language; else the text itself."""
    options = item.choices(item.id)
    if text in item.codes():
        return text
    meant = {each.code for each in options if text.casefold() in {words.casefold() for words in each.text.values()}}
    return meant.pop() if len(meant) == 1 else text


def several(item: Item, codes: Sequence[str]) -> Answer:
    """Chosen codes as they are stored: in the order of the options, or of a ranking in their own."""
    if isinstance(item, Ranking):
        return tuple(codes) or None
    known = [each for each in item.codes() if each in codes]
    return (*known, *(each for each in codes if each not in known)) or None


def complaint(item: Item, key: str, given: Answer) -> Complaint:
    """Why an answer is none."""
    value = SEPARATOR.join(given) if isinstance(given, tuple) else given
    if key in item.text_keys():
        return TOO_LONG, {"number": len(str(given)), "limit": getattr(item, "length", 200)}
    if isinstance(item, Steps | Amount):
        domain = item.domain(key)
        return NOT_A_NUMBER, {
            "value": value,
            "lowest": domain.lowest,
            "highest": domain.highest,
            "step": domain.step,
        }
    if isinstance(item, Moment):
        message = NOT_A_MONTH if item.sort is Sort.MONTH else NOT_A_DAY
        return message, {"value": value, "earliest": item.earliest, "latest": item.latest}
    if isinstance(given, tuple) and set(given) <= set(item.codes()):
        return _together(item, given, str(value))
    return NOT_AN_OPTION, {"value": value, "allowed": ", ".join(item.codes())}


def _together(item: Item, given: tuple[str, ...], value: str) -> Complaint:
    """Why answers that are all possible cannot be given together."""
    if isinstance(item, MultipleChoice) and item.exclusive_codes() & set(given) and len(given) > 1:
        return NOT_TOGETHER, {"value": value}
    fewest = item.minimum if isinstance(item, MultipleChoice) else 1
    most = item.domain(item.id).most or len(item.codes())
    return NOT_SO_MANY, {"value": value, "number": len(given), "fewest": fewest, "most": most}
