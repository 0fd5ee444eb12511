"""Disclosure control over a whole set of tables at once. It fails closed: what cannot be judged is not shown."""

from collections.abc import Mapping, Sequence

from .distributions import judge_groups, judge_total, released_groups
from .mentions import group_mentions, total_mentions
from .partitions import Shown, settle
from .rules import Rules
from .soundness import is_sound, repeats
from .tables import _SEAL, Cell, Kind, ProtectedGroup, ProtectedTable, RawTable, Step


def protect(tables: Sequence[RawTable], rules: Rules) -> tuple[ProtectedTable, ...]:
    """What may be seen of `tables`: one protected table for each, in the same order, crossings left out.

    The set has to be whole: a breakdown is judged with its total, with the background table of its variable and with
    the crossings of the variables, and is not shown where one of them is absent.
    """
    try:
        shown = settle([table for table in tables if table.kind is Kind.BACKGROUND and is_sound(table, tables)], rules)
    except Exception:  # noqa: BLE001 - whatever goes wrong here, nothing is shown by background.
        shown = {}
    released = [table for table in tables if table.kind is not Kind.BACKGROUND or table.breakdown is None]
    return tuple(_sealed(table, _judged(table, tables, shown, rules)) for table in released)


def _judged(
    table: RawTable, tables: Sequence[RawTable], shown: Mapping[str, Shown], rules: Rules
) -> tuple[Step, tuple[ProtectedGroup, ...]]:
    try:
        if not is_sound(table, tables) or _repeats_too_much(table, tables, rules):
            return Step.NOTHING, ()
        if table.kind is Kind.BACKGROUND:
            return _background(table, shown[table.item])
        return (_total if table.breakdown is None else _breakdown)(table, tables, shown, rules)
    except Exception:  # noqa: BLE001 - failing closed: a table that cannot be judged is not shown.
        return Step.NOTHING, ()


def _repeats_too_much(table: RawTable, tables: Sequence[RawTable], rules: Rules) -> bool:
    exempt = table.breakdown is None and table.groups[0].shown >= rules.exempt_total
    return not exempt and repeats(table, tables)


def _background(table: RawTable, shown: Shown) -> tuple[Step, tuple[ProtectedGroup, ...]]:
    """Respondent characteristics: the classes that may be seen, as shares of all complete responses."""
    (group,) = table.groups
    columns = list(zip(table.codes, group.counts, strict=True))[:-1]
    cells = tuple(Cell(code, (code,), count if code in shown else None) for code, count in columns)
    return (Step.FULL, (ProtectedGroup(None, group.n, cells),)) if shown else (Step.NOTHING, ())


def _total(
    table: RawTable, _tables: Sequence[RawTable], _shown: Mapping[str, Shown], rules: Rules
) -> tuple[Step, tuple[ProtectedGroup, ...]]:
    if table.kind is Kind.MENTIONS:
        groups = total_mentions(table, rules)
        return (Step.FULL if groups else Step.NOTHING), groups
    release = judge_total(table, rules)
    return release.step, released_groups(table, release)


def _breakdown(
    table: RawTable, tables: Sequence[RawTable], shown: Mapping[str, Shown], rules: Rules
) -> tuple[Step, tuple[ProtectedGroup, ...]]:
    total = next(each for each in tables if each.measure == table.measure and each.breakdown is None)
    if _judged(total, tables, shown, rules)[0] is Step.NOTHING:
        return Step.NOTHING, ()
    visible = shown[table.breakdown or ""]
    if table.kind is Kind.MENTIONS:
        groups = group_mentions(table, total_mentions(total, rules)[0].cells, visible, rules)
        return (Step.FULL if groups else Step.NOTHING), groups
    release = judge_groups(table, judge_total(total, rules), visible, rules)
    return release.step, released_groups(table, release)


def _sealed(table: RawTable, judged: tuple[Step, tuple[ProtectedGroup, ...]]) -> ProtectedTable:
    """The protected table. One of which nothing is shown keeps the codes of its groups."""
    step, groups = judged
    hidden = tuple(ProtectedGroup(group.code, None) for group in table.groups if table.breakdown is None or group.code)
    everybody = table.breakdown is None and all(group.shown == group.n for group in table.groups)
    return ProtectedTable(
        measure=table.measure,
        kind=table.kind,
        item=table.item,
        breakdown=table.breakdown,
        step=step,
        groups=groups or hidden,
        population=table.population if everybody else None,
        seal=_SEAL,
    )
