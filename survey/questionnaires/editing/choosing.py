"""Conditions that are put together by choosing: an item, a relation and an answer, joined by `and` or by `or`.

Many conditions that can be written cannot be chosen: sums, `not (...)`, `and` and `or` mixed. Those stay text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..conditions import (
    EQUALITY,
    All,
    Answered,
    Comparison,
    Condition,
    ConditionError,
    Contains,
    Not,
    Operator,
    Some,
    parse,
)
from ..expressions import Domains, Moment, Name, Number
from ..kinds import Domain, Sort
from ..problems import N_
from .naming import TAKEN


class Relation(StrEnum):
    """How an answer is compared."""

    IS = "is"
    IS_NOT = "is_not"
    CONTAINS = "contains"
    CONTAINS_NOT = "contains_not"
    BELOW = "below"
    AT_MOST = "at_most"
    ABOVE = "above"
    AT_LEAST = "at_least"
    ANSWERED = "answered"
    LEFT_OPEN = "left_open"


SIGNS: Mapping[Relation, Operator] = {
    Relation.IS: Operator.EQUAL,
    Relation.IS_NOT: Operator.UNEQUAL,
    Relation.BELOW: Operator.BELOW,
    Relation.AT_MOST: Operator.AT_MOST,
    Relation.ABOVE: Operator.ABOVE,
    Relation.AT_LEAST: Operator.AT_LEAST,
}
RELATIONS = {sign: relation for relation, sign in SIGNS.items()}

WITHOUT_ANSWER = (Relation.ANSWERED, Relation.LEFT_OPEN)
"""Relations that need no answer to compare with."""

ORDER = (Relation.BELOW, Relation.AT_MOST, Relation.ABOVE, Relation.AT_LEAST)

OFFERED: Mapping[Sort, tuple[Relation, ...]] = {
    Sort.CODE: (Relation.IS, Relation.IS_NOT, *WITHOUT_ANSWER),
    Sort.CODES: (Relation.CONTAINS, Relation.CONTAINS_NOT, *WITHOUT_ANSWER),
    Sort.NUMBER: (Relation.IS, Relation.IS_NOT, *ORDER, *WITHOUT_ANSWER),
    Sort.MONTH: (Relation.IS, Relation.IS_NOT, *ORDER, *WITHOUT_ANSWER),
    Sort.DATE: (Relation.IS, Relation.IS_NOT, *ORDER, *WITHOUT_ANSWER),
}
"""The relations for each sort of answer; texts are kept apart, and cannot be compared."""

NAMES: Mapping[Relation, str] = {
    Relation.IS: N_("is"),
    Relation.IS_NOT: N_("is not"),
    Relation.CONTAINS: N_("has among them"),
    Relation.CONTAINS_NOT: N_("does not have among them"),
    Relation.BELOW: N_("is less than"),
    Relation.AT_MOST: N_("is at most"),
    Relation.ABOVE: N_("is more than"),
    Relation.AT_LEAST: N_("is at least"),
    Relation.ANSWERED: N_("was answered"),
    Relation.LEFT_OPEN: N_("was left open"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """The answer to an item, compared."""

    key: str
    relation: Relation = Relation.IS
    answer: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether everything was chosen."""
        return bool(self.key) and (bool(self.answer) or self.relation in WITHOUT_ANSWER)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A condition as rules. `any_of`: one of them is enough."""

    rules: tuple[Rule, ...]
    any_of: bool = False


def chosen(text: str, domains: Domains) -> Chosen | None:
    """A condition as rules; None where it is no condition, or cannot be chosen."""
    try:
        condition = parse(text)
    except ConditionError:
        return None
    joined = isinstance(condition, All | Some)
    parts = condition.parts if isinstance(condition, All | Some) else (condition,)
    rules = [rule for part in parts for rule in _rule(part, domains)]
    if len(rules) < len(parts):
        return None
    return Chosen(tuple(rules), any_of=joined and isinstance(condition, Some))


def condition(picked: Chosen, domains: Domains) -> str:
    """The condition that rules say; those that are not whole are left out."""
    word = " or " if picked.any_of else " and "
    return word.join(_written(rule, domains) for rule in picked.rules if rule.is_whole)


def _rule(part: Condition, domains: Domains) -> Iterator[Rule]:
    match part:
        case Contains(item, code):
            yield Rule(item, Relation.CONTAINS, code)
        case Not(Contains(item, code)):
            yield Rule(item, Relation.CONTAINS_NOT, code)
        case Answered(item):
            yield Rule(item, Relation.ANSWERED)
        case Not(Answered(item)):
            yield Rule(item, Relation.LEFT_OPEN)
        case Comparison(Name(key), sign, right) if key in domains:
            if isinstance(right, Number | Moment):
                yield Rule(key, RELATIONS[sign], str(right))
            elif sign in EQUALITY and (said := part.code(domains)) is not None:
                yield Rule(key, RELATIONS[sign], said)


def _written(rule: Rule, domains: Domains) -> str:
    known = domains.get(rule.key, Domain(Sort.CODE))
    answer = _answer(rule.answer, known, domains)
    match rule.relation:
        case Relation.CONTAINS:
            return f"{rule.key} contains {answer}"
        case Relation.CONTAINS_NOT:
            return f"not {rule.key} contains {answer}"
        case Relation.ANSWERED:
            return f"{rule.key} is answered"
        case Relation.LEFT_OPEN:
            return f"not {rule.key} is answered"
    return f"{rule.key} {SIGNS[rule.relation]} {answer}"


def _answer(answer: str, known: Domain, domains: Domains) -> str:
    """An answer as a condition names it: a code between quotes where it would be taken for something else."""
    if known.sort in (Sort.NUMBER, Sort.MONTH, Sort.DATE) and answer not in known.codes:
        return answer.replace(",", ".")
    is_name = answer.isidentifier() and answer == answer.lower() and answer not in TAKEN
    return answer if is_name and (answer not in domains or answer in known.codes) else f'"{answer}"'
