"""Cells that pyxform's reader passes over, each told with its place.

It reads no column without a name, nothing below sixty empty rows, and no formula whose value is not in the file.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from survey.questionnaires.problems import N_, Problem

from .workbook import FORM, Sheet, Workbook

NO_NAME = N_("This column has no name in the first row. What stands in it was left out.")
NO_VALUE = N_("This formula has no value in the file. If it should, save the file again in a spreadsheet program.")
TOO_FAR = N_("This row stands below more than 60 empty rows, and was left out. Move it up.")

FORMULA = "f"
FIRST = 2
"""The row below the names of the columns."""


def unread(content: bytes, workbook: Workbook) -> list[Problem]:
    """A notice for each column, row or formula on the sheets of the form that was passed over."""
    from openpyxl import load_workbook  # noqa: PLC0415 - most commands read no spreadsheet

    found: dict[tuple[str, str], Problem] = {}
    with warnings.catch_warnings(), closing(load_workbook(io.BytesIO(content), read_only=True)) as book:
        warnings.simplefilter("ignore", UserWarning)
        for title in book.sheetnames:
            sheet = workbook.sheet(workbook.meant(title))
            if sheet.name in FORM:
                for place, row, message in _passed_over(sheet, book[title]):
                    found.setdefault((place, message), Problem(workbook.file, row, message, {}, place))
    return list(found.values())


def _passed_over(sheet: Sheet, worksheet: Any) -> Iterator[tuple[str, int, str]]:
    """Place, row and message for each cell of `worksheet` that is not in `sheet`."""
    worksheet.reset_dimensions()
    names: dict[int, str] = {}
    for number, row in enumerate(worksheet.iter_rows(), start=1):
        for cell in row:
            written = " ".join(str(cell.value or "").split())
            if not written:
                continue
            if number < FIRST:
                names[cell.column] = written
            elif message := _message(sheet, number, names.get(cell.column, ""), cell):
                place = {NO_NAME: cell.column_letter, TOO_FAR: f"{number}"}.get(message, cell.coordinate)
                yield f"{sheet.name}, {place}", number, message


def _message(sheet: Sheet, number: int, name: str, cell: Any) -> str:
    """Why a filled cell is not in the sheet as it was read; "" if it is."""
    if name not in sheet.columns:
        return "" if name.startswith("=") else NO_NAME
    if number >= len(sheet.rows) + FIRST:
        return TOO_FAR
    is_read = bool(sheet.rows[number - FIRST].get(name))
    return NO_VALUE if cell.data_type == FORMULA and not is_read else ""
