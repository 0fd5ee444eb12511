"""Rows by the columns that they mean, however those were spelt: `bind::relevant`, `Relevance` and `relevant` are one.

pyxform knows the spellings; here a column is its name and, where it has one, its language.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .cells import OWN, decode
from .workbook import Sheet

Column = tuple[str, str]
"""The name of a column and the language as written behind it, or ""."""

WRAPPERS = frozenset({"bind", "control", "body", "media", "instance"})
NAMES: Mapping[str, str] = {
    "jr:constraintMsg": "constraint_message",
    "jr:requiredMsg": "required_message",
    "jr:noAppErrorString": "no_app_error_string",
    "jr:count": "repeat_count",
    "calculate": "calculation",
    "title": "form_title",
    "id_string": "form_id",
    "list name": "list_name",
}
PLAIN = """
    type name label hint guidance_hint relevant constraint required appearance parameters calculation choice_filter
    default trigger readonly media bind body instance control list_name title id_string version default_language
"""
KNOWN = frozenset(PLAIN.split())
SECOND = "second "
"""How a column is called here that means the same as one before it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column. `written` has each column as it stands in the first row of the sheet."""

    sheet: str
    number: int
    cells: Mapping[Column, str]
    written: Mapping[Column, str]

    def text(self, name: str) -> str:
        """The cell in the column called `name` that has no language, or ""."""
        return self.cells.get((name, ""), "")

    def column(self, wanted: str | Column) -> str:
        """How a column is written in this file: one with its language, or the first filled one of that name."""
        if not isinstance(wanted, str):
            return self.written.get(wanted, wanted[0])
        named = [column for column in self.written if column[0] == wanted]
        return next((self.written[column] for column in named if column in self.cells), self.column((wanted, "")))

    def own(self) -> dict[str, Any]:
        """What our own columns say: values by field, and texts by field and language."""
        fields: dict[str, Any] = {}
        for (column, language), cell in self.cells.items():
            if not column.startswith(OWN):
                continue
            field = column.removeprefix(OWN)
            if language:
                fields.setdefault(field, {})[language] = decode(cell)
            else:
                fields[field] = decode(cell)
        return fields


def rows(sheet: Sheet) -> Iterator[Row]:
    """The rows of a sheet that have something in them.

    Where two filled columns mean the same, the first counts; the other is then a column that means nothing.
    """
    known = columns(sheet)
    written: dict[Column, str] = {}
    for header, column in known.items():
        written.setdefault(column, header)
    for number, cells in enumerate(sheet.rows, start=2):
        found: dict[Column, str] = {}
        headers: dict[Column, str] = {}
        for header, text in cells.items():
            column = (f"{SECOND}{header}", "") if known[header] in found else known[header]
            found[column], headers[column] = text, header
        if found:
            yield Row(sheet.name, number, found, written | headers)


def columns(sheet: Sheet) -> dict[str, Column]:
    """What each written column of a sheet means."""
    from pyxform import aliases  # noqa: PLC0415 - most commands read no spreadsheet
    from pyxform.parsing.sheet_headers import process_header  # noqa: PLC0415 - as above

    spellings: dict[str, Any] = {
        "survey": aliases.survey_header,
        "choices": aliases.list_header,
        "settings": aliases.settings_header,
    }.get(sheet.name, {})
    doubled = any("::" in header for header in sheet.columns)
    return {
        header: _column(process_header(header, doubled, spellings, KNOWN | set(spellings))[1])
        for header in sheet.columns
    }


def _column(tokens: tuple[str, ...]) -> Column:
    """The tokens of pyxform without the layer that only XForms needs."""
    if tokens[0].startswith(OWN):
        field, _, language = tokens[0].removeprefix(OWN).partition("__")
        return f"{OWN}{field}", language
    if tokens[0] in WRAPPERS and len(tokens) > 1:
        tokens = tokens[1:]
    return NAMES.get(tokens[0], tokens[0]), "::".join(tokens[1:])
