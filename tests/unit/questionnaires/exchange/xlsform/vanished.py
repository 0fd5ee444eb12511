"""What stands in a form and is found nowhere afterwards: not in the questionnaire, and not in a notice at its place.

The sheets are read here with openpyxl alone, so that what the importer's own reader passes over is missed here as well.
"""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell import Cell

from survey.questionnaires.exchange.received import Received
from survey.questionnaires.exchange.xlsform import choices, pages, questions, unread
from survey.questionnaires.exchange.xlsform import settings as sheet_settings
from survey.questionnaires.exchange.xlsform.progress import USED
from survey.questionnaires.kinds import Item

STRUCTURE = {"type", "name", "list_name", "value", "form_id", "id_string", "version", "default_language"}
WORDS = {"label", "hint", "caption", "form_title", "title", "text"}
ROUTES = {"relevant", "relevance", "bind::relevant", "bind:relevant"}
LIMITS = {"constraint", "bind::constraint", "bind:constraint"}
CALCULATIONS = {"calculation", "calculate", "bind::calculate"}
UNDERSTOOD = {
    "likert", "multiline", "month-year", "field-list", "table-list", "no-calendar", "minimal", "quick", "vertical",
    "autocomplete", "label", "list-nolabel", "no-ticks", "picker",
}  # fmt: skip
ROWS_LEFT_OUT = {
    pages.NO_TYPE, pages.DISABLED, pages.NEVER_WITH_GROUP, pages.NO_HEADING, pages.EMPTY, questions.NEVER,
    questions.NOT_ASKED, questions.RECORDED, questions.NOT_CALCULATED, questions.WRONG, choices.NO_LIST_NAME,
    choices.NO_NAME, choices.UNUSED, sheet_settings.OTHER_ROW, unread.TOO_FAR,
}  # fmt: skip
"""The notices that say of a whole row that nothing of it was imported."""


@dataclass(frozen=True)
class Filled:
    """A cell with something in it. `heading` is what stands above it."""

    sheet: str
    row: int
    letter: str
    heading: str
    text: str

    @property
    def base(self) -> str:
        """The heading without its language, in small letters."""
        known = self.heading.lower()
        return known if known in ROUTES | LIMITS | CALCULATIONS else re.split("::?", known)[0].strip().replace(" ", "_")


def filled(content: bytes) -> Iterator[Filled]:
    """Every cell below the first row of the sheets of a form."""
    book = load_workbook(io.BytesIO(content), data_only=True)
    for sheet in book.worksheets:
        name = sheet.title.lower() if len(book.worksheets) > 1 else "survey"
        headings: dict[int, str] = {}
        cells: list[Cell] = [cell for row in sheet.iter_rows() for cell in row if str(cell.value or "").strip()]
        for cell in cells:
            text = " ".join(str(cell.value).split())
            if cell.row == 1:
                headings[cell.column] = text
            else:
                text = text.removesuffix(".0") if isinstance(cell.value, float) else text
                yield Filled(name, cell.row, cell.column_letter, headings.get(cell.column, ""), text)


