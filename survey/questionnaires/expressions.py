"""What a condition compares and a calculated item works out: numbers, answers, and sums of them. Never run as code.

An expression has no value where an answer that it needs was not shown, was left open, or says why there is none.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from .kinds import Answers, Domain, Sort
from .kinds.amounts import worth

Domains = Mapping[str, Domain]
"""What each answer key can have."""

Value = Fraction | str | None
"""A number; or a code, month or date; or none."""


class Sign(StrEnum):
    """How two numbers are taken together."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    DIVIDED = "/"


WORK_OUT: Mapping[Sign, Callable[[Fraction, Fraction], Fraction]] = {
    Sign.PLUS: operator.add,
    Sign.MINUS: operator.sub,
    Sign.TIMES: operator.mul,
    Sign.DIVIDED: operator.truediv,
}


class Expression:
    """Something that has a value, given answers."""

    __slots__ = ()

    def value(self, answers: Answers, domains: Domains) -> Value:
        """The value, or None where there is none."""
        raise NotImplementedError(type(self).__name__)

    def names(self) -> Iterator[str]:
        """The answer keys that it looks at."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Number(Expression):
    """`5` or `2.5`."""

    number: Fraction

    def __str__(self) -> str:
        return str(self.number.numerator if self.number.denominator == 1 else float(self.number))

    def value(self, answers: Answers, domains: Domains) -> Value:
        """The number."""
        return self.number


@dataclass(frozen=True, slots=True)
class Moment(Expression):
    """`2026-03` or `2026-03-31`."""

    text: str
    sort: Sort

    def __str__(self) -> str:
        return self.text

    def value(self, answers: Answers, domains: Domains) -> Value:
        """The month or date, which as a text sorts by time."""
        return self.text


@dataclass(frozen=True, slots=True)
class Word(Expression):
    """`"no"`: a code between quotes."""

    text: str

    def __str__(self) -> str:
        return f'"{self.text}"'

    def value(self, answers: Answers, domains: Domains) -> Value:
        """The code."""
        return self.text


@dataclass(frozen=True, slots=True)
class Name(Expression):
    """`grade`: the answer under a key, or a code where a code of the other side is called so."""

    key: str

    def __str__(self) -> str:
        return self.key

    def value(self, answers: Answers, domains: Domains) -> Value:
        """The answer, unless it says why there is no value."""
        answer = answers.get(self.key)
        amount = worth(answer)
        if amount is not None:
            return Fraction(amount)
        known = domains.get(self.key)
        if not isinstance(answer, str) or (known is not None and answer in known.missing):
            return None
        return answer

    def names(self) -> Iterator[str]:
        """The key."""
        yield self.key


@dataclass(frozen=True, slots=True)
class Count(Expression):
    """`count(good)`: how many answers were chosen; those that say why there is no value do not count."""

    key: str

    def __str__(self) -> str:
        return f"count({self.key})"

    def value(self, answers: Answers, domains: Domains) -> Value:
        """The number of codes."""
        answer = answers.get(self.key)
        if not isinstance(answer, tuple):
            return None
        known = domains.get(self.key)
        return Fraction(len([code for code in answer if known is None or code not in known.missing]))

    def names(self) -> Iterator[str]:
        """The key."""
        yield self.key


@dataclass(frozen=True, slots=True)
class Calculation(Expression):
    """`left + right` and its like; nothing comes of a division by zero."""

    left: Expression
    sign: Sign
    right: Expression

    def __str__(self) -> str:
        return f"{self.left} {self.sign} {self.right}"

    def value(self, answers: Answers, domains: Domains) -> Value:
        """The outcome, exact."""
        left, right = self.left.value(answers, domains), self.right.value(answers, domains)
        if not isinstance(left, Fraction) or not isinstance(right, Fraction):
            return None
        if self.sign is Sign.DIVIDED and right == 0:
            return None
        return WORK_OUT[self.sign](left, right)

    def names(self) -> Iterator[str]:
        """Those of both sides."""
        yield from self.left.names()
        yield from self.right.names()


def rounded(value: Fraction, decimals: int) -> Decimal:
    """`value` with so many decimals, halves away from zero: exactly, never through a binary fraction."""
    scale = 10**decimals
    steps = int(abs(value) * scale + Fraction(1, 2))
    return Decimal(-steps if value < 0 else steps).scaleb(-decimals)
