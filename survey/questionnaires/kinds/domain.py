"""Answers: what one is, and what a key can have as one."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Answer = int | str | tuple[str, ...] | None
"""A stored answer. `None`: shown and left open. A key that is absent: not shown."""

Answers = dict[str, Answer]


class Missing(StrEnum):
    """The four reasons why a value can be absent; each has its own code, they are never mixed."""

    MISSING = "missing"
    NOT_SHOWN = "not_shown"
    DONT_KNOW = "dont_know"
    NOT_APPLICABLE = "not_applicable"


class Sort(StrEnum):
    """What an answer is, so that a condition compares like with like."""

    CODE = "code"
    CODES = "codes"
    NUMBER = "number"
    MONTH = "month"
    DATE = "date"
    TEXT = "text"


ORDERED = frozenset({Sort.NUMBER, Sort.MONTH, Sort.DATE})
"""The sorts of which one answer can be more than another."""


@dataclass(frozen=True, slots=True)
class Domain:
    """What an answer under one key can be: its sort, its codes, and for a number the steps from lowest to highest.

    A number, month or date can have codes too, which all say that there is no value. Of several codes, `most` is how
    many can be chosen, and an `exclusive` one stands alone.
    """

    sort: Sort
    codes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    lowest: Decimal | None = None
    highest: Decimal | None = None
    step: Decimal = Decimal(1)
    exclusive: tuple[str, ...] = ()
    most: int | None = None