class Account:
    """What is found back of one form."""

    def __init__(self, received: Received) -> None:
        self.received = received
        self.texts = {bare(text) for text in _texts(json.loads(received.questionnaire.model_dump_json()))}
        self.names = dict(received.names)
        self.told = {(notice.place, notice.line) for notice in received.notices}
        self.columns = {(notice.place, notice.values.get("column")) for notice in received.notices}
        self.places = {notice.place for notice in received.notices}
        self.gone = {
            (notice.place.partition(", ")[0], notice.line)
            for notice in received.notices
            if notice.message in ROWS_LEFT_OUT
        }
        self.unshown = {
            name for notice in received.notices for name in str(notice.values.get("names", "")).split(", ") if name
        }
        self.items: dict[str, Item] = {item.id: item for item in received.questionnaire.items()}
        self.filters: set[str] = set()

    def has(self, cell: Filled, row: dict[str, str]) -> bool:
        """Whether the cell is in the questionnaire, or spoken of at its place."""
        if self._is_told(cell) or cell.base in STRUCTURE:
            return True
        if cell.base in WORDS:
            return bare(cell.text) in self.texts or row.get("name") in self.unshown
        if cell.base in ROUTES | CALCULATIONS or cell.base == "choice_filter":
            return self._is_expressed(cell.text)
        if cell.base in LIMITS:
            return self._is_bounded(cell.text, self._item(cell, row))
        if cell.base in {"appearance", "parameters", "rows"}:
            return set(cell.text.split()) <= UNDERSTOOD or "=" in cell.text or cell.base == "rows"
        is_filter = cell.sheet == "choices" and cell.heading in self.filters
        return is_filter or cell.text.lower() in {"no", "false", "false()"}

    def _is_told(self, cell: Filled) -> bool:
        at = [cell.heading, cell.letter, f"{cell.letter}{cell.row}", str(cell.row)]
        return (
            (cell.sheet in self.places and cell.sheet not in {"survey", "choices", "settings"})
            or any((f"{cell.sheet}, {each}", cell.row) in self.told for each in at)
            or f"{cell.sheet}, {cell.letter}" in self.places
            or (cell.sheet, cell.heading) in self.columns
            or (cell.sheet, cell.row) in self.gone
        )

    def _item(self, cell: Filled, row: dict[str, str]) -> Item | None:
        """The item of a row: of its name, of its type where it has none, or of the name that it was given instead."""
        name = row.get("name") or row.get("type", "")
        given = [
            each.values["given"] for each in self.received.notices if each.message == USED and each.line == cell.row
        ]
        return self.items.get(str(given[0]) if given else self.names.get(name, name))

    def _is_expressed(self, expression: str) -> bool:
        """Whether every question that it names is named in a condition or calculation of ours."""
        named = re.findall(r"\$\{\s*([^\s{}]+)\s*\}", expression)
        ours = "\n".join(_conditions(json.loads(self.received.questionnaire.model_dump_json())))
        # Of two questions with one name, the second has a number behind it, and is the one that is meant after it.
        return all(re.search(rf"\b{re.escape(self.names.get(name, name))}(_\d+)?\b", ours) for name in named)

    def _is_bounded(self, constraint: str, item: Item | None) -> bool:
        """Whether every number and word in it stands in the item, or the number next to it where that is excluded."""
        if item is None:
            return False
        values = bare(item.model_dump_json())
        numbers = [float(each) for each in re.findall(r"(?<![\w.-])\d+(?:\.\d+)?(?![\w-])", constraint)]
        near = [{bare(f"{each + step:g}") for step in (0, 1, -1, 0.001, -0.001)} for each in numbers]
        codes = re.findall(r"selected\(\s*\.\s*,\s*'([^']+)'", constraint)
        return all(any(each in values for each in wanted) for wanted in near) and all(bare(c) in values for c in codes)


def vanished(content: bytes, received: Received) -> list[str]:
    """The place and text of every filled cell that is found nowhere."""
    account = Account(received)
    cells = list(filled(content))
    for cell in cells:
        if cell.base == "choice_filter":
            account.filters |= set(re.findall(r"[A-Za-z_][\w-]*", cell.text))
    rows: dict[tuple[str, int], dict[str, str]] = {}
    for cell in cells:
        rows.setdefault((cell.sheet, cell.row), {})[cell.heading.lower()] = cell.text
    lost = [cell for cell in cells if not account.has(cell, rows[cell.sheet, cell.row])]
    return [f"{cell.sheet}, {cell.heading or cell.letter}, row {cell.row}: {cell.text}" for cell in lost]


def bare(text: str) -> str:
    """The letters and digits of a text, without lay-out and what is filled in."""
    text = re.sub(r"\$\{[^}]*\}|\{[^{}|]*\|…\}|</?[A-Za-z][^<>]*>|&\w+;", "", text)
    return "".join(each for each in text.casefold() if each.isalnum())


def _texts(document: Any) -> Iterator[str]:
    if isinstance(document, dict):
        for value in document.values():
            yield from _texts(value)
    elif isinstance(document, list):
        for value in document:
            yield from _texts(value)
    elif isinstance(document, str):
        yield document


def _conditions(document: Any) -> Iterator[str]:
    if isinstance(document, dict):
        yield from (str(document[name]) for name in ("when", "value") if name in document)
        for value in document.values():
            yield from _conditions(value)
    elif isinstance(document, list):
        for value in document:
            yield from _conditions(value)
