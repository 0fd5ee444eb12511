"""Whole sets of raw tables, written as one line of counts per group."""

from collections.abc import Mapping

from survey.analysis.disclosure import NO_ANSWER, Kind, ProtectedTable, RawGroup, RawTable, Rules, protect
from survey.analysis.disclosure.ladders import GRADES

Counts = tuple[int, ...]
Groups = Mapping[str | None, Counts]
"""Counts per class of the variable; the key None is for people without a class."""

RULES = Rules()
CHOICE_CODES = ("yes", "no", "dont_know", NO_ANSWER)


def whole_set(
    kind: Kind, codes: tuple[str, ...], lines: Groups, sizes: Mapping[str | None, int] | None = None
) -> tuple[RawTable, ...]:
    """The background table of the variable `v`, and a measure `m` in total and by it. `sizes`: people, for mentions."""
    people = {code: sizes[code] if sizes else sum(counts) for code, counts in lines.items()} | (
        {} if None in lines else {None: 0}
    )
    rows: Groups = {**lines, None: lines.get(None, (0,) * len(codes))}
    everybody = sum(people.values())
    classes = [code for code in rows if code is not None]
    background = RawTable(
        "v",
        Kind.BACKGROUND,
        "v",
        None,
        (*classes, NO_ANSWER),
        (RawGroup(None, everybody, everybody, (*(people[code] for code in classes), people[None])),),
    )
    split = tuple(RawGroup(code, people[code], people[code], rows[code]) for code in (*classes, None))
    total = RawGroup(None, everybody, everybody, tuple(map(sum, zip(*rows.values(), strict=True))))
    merged = ("yes",) if kind is Kind.CHOICE else ()
    tables = [
        RawTable("m", kind, "q", variable, codes, groups, ("dont_know",), merged)
        for variable, groups in ((None, (total,)), ("v", split))
    ]
    return (background, *tables)


def choice_set(groups: Groups) -> tuple[RawTable, ...]:
    """Yes / no / don't know / left open, per group."""
    return whole_set(Kind.CHOICE, CHOICE_CODES, groups)


def grade_set(groups: Mapping[str | None, Mapping[int | str, int]]) -> tuple[RawTable, ...]:
    """Grades (and `dont_know` and `-`) with their counts, per group."""
    codes = (*GRADES, "dont_know", NO_ANSWER)
    rows = {
        code: tuple({str(key): n for key, n in counts.items()}.get(each, 0) for each in codes)
        for code, counts in groups.items()
    }
    return whole_set(Kind.GRADE, codes, rows)


def mention_set(groups: Mapping[str | None, tuple[int, int]]) -> tuple[RawTable, ...]:
    """People and mentions of one option, per group."""
    sizes = {code: n for code, (n, _) in groups.items()}
    return whole_set(Kind.MENTIONS, ("option",), {code: (count,) for code, (_, count) in groups.items()}, sizes)


def breakdown(tables: tuple[RawTable, ...], rules: Rules = RULES) -> ProtectedTable:
    """What is left of the breakdown in a set."""
    return protect(tables, rules)[2]


def total(tables: tuple[RawTable, ...], rules: Rules = RULES) -> ProtectedTable:
    """What is left of the total in a set."""
    return protect(tables, rules)[1]


def drawn(table: ProtectedTable) -> str:
    """A protected table as text: its step, and per group its base and the counts in its cells; a dot is hidden."""
    lines = [table.step.value]
    for group in table.groups:
        cells = " ".join("." if cell.count is None else str(cell.count) for cell in group.cells)
        base = "." if group.base is None else str(group.base)
        lines.append(" ".join(filter(None, [f"{group.code or 'all'}:", base, cells and f"({cells})"])))
    return "\n".join(lines)
