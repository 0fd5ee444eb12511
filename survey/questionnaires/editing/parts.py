"""What an item of each kind consists of: its texts, its settings, and whether it has answers to choose from.

It follows from the definitions of the kinds, so that a new kind can be edited as soon as it has its definition.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from ..kinds import KINDS


class Sort(StrEnum):
    """What is filled in for a setting."""

    WHOLE = "whole"
    NUMBER = "number"
    MONTH = "month"
    DATE = "date"
    TEXT = "text"
    YES_OR_NO = "yes_or_no"


SETTINGS: dict[str, Sort] = {
    "value": Sort.TEXT,
    "decimals": Sort.WHOLE,
    "minimum": Sort.NUMBER,
    "maximum": Sort.NUMBER,
    "earliest": Sort.DATE,
    "latest": Sort.DATE,
    "top": Sort.WHOLE,
    "length": Sort.WHOLE,
    "randomise": Sort.YES_OR_NO,
    "core": Sort.YES_OR_NO,
}
"""The settings that kinds can have, in the order in which a form has them."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text of an item, under its key."""

    name: str
    is_needed: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of an item, under its key; `default` is what counts where it is not said."""

    name: str
    sort: Sort
    default: object


@cache
def texts(kind: str) -> tuple[Said, ...]:
    """The texts that an item of a kind has or can have, its own text first."""
    fields = KINDS[kind].model_fields
    found = [Said(name, each.is_required()) for name, each in fields.items() if _is_wording(each)]
    return tuple(
        sorted(found, key=lambda said: ("text", "hint").index(said.name) if said.name in ("text", "hint") else 2)
    )


@cache
def settings(kind: str) -> tuple[Setting, ...]:
    """The settings that an item of a kind can have."""
    fields = KINDS[kind].model_fields
    found = [(name, sort) for name, sort in SETTINGS.items() if name in fields and not _is_fixed(fields[name])]
    return tuple(Setting(name, _sort(kind, sort), fields[name].get_default()) for name, sort in found)


@cache
def has_options(kind: str) -> bool:
    """Whether somebody makes a list of answers for it."""
    return "options" in KINDS[kind].model_fields


@cache
def has_questions(kind: str) -> bool:
    """Whether it is a card with questions of its own."""
    return "questions" in KINDS[kind].model_fields


def _sort(kind: str, sort: Sort) -> Sort:
    if sort is Sort.DATE and kind == "month":
        return Sort.MONTH
    return Sort.WHOLE if sort is Sort.NUMBER and kind != "number" else sort


def _is_fixed(field: FieldInfo) -> bool:
    return get_origin(field.annotation) is Literal


def _is_wording(field: FieldInfo) -> bool:
    """Whether the field holds a text in every language."""
    annotation = field.annotation
    inner = [
        get_args(each)[0] if get_args(each) and get_origin(each) is not dict else each for each in get_args(annotation)
    ]
    return any(get_origin(each) is dict for each in (annotation, *inner))
