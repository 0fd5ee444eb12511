"""Conditions: `recommend == no and grade <= 5`, parsed by a small grammar and never evaluated as code.

A comparison with an item that was not shown, was left open, or has a "don't know" answer is false, with `!=` too, so
that nobody is asked something because of what they did not say. An answer that names a missing code can be asked for:
`recommend == dont_know`. `not (...)` turns the outcome around, whatever its reason.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any

from .expressions import Domains, Expression, Name, Word
from .kinds import Answers
from .problems import N_, RefusedError


class ConditionError(RefusedError):
    """The text is not a condition."""

    sentence = N_("The condition cannot be read at “{rest}”. Write it like: recommend == no and grade <= 5.")


class CalculationError(RefusedError):
    """The text is not a calculation."""

    sentence = N_("The calculation cannot be read at “{rest}”. Write it like: (hours + extra) * 52 / 12.")


class Operator(StrEnum):
    """How two values are compared."""

    EQUAL = "=="
    UNEQUAL = "!="
    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="


COMPARE: Mapping[Operator, Callable[[Any, Any], bool]] = {
    Operator.EQUAL: operator.eq,
    Operator.UNEQUAL: operator.ne,
    Operator.BELOW: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.ABOVE: operator.gt,
    Operator.AT_LEAST: operator.ge,
}

EQUALITY = frozenset({Operator.EQUAL, Operator.UNEQUAL})


class Condition:
    """What has to be so before something is shown."""

    __slots__ = ()

    def holds(self, answers: Answers, domains: Domains) -> bool:
        """Whether it is so, given `answers` (of items that were shown) and what each key can have."""
        raise NotImplementedError(type(self).__name__)

    def leaves(self) -> Iterator["Leaf"]:
        """Every simple condition in this one."""
        raise NotImplementedError(type(self).__name__)

    def references(self, domains: Domains) -> frozenset[str]:
        """The keys whose answers matter."""
        return frozenset(name for leaf in self.leaves() for name in leaf.names(domains))


class Leaf(Condition):
    """A condition with no other conditions in it."""

    __slots__ = ()

    def leaves(self) -> Iterator["Leaf"]:
        """Itself."""
        yield self

    def names(self, domains: Domains) -> Iterator[str]:
        """The keys that it looks at."""
        raise NotImplementedError(type(self).__name__)


@dataclass(frozen=True, slots=True)
class Comparison(Leaf):
    """`item == value` and its like. Words have no order: `<` and its like are false for them."""

    left: Expression
    operator: Operator
    right: Expression

    def code(self, domains: Domains) -> str | None:
        """The code that the right side says: a word in quotes, or a name that the left side has as a code.

        A name that no key has is a code as well, if only one that is not there.
        """
        if isinstance(self.right, Word):
            return self.right.text
        if not isinstance(self.left, Name) or not isinstance(self.right, Name):
            return None
        known = domains.get(self.left.key)
        is_code = self.right.key not in domains or (known is not None and self.right.key in known.codes)
        return self.right.key if is_code else None

    def names(self, domains: Domains) -> Iterator[str]:
        """Those of both sides that are no codes."""
        yield from self.left.names()
        if self.code(domains) is None:
            yield from self.right.names()

    def holds(self, answers: Answers, domains: Domains) -> bool:
        """Whether both values are there, are of one sort, and compare so."""
        code = self.code(domains)
        if code is not None and isinstance(self.left, Name) and answers.get(self.left.key) == code:
            return self.operator is Operator.EQUAL
        left = self.left.value(answers, domains)
        right = self.right.value(answers, domains) if code is None else code
        if left is None or right is None or isinstance(left, Fraction) is not isinstance(right, Fraction):
            return False
        if code is not None and self.operator not in EQUALITY:
            return False
        return COMPARE[self.operator](left, right)


@dataclass(frozen=True, slots=True)
class Contains(Leaf):
    """`item contains code`: the code is among the chosen ones."""

    item: str
    code: str

    def names(self, domains: Domains) -> Iterator[str]:
        """The item."""
        yield self.item

    def holds(self, answers: Answers, domains: Domains) -> bool:
        """Whether the code was chosen."""
        answer = answers.get(self.item)
        return isinstance(answer, tuple) and self.code in answer


@dataclass(frozen=True, slots=True)
class Answered(Leaf):
    """`item is answered`: shown and not left open. "Don't know" is an answer here."""

    item: str

    def names(self, domains: Domains) -> Iterator[str]:
        """The item."""
        yield self.item

    def holds(self, answers: Answers, domains: Domains) -> bool:
        """Whether there is an answer."""
        return answers.get(self.item) is not None


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """`not part`."""

    part: Condition

    def holds(self, answers: Answers, domains: Domains) -> bool:
        """Whether `part` does not hold."""
        return not self.part.holds(answers, domains)

    def leaves(self) -> Iterator[Leaf]:
        """Those of the part."""
        yield from self.part.leaves()


@dataclass(frozen=True, slots=True)
class All(Condition):
    """`part and part`."""

    parts: tuple[Condition, ...]

    def holds(self, answers: Answers, domains: Domains) -> bool:
        """Whether every part holds."""
        return all(part.holds(answers, domains) for part in self.parts)

    def leaves(self) -> Iterator[Leaf]:
        """Those of all parts."""
        for part in self.parts:
            yield from part.leaves()


@dataclass(frozen=True, slots=True)
class Some(Condition):
    """`part or part`."""

    parts: tuple[Condition, ...]

    def holds(self, answers: Answers, domains: Domains) -> bool:
        """Whether a part holds."""
        return any(part.holds(answers, domains) for part in self.parts)

    def leaves(self) -> Iterator[Leaf]:
        """Those of all parts."""
        for part in self.parts:
            yield from part.leaves()


@lru_cache(maxsize=4096)
def parse(text: str) -> Condition:
    """The condition that `text` says; `ConditionError` if it says none."""
    from .grammar import read_condition  # noqa: PLC0415 - pages without a condition start without the parser

    return read_condition(text)


@lru_cache(maxsize=512)
def calculation(text: str) -> Expression:
    """The calculation that `text` says; `CalculationError` if it says none."""
    from .grammar import read_calculation  # noqa: PLC0415 - as in parse

    return read_calculation(text)
