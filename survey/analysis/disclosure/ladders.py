"""The ladder of each measure: which answers stand together in a cell at each step, and how a group is counted there."""

from .tables import NO_ANSWER, Kind, RawGroup, RawTable, Step

GRADES = tuple(str(grade) for grade in range(1, 11))
BANDS = (("low", GRADES[:5]), ("middle", GRADES[5:7]), ("high", GRADES[7:]))
MERGED, REST = "merged", "rest"

Cells = tuple[tuple[str, tuple[str, ...]], ...]
"""Cells by code, each with the answers that it holds together."""

DISTRIBUTIONS = (Step.FULL, Step.MERGED)


def merged_codes(table: RawTable) -> tuple[str, ...]:
    """The answers that the measure takes together: 8 or higher of a grade, else what the study says."""
    return BANDS[-1][1] if table.kind is Kind.GRADE else table.merged


def base_codes(table: RawTable) -> tuple[str, ...]:
    """The answers that make up the base: grades only in the total of a grade, else every answer and no answer."""
    return GRADES if table.kind is Kind.GRADE and table.breakdown is None else table.codes


def cells(table: RawTable, step: Step) -> Cells:
    """The cells of `table` at `step`.

    In a breakdown the base is everybody in the group, so that all measures of a group have one base: who does not
    know and who left the question open stand in one cell, or with "not".
    """
    base = base_codes(table)
    if step is Step.MERGED:
        merged = merged_codes(table)
        return ((MERGED, merged), (REST, tuple(code for code in base if code not in merged)))
    if table.breakdown is None:
        return BANDS if table.kind is Kind.GRADE else tuple((code, (code,)) for code in base)
    silent = tuple(code for code in base if code in table.dont_know or code == NO_ANSWER)
    options = BANDS if table.kind is Kind.GRADE else tuple((code, (code,)) for code in base if code not in silent)
    return (*options, (NO_ANSWER, silent))


def tally(table: RawTable, group: RawGroup, codes: tuple[str, ...]) -> int:
    """How many people of `group` gave one of `codes`."""
    return sum(count for code, count in zip(table.codes, group.counts, strict=True) if code in codes)


def tallies(table: RawTable, group: RawGroup, step: Step) -> tuple[int, ...]:
    """The counts of `group` in the cells of `step`."""
    return tuple(tally(table, group, codes) for _, codes in cells(table, step))


def graded(table: RawTable, group: RawGroup) -> tuple[int, ...]:
    """How many people of `group` gave each grade, from 1 to 10."""
    return tuple(tally(table, group, (grade,)) for grade in GRADES)


def sum_of_grades(table: RawTable, group: RawGroup) -> int:
    """The grades of `group` added up."""
    return sum(int(grade) * count for grade, count in zip(GRADES, graded(table, group), strict=True))
