"""Columns that are filled in and have no counterpart: noticed, one by one."""

from collections.abc import Mapping

from survey.questionnaires.problems import N_

from .cells import OWN
from .columns import Row
from .losses import Notices
from .types import Type, parameters, unread_parameters

COLUMN = N_("The column “{column}” has no counterpart and was not imported.")
APPEARANCE = N_("The appearance “{appearance}” has no counterpart: this product lays out each kind of question itself.")
REQUIRED = N_("Every question may be left open here. It is not required.")
PARAMETER = N_("The parameter “{parameter}” has no counterpart and was not imported.")

KEPT = frozenset({"type", "name", "label", "hint", "relevant", "constraint", "disabled"})
KEPT_BY_TYPE: Mapping[str, frozenset[str]] = {
    "choice": frozenset({"choice_filter"}),
    "calculate": frozenset({"calculation"}),
    "text": frozenset({"rows"}),
}
BRACKETS: Mapping[str, frozenset[str]] = {"begin": KEPT - {"constraint"}, "end": frozenset({"type", "name"})}
APPEARANCES: Mapping[str, tuple[str, ...]] = {
    "begin": ("field-list", "table-list"),
    "text": ("multiline",),
    "date": ("month-year", "no-calendar"),
    "choice": ("likert", "minimal", "quick", "autocomplete", "list-nolabel", "label"),
    "range": ("vertical", "no-ticks", "picker"),
}
PARAMETERS: Mapping[str, frozenset[str]] = {
    "choice": frozenset({"randomize"}),
    "range": frozenset({"start", "end", "step"}),
}
NO = frozenset({"no", "false", "false()", ""})


def notice_leftovers(notices: Notices, row: Row, type_: Type) -> None:
    """A notice for each cell of `row` that nothing was made of."""
    kept = BRACKETS.get(type_.name, KEPT | KEPT_BY_TYPE.get(type_.name, frozenset()))
    for written, cell in row.cells.items():
        column = written[0]
        if column in kept or column.startswith(OWN):
            continue
        if column == "appearance":
            _appearance(notices, row, type_, cell)
        elif column == "parameters":
            _parameters(notices, row, type_, cell)
        elif column == "required":
            if cell.lower() not in NO:
                notices.add(row, "required", REQUIRED)
        elif not (column == "readonly" and (cell.lower() in NO or type_.name == "note")):
            notices.add(row, written, COLUMN, column=row.column(written))


def _appearance(notices: Notices, row: Row, type_: Type, cell: str) -> None:
    rest = [each for each in cell.split() if each not in APPEARANCES.get(type_.name, ())]
    if rest:
        notices.add(row, "appearance", APPEARANCE, appearance=" ".join(rest))


def _parameters(notices: Notices, row: Row, type_: Type, cell: str) -> None:
    given, rest = parameters(cell), unread_parameters(cell)
    others = [f"{name}={given[name]}" for name in sorted(given.keys() - PARAMETERS.get(type_.name, frozenset()))]
    for each in [*others, *([rest] if rest else [])]:
        notices.add(row, "parameters", PARAMETER, parameter=each)
