"""The sheet `choices`: lists of options, with our codes for the names that the form gives them."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any

from survey.questionnaires.problems import N_

from .cells import OWN
from .columns import Row, columns, rows
from .losses import Notices
from .names import Names
from .texts import Texts
from .workbook import Workbook

NO_LIST_NAME = N_("This option names no list, and was left out.")
NO_NAME = N_("This option has no name, and was left out.")
NO_LABEL = N_("This option has no label. Its name “{name}” is used.")
TWICE = N_("“{name}” is already in the list “{list}”. It became “{code}”.")
UNUSED = N_("No question that was imported uses the list “{list}”. This option was left out.")
OTHER_COLUMN = N_("The column “{column}” has no counterpart and was not imported.")

KEPT = frozenset({"list_name", "name", "label"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a list: its row, its name in the form, and the option as our kinds write it."""

    row: Row
    name: str
    option: Mapping[str, Any]

    @property
    def code(self) -> str:
        """Our code."""
        return str(self.option["code"])

    def cells(self) -> dict[str, str]:
        """Its cells by column, as a choice filter sees them."""
        return {column: text for (column, language), text in self.row.cells.items() if not language}


Lists = Mapping[str, tuple[Choice, ...]]


def read_lists(workbook: Workbook, texts: Texts) -> Lists:
    """All lists by name."""
    found: dict[str, list[Row]] = {}
    for row in rows(workbook.sheet("choices")):
        if name := row.text("list_name"):
            found.setdefault(name, []).append(row)
        else:
            texts.notices.add(row, "list_name", NO_LIST_NAME)
    return {name: tuple(_read(name, members, texts)) for name, members in found.items()}


def _read(name: str, members: list[Row], texts: Texts) -> list[Choice]:
    names = Names("c", (row.text("name") for row in members))
    choices: list[Choice] = []
    for row in members:
        written = row.text("name")
        if not written:
            texts.notices.add(row, "name", NO_NAME)
            continue
        known = written in names.given
        code = names.give(written)
        if known:
            texts.notices.add(row, "name", TWICE, name=written, list=name, code=code)
        wording = texts.wording(row, "label")
        if not wording:
            texts.notices.add(row, "label", NO_LABEL, name=written)
            wording = {texts.tongues.base: written}
        own = {field: value for field, value in row.own().items() if field != "label"}
        choices.append(Choice(row, written, {"code": code, "text": wording} | own))
    return choices


def notice_lists(lists: Lists, used: Container[str], notices: Notices) -> None:
    """A notice for each option in a list that no question uses."""
    for name, members in lists.items():
        if name not in used:
            for each in members:
                notices.add(each.row, "list_name", UNUSED, list=name)


def notice_columns(workbook: Workbook, used: frozenset[str], notices: Notices) -> None:
    """A notice for each column of options that is neither kept nor used by a choice filter."""
    sheet = workbook.sheet("choices")
    for written, (name, _language) in columns(sheet).items():
        filled = any(cells.get(written) for cells in sheet.rows)
        if filled and name not in KEPT | used and not name.startswith(OWN):
            notices.on_sheet("choices", OTHER_COLUMN, column=written)
