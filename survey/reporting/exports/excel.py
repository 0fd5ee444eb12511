"""XLSX: the codes as they are stored; every text a text, never a formula."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from survey.questionnaires.codebook import Level, Variable

from . import comma_separated
from .table import Table
from .words import Words

Cell = str | int | float | None
LONGEST = 32_767
"""What a cell of a spreadsheet can hold."""


def workbook(sheets: dict[str, Iterable[Sequence[Cell]]]) -> bytes:
    """Sheets of rows as a spreadsheet."""
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for row in rows:
            sheet.append([_cell(sheet, each) for each in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(sheet: object, value: Cell) -> object:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST])
    cell.data_type = "s"
    return cell


def responses(table: Table, words: Words) -> bytes:
    """The responses, and on a second sheet what the columns mean."""
    columns = {name: _column(table, variable, is_status=is_status) for name, variable, is_status in table.layout}
    told = (tuple(_unescaped(each) for each in row) for row in comma_separated.meanings(table, words))
    return workbook({"responses": [list(columns), *zip(*columns.values(), strict=True)], "variables": told})


def _column(table: Table, variable: Variable, *, is_status: bool) -> list[Cell]:
    """The cells of a column, with numbers as numbers."""
    found = comma_separated.cells(table, variable, is_status=is_status)
    is_number = not is_status and (variable.level is Level.SCALE or _counted(variable))
    return [(_number(each) if is_number else each) if each else None for each in found]


def _counted(variable: Variable) -> bool:
    """Whether the codes are digits: mentioned or not, a place in a ranking, complete or not."""
    return bool(variable.values) and all(value.code.isdecimal() for value in variable.values)


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _unescaped(text: str) -> str:
    """A spreadsheet needs no apostrophes: its cells say that they are texts."""
    return text.removeprefix("'")


def texts(rows: Iterable[tuple[str, str, str]]) -> bytes:
    """People's own words: an id of chance, the question, the text."""
    return workbook({"texts": [("id", "question", "text"), *rows]})
