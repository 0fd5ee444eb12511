"""The answers that are tried to see how a condition can turn out: few, but at least one of every sort of outcome."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from ..conditions import Comparison, Condition, Contains
from ..expressions import Calculation, Count, Domains, Expression, Moment, Name, Number
from ..kinds import Answer, Domain, Sort
from ..kinds.amounts import stored

Candidates = dict[str, list[Answer]]
"""For each answer key: the answers to try, those that a condition names first, so that both outcomes are soon seen.
None, not answered, is always one."""

MOST_LISTED = 40
"""So many numbers are tried one by one."""

MOST_CODES = 6
"""Of so many codes that a condition names, every combination is tried."""

FINEST = 3
BELOW_ALL, ABOVE = "0", "~"
"""As text before every month and date; and what makes a moment a little later than any given one."""


@dataclass(slots=True)
class _Uses:
    """What conditions do with one key."""

    numbers: set[Fraction] = field(default_factory=set)
    moments: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    counted: bool = False
    mixed: bool = False
    """It is calculated with, or compared with another answer, so that no few numbers can stand for all."""


def candidates(conditions: Iterable[Condition], domains: Domains) -> Candidates | None:
    """The answers to try for every key in `conditions`; None where they would be too many."""
    uses = _uses(conditions, domains)
    found: Candidates = {}
    for key, use in uses.items():
        answers = _answers(domains[key], use)
        if answers is None:
            return None
        found[key] = answers if domains[key].sort is Sort.CODES else _with_codes(domains[key], use, answers)
    return found


def _uses(conditions: Iterable[Condition], domains: Domains) -> dict[str, _Uses]:
    uses: dict[str, _Uses] = {}
    for condition in conditions:
        for leaf in condition.leaves():
            for name in leaf.names(domains):
                uses.setdefault(name, _Uses())
            if isinstance(leaf, Contains):
                uses[leaf.item].codes.add(leaf.code)
            elif isinstance(leaf, Comparison):
                _note_comparison(leaf, domains, uses)
    return uses


def _note_comparison(leaf: Comparison, domains: Domains, uses: dict[str, _Uses]) -> None:
    code = leaf.code(domains)
    if code is None:
        _note(leaf.left, leaf.right, uses)
        _note(leaf.right, leaf.left, uses)
    elif isinstance(leaf.left, Name):
        uses[leaf.left.key].codes.add(code)


def _note(side: Expression, other: Expression, uses: dict[str, _Uses]) -> None:
    """What a comparison with `other` does with the keys on this side."""
    match side, other:
        case Name(key), Number(number):
            uses[key].numbers.add(number)
        case Name(key), Moment(text):
            uses[key].moments.add(text)
        case Name(key), _:
            uses[key].mixed = True
        case Count(key), _:
            uses[key].counted = True
        case Calculation(left, _, right), _:
            _note(left, right, uses)
            _note(right, side, uses)


def _with_codes(domain: Domain, use: _Uses, answers: list[Answer]) -> list[Answer]:
    named = [code for code in domain.codes if code in use.codes]
    return [*named, None, *(code for code in domain.codes if code not in use.codes), *answers]


def _answers(domain: Domain, use: _Uses) -> list[Answer] | None:
    match domain.sort:
        case Sort.NUMBER:
            return _numbers(domain, use)
        case Sort.CODES:
            return _sets(domain, use)
        case Sort.MONTH | Sort.DATE:
            near = {text + end for text in use.moments for end in ("", ABOVE)}
            return None if use.mixed else [BELOW_ALL, *sorted(near)]
    return []


def _numbers(domain: Domain, use: _Uses) -> list[Answer] | None:
    """All numbers if they are few; else the bounds, and what the conditions compare with and the steps around it."""
    if domain.lowest is None or domain.highest is None:
        return None
    steps = int((domain.highest - domain.lowest) / domain.step)
    if steps <= MOST_LISTED:
        return [_answer(Fraction(domain.lowest + at * domain.step)) for at in range(steps + 1)]
    if use.mixed:
        return None
    step, lowest, highest = Fraction(domain.step), Fraction(domain.lowest), Fraction(domain.highest)
    near = {number + way * step for number in use.numbers for way in (-1, 0, 1)} | {lowest, highest}
    return [_answer(number) for number in sorted(near) if lowest <= number <= highest]


def _answer(number: Fraction) -> Answer:
    whole = number.denominator == 1
    return stored(Decimal(number.numerator) / number.denominator, 0 if whole else FINEST)


def _sets(domain: Domain, use: _Uses) -> list[Answer] | None:
    """Every combination of the codes that are named, each also with other codes beside them."""
    if len(use.codes) > MOST_CODES:
        return None
    most = domain.most or len(domain.codes)
    beside = [code for code in domain.codes if code not in use.codes and code not in domain.exclusive]
    found: list[Answer] = [None]
    for named in _combinations(sorted(use.codes)):
        for more in range(min(len(beside), most) + 1 if use.counted else min(len(beside), 1) + 1):
            chosen = (*named, *beside[:more])
            if chosen and len(chosen) <= most and (len(chosen) == 1 or not set(chosen) & set(domain.exclusive)):
                found.append(chosen)
    return [*found, *((code,) for code in domain.exclusive if code not in use.codes)]


def _combinations(codes: list[str]) -> Iterator[tuple[str, ...]]:
    for size in range(len(codes) + 1):
        yield from combinations(codes, size)
