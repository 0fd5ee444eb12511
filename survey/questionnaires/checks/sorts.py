"""Whether what a condition compares, or a calculation adds up, is of one sort."""

from collections.abc import Iterator

from ..conditions import EQUALITY, Comparison, Contains, Leaf
from ..expressions import Calculation, Count, Domains, Expression, Moment, Name, Number, Word
from ..kinds import Domain, Sort
from ..kinds.moments import is_date
from ..problems import N_

UNKNOWN_CODE = N_("“{item}” has no answer “{value}”. It has: {known}.")
NOT_A_NUMBER = N_("“{item}” is answered with a word, so it cannot be compared with the number {value}.")
NO_ORDER = N_("“{item}” is compared with the word “{value}”, which has no order. Use == or !=.")
ONE_ANSWER = N_("“{item}” has one answer. Use == instead of contains.")
MORE_ANSWERS = N_("“{item}” can have more answers. Use contains instead of {operator}.")
NOT_ALIKE = N_("“{left}” and “{right}” are not of one sort, so they cannot be compared.")
NOT_TO_CALCULATE = N_("“{item}” is not a number, so nothing can be calculated with it.")
NOT_TO_COUNT = N_("“{item}” has one answer, so there is nothing to count.")
NO_SUCH_DAY = N_("“{value}” is not a day of the calendar.")

Said = tuple[str, dict[str, object]]
"""A message with its values."""


def compared(leaf: Leaf, domains: Domains) -> Iterator[Said]:
    """What is wrong with a simple condition whose names are all known."""
    if isinstance(leaf, Contains):
        domain = domains[leaf.item]
        if domain.sort is not Sort.CODES:
            yield ONE_ANSWER, {"item": leaf.item}
        elif leaf.code not in domain.codes:
            yield _unknown_code(leaf.item, leaf.code, domain)
    if isinstance(leaf, Comparison):
        code = leaf.code(domains)
        if code is None:
            yield from _two_values(leaf, domains)
        elif not isinstance(leaf.left, Name):
            yield NOT_ALIKE, {"left": str(leaf.left), "right": code}
        else:
            yield from _answer_and_code(leaf, leaf.left.key, code, domains)


def _answer_and_code(leaf: Comparison, key: str, code: str, domains: Domains) -> Iterator[Said]:
    domain = domains[key]
    if domain.sort is Sort.CODES:
        yield MORE_ANSWERS, {"item": key, "operator": leaf.operator.value}
    elif leaf.operator not in EQUALITY:
        yield NO_ORDER, {"item": key, "value": code}
    elif code not in domain.codes:
        yield _unknown_code(key, code, domain)


def _two_values(leaf: Comparison, domains: Domains) -> Iterator[Said]:
    wrong = [*calculated(leaf.left, domains, leaf), *calculated(leaf.right, domains, leaf)]
    yield from wrong
    left, right = _sort(leaf.left, domains), _sort(leaf.right, domains)
    if wrong:
        return
    if left is Sort.CODE and isinstance(leaf.right, Number):
        yield NOT_A_NUMBER, {"item": str(leaf.left), "value": str(leaf.right)}
    elif left is not right:
        yield NOT_ALIKE, {"left": str(leaf.left), "right": str(leaf.right)}
    elif left is Sort.CODE and leaf.operator not in EQUALITY:
        yield NO_ORDER, {"item": str(leaf.left), "value": str(leaf.right)}


def calculated(expression: Expression, domains: Domains, compares: Comparison | None = None) -> Iterator[Said]:
    """What is wrong with an expression whose names are all known. One side of a comparison need not be a number."""
    match expression:
        case Name(key):
            sort = domains[key].sort
            if compares is None and sort is not Sort.NUMBER:
                yield NOT_TO_CALCULATE, {"item": key}
            elif compares is not None and sort is Sort.CODES:
                yield MORE_ANSWERS, {"item": key, "operator": compares.operator.value}
        case Moment(text, Sort.DATE) if not is_date(text):
            yield NO_SUCH_DAY, {"value": text}
        case Moment(text) if compares is None:
            yield NOT_TO_CALCULATE, {"item": text}
        case Count(key) if domains[key].sort is not Sort.CODES:
            yield NOT_TO_COUNT, {"item": key}
        case Calculation(left, _, right):
            yield from calculated(left, domains)
            yield from calculated(right, domains)


def _sort(expression: Expression, domains: Domains) -> Sort:
    match expression:
        case Name(key):
            return domains[key].sort
        case Moment(_, sort):
            return sort
        case Word():
            return Sort.CODE
    return Sort.NUMBER


EXAMPLES = {Sort.MONTH: "2026-03", Sort.DATE: "2026-03-31"}


def _unknown_code(key: str, code: str, domain: Domain) -> Said:
    own = [f"{domain.lowest} - {domain.highest}"] if domain.sort is Sort.NUMBER else []
    own += [EXAMPLES[domain.sort]] if domain.sort in EXAMPLES else []
    return UNKNOWN_CODE, {"item": key, "value": code, "known": ", ".join([*own, *domain.codes])}
