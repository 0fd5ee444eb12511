"""The ladder of each kind of table: which answers stand together in a cell at each step, and how a group is counted."""

from fractions import Fraction

from .tables import NO_ANSWER, Kind, RawGroup, RawTable, Step

Cells = tuple[tuple[str, tuple[str, ...]], ...]
"""Cells by code, each with the answers that it holds together."""

GRADES = tuple(str(grade) for grade in range(1, 11))
LIKELIHOODS = tuple(str(step) for step in range(11))
BANDS: Cells = (("low", GRADES[:5]), ("middle", GRADES[5:7]), ("high", GRADES[7:]))
PROMOTERS: Cells = (
    ("detractors", LIKELIHOODS[:7]),
    ("passives", LIKELIHOODS[7:9]),
    ("promoters", LIKELIHOODS[9:]),
)
MERGED, REST = "merged", "rest"
SET_HIGH = Fraction(5, 7)
"""A capability score is high from 5 of 7 values on, and low up to 2 of 7."""

NO_WORK = "no_work"
"""The code of people without work, to whom a status of a value does not apply."""

NUMBERS = frozenset({Kind.GRADE, Kind.LIKELIHOOD, Kind.SCORE, Kind.AMOUNT, Kind.RATING})
"""The kinds whose codes are numbers, which have a mean."""

UNBANDED = frozenset({Kind.AMOUNT, Kind.RATING})
"""The kinds of which no distribution is shown: their ladder begins at the mean."""


def ladder(kind: Kind) -> tuple[Step, ...]:
    """The steps of a kind of table from top to bottom, above nothing at all."""
    if kind in UNBANDED:
        return (Step.MEAN,)
    return (Step.FULL, Step.MERGED, Step.MEAN) if kind in NUMBERS else (Step.FULL, Step.MERGED)


def numbers(table: RawTable) -> tuple[str, ...]:
    """The codes of a table that are numbers; () for a kind without numbers."""
    if table.kind not in NUMBERS:
        return ()
    return tuple(code for code in table.codes if code != NO_ANSWER and code not in table.dont_know)


def bands(table: RawTable) -> Cells:
    """The bands of a kind of numbers."""
    return bands_of(table.kind, numbers(table))


def bands_of(kind: Kind, known: tuple[str, ...]) -> Cells:
    """The bands of a kind of numbers; `known` are all numbers that a score can have."""
    if kind is Kind.SCORE:
        return _score_bands(known)
    return PROMOTERS if kind is Kind.LIKELIHOOD else BANDS


def _score_bands(scores: tuple[str, ...]) -> Cells:
    most = max(int(score) for score in scores)
    high = tuple(score for score in scores if Fraction(int(score), most) >= SET_HIGH)
    low = tuple(score for score in scores if Fraction(int(score), most) <= 1 - SET_HIGH)
    return ("low", low), ("middle", tuple(score for score in scores if score not in (*low, *high))), ("high", high)


def merged_codes(table: RawTable) -> tuple[str, ...]:
    """The answers that the measure takes together: the highest band of numbers, else what the study says."""
    if table.kind in NUMBERS - UNBANDED:
        return bands(table)[-1][1]
    return table.merged


def base_codes(table: RawTable) -> tuple[str, ...]:
    """The answers that make up the base: in the total of numbers or statuses only these, else every answer and none."""
    if table.breakdown is None and table.kind in NUMBERS:
        return numbers(table)
    if table.breakdown is None and table.kind is Kind.STATUS:
        return tuple(code for code in table.codes if code not in table.dont_know)
    return table.codes


def cells(table: RawTable, step: Step) -> Cells:
    """The cells of `table` at `step`.

    In a breakdown the base is everybody in the group, so that all measures of a group have one base: who does not
    know and who left the question open stand in one cell, or with "not".
    """
    base = base_codes(table)
    if step is Step.MERGED:
        merged = merged_codes(table)
        return ((MERGED, merged), (REST, tuple(code for code in base if code not in merged)))
    numeric = table.kind in NUMBERS
    if table.breakdown is None:
        return bands(table) if numeric else tuple((code, (code,)) for code in base)
    silent = tuple(code for code in base if code in table.dont_know or code == NO_ANSWER)
    options = bands(table) if numeric else tuple((code, (code,)) for code in base if code not in silent)
    return (*options, (NO_ANSWER, silent))


def tally(table: RawTable, group: RawGroup, codes: tuple[str, ...]) -> int:
    """How many people of `group` gave one of `codes`."""
    return sum(count for code, count in zip(table.codes, group.counts, strict=True) if code in codes)


def tallies(table: RawTable, group: RawGroup, step: Step) -> tuple[int, ...]:
    """The counts of `group` in the cells of `step`."""
    return tuple(tally(table, group, codes) for _, codes in cells(table, step))


def graded(table: RawTable, group: RawGroup) -> tuple[int, ...]:
    """How many people of `group` gave each number, in the order of the codes."""
    wanted = frozenset(numbers(table))
    return tuple(count for code, count in zip(table.codes, group.counts, strict=True) if code in wanted)


def _given(table: RawTable, group: RawGroup) -> list[tuple[Fraction, int]]:
    """The numbers that somebody in `group` gave, from the smallest on, and how many did."""
    pairs = zip(numbers(table), graded(table, group), strict=True)
    return sorted((Fraction(number), count) for number, count in pairs if count)


def sum_of(table: RawTable, group: RawGroup) -> Fraction:
    """The numbers of `group` added up."""
    return sum((number * count for number, count in _given(table, group)), Fraction(0))


def middle_of(table: RawTable, group: RawGroup) -> Fraction:
    """The median of the numbers of `group`, which has at least one: the middle one, or half-way between two."""
    given = _given(table, group)
    base = sum(count for _, count in given)
    found: list[Fraction] = []
    passed = 0
    for number, count in given:
        found += [number for place in ((base - 1) // 2, base // 2) if passed <= place < passed + count]
        passed += count
    return sum(found, Fraction(0)) / 2


def is_carried_by_one(table: RawTable, group: RawGroup, share: Fraction = Fraction(1, 10)) -> bool:
    """The p % rule for amounts: what all but the two largest add up to is less than `share` of the largest.

    Whoever gave the second largest amount could then tell the largest to within that (Hundepool et al. 2012, 4.2).
    """
    largest = [number for number, count in _given(table, group)[-2:] for _ in range(min(count, 2))][-2:]
    return bool(largest) and sum_of(table, group) - sum(largest) < share * largest[-1]
