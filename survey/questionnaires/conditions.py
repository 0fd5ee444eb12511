"""Conditions: `recommend == no and grade <= 5`, parsed by a small grammar and never evaluated as code.

A comparison with an item that was not shown, was left open, or has a "don't know" answer is false, with `!=` too, so
that nobody is asked something because of what they did not say. An answer that names a missing code can be asked for:
`recommend == dont_know`. `not (...)` turns the outcome around, whatever its reason.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from .kinds import Answers
from .problems import N_, RefusedError


class ConditionError(RefusedError):
    """The text is not a condition."""

    sentence = N_("The condition cannot be read at “{rest}”. Write it like: recommend == no and grade <= 5.")


class Operator(StrEnum):
    """How two values are compared."""

    EQUAL = "=="
    UNEQUAL = "!="
    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="


COMPARE: Mapping[Operator, Callable[[int, int], bool]] = {
    Operator.EQUAL: operator.eq,
    Operator.UNEQUAL: operator.ne,
    Operator.BELOW: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.ABOVE: operator.gt,
    Operator.AT_LEAST: operator.ge,
}

IsMissing = Callable[[str, str], bool]
"""Whether a code of an item says why there is no value."""


def never_missing(_item: str, _code: str) -> bool:
    """No code is a missing code."""
    return False


class Condition:
    """What has to be so before something is shown."""

    __slots__ = ()

    def holds(self, answers: Answers, is_missing: IsMissing = never_missing) -> bool:
        """Whether it is so, given `answers` (of items that were shown)."""
        raise NotImplementedError(type(self).__name__)

    def leaves(self) -> Iterator["Leaf"]:
        """Every simple condition in this one."""
        raise NotImplementedError(type(self).__name__)

    def references(self) -> frozenset[str]:
        """The items whose answers matter."""
        return frozenset(leaf.item for leaf in self.leaves())


@dataclass(frozen=True, slots=True)
class Leaf(Condition):
    """A condition on one item."""

    item: str

    def leaves(self) -> Iterator["Leaf"]:
        """Itself."""
        yield self


@dataclass(frozen=True, slots=True)
class Comparison(Leaf):
    """`item == value` and its like. Words have no order: `<` and its like are false for them."""

    operator: Operator
    value: int | str

    def holds(self, answers: Answers, is_missing: IsMissing = never_missing) -> bool:
        """Whether the answer is there, is of the kind of `value`, and compares so."""
        answer = answers.get(self.item)
        if isinstance(self.value, int):
            return isinstance(answer, int) and COMPARE[self.operator](answer, self.value)
        if not isinstance(answer, str):
            return False
        if self.operator is Operator.EQUAL:
            return answer == self.value
        return self.operator is Operator.UNEQUAL and answer != self.value and not is_missing(self.item, answer)


@dataclass(frozen=True, slots=True)
class Contains(Leaf):
    """`item contains code`: the code is among the chosen ones."""

    code: str

    def holds(self, answers: Answers, is_missing: IsMissing = never_missing) -> bool:
        """Whether the code was chosen."""
        answer = answers.get(self.item)
        return isinstance(answer, tuple) and self.code in answer


@dataclass(frozen=True, slots=True)
class Answered(Leaf):
    """`item is answered`: shown and not left open. "Don't know" is an answer here."""

    def holds(self, answers: Answers, is_missing: IsMissing = never_missing) -> bool:
        """Whether there is an answer."""
        return answers.get(self.item) is not None


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """`not part`."""

    part: Condition

    def holds(self, answers: Answers, is_missing: IsMissing = never_missing) -> bool:
        """Whether `part` does not hold."""
        return not self.part.holds(answers, is_missing)

    def leaves(self) -> Iterator[Leaf]:
        """Those of the part."""
        yield from self.part.leaves()


@dataclass(frozen=True, slots=True)
class All(Condition):
    """`part and part`."""

    parts: tuple[Condition, ...]

    def holds(self, answers: Answers, is_missing: IsMissing = never_missing) -> bool:
        """Whether every part holds."""
        return all(part.holds(answers, is_missing) for part in self.parts)

    def leaves(self) -> Iterator[Leaf]:
        """Those of all parts."""
        for part in self.parts:
            yield from part.leaves()


@dataclass(frozen=True, slots=True)
class Some(Condition):
    """`part or part`."""

    parts: tuple[Condition, ...]

    def holds(self, answers: Answers, is_missing: IsMissing = never_missing) -> bool:
        """Whether a part holds."""
        return any(part.holds(answers, is_missing) for part in self.parts)

    def leaves(self) -> Iterator[Leaf]:
        """Those of all parts."""
        for part in self.parts:
            yield from part.leaves()


@lru_cache(maxsize=4096)
def parse(text: str) -> Condition:
    """The condition that `text` says; `ConditionError` if it says none."""
    from .grammar import read  # noqa: PLC0415 - pages without a condition start without the parser

    return read(text)
