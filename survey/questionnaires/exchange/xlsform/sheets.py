"""Sheets to be written: rows as cells by column, and the columns in the order in which a person expects them."""

import io
from collections.abc import Iterable, Mapping
from typing import Any

from .cells import encode, own_column
from .texts import is_exact, outward
from .tongues import title

Cells = dict[str, str]
"""One row: the text of each cell by the name of its column."""

FIRST = (
    "list_name",
    "type",
    "name",
    "form_title",
    "form_id",
    "version",
    "default_language",
    "label",
    "hint",
    "relevant",
    "constraint",
    "choice_filter",
    "calculation",
    "parameters",
    "appearance",
)
"""The columns of XLSForm that we write, in this order; our own stand behind them."""

WIDTHS: Mapping[str, int] = {"label": 50, "hint": 40, "type": 24, "relevant": 30, "constraint": 30}


def wording(column: str, texts: Mapping[str, str]) -> Cells:
    """A text in every language, and exactly in a column of ours where the cell cannot say it."""
    cells: Cells = {}
    for language, text in texts.items():
        cells[f"{column}::{title(language)}"] = outward(text)
        if not is_exact(text):
            cells[own_column(column, language)] = encode(text)
    return cells


def own(fields: Mapping[str, Any], languages: Iterable[str]) -> Cells:
    """Fields of ours in columns of ours: a text in every language in one column for each."""
    known = set(languages)
    cells: Cells = {}
    for field, value in fields.items():
        if (
            isinstance(value, dict)
            and value
            and set(value) <= known
            and all(isinstance(v, str) for v in value.values())
        ):
            cells |= {own_column(field, language): encode(text) for language, text in value.items()}
        else:
            cells[own_column(field)] = encode(value)
    return cells


def workbook(sheets: Mapping[str, list[Cells]]) -> bytes:
    """The sheets as an .xlsx file. Every cell is a text, so that nothing is taken for a formula or a number."""
    from openpyxl import Workbook  # noqa: PLC0415 - most commands write no spreadsheet
    from openpyxl.styles import Font  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for position, column in enumerate(_columns(rows), start=1):
            heading = sheet.cell(1, position, column)
            heading.font = Font(bold=True)
            sheet.column_dimensions[get_column_letter(position)].width = WIDTHS.get(column.partition("::")[0], 16)
            for number, cells in enumerate(rows, start=2):
                if column in cells:
                    cell = sheet.cell(number, position, cells[column])
                    cell.data_type = "s"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _columns(rows: list[Cells]) -> list[str]:
    """Every column that a row has."""
    found = dict.fromkeys(column for cells in rows for column in cells)
    places = {column: position for position, column in enumerate(FIRST)}
    return sorted(found, key=lambda column: places.get(column.partition("::")[0], len(FIRST)))
