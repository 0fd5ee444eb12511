"""Tables: the rows of a CSV or XLSX file, one after another, as texts."""

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from xml.etree.ElementTree import ParseError

from survey.questionnaires.exchange.spreadsheets import BROKEN, Limits, look
from survey.questionnaires.problems import N_, Problem, ProblemsFoundError, Source

LARGEST_FILE = 50_000_000
MOST_ROWS = 200_000
LIMITS = Limits(content=LARGEST_FILE, unpacked=500_000_000, rows=MOST_ROWS, elements=20_000_000)

UNREADABLE_CSV = N_("From this line on, the file cannot be read as CSV ({reason}). Check the quotation marks.")
TOO_MANY = N_("The file has more than {limit} rows. Split it up.")
UNKNOWN_KIND = N_("This kind of file is not read. Give a .csv or .xlsx file.")

NOT_TEXT = N_("The file is not UTF-8 text. Save it as UTF-8.")

SHEETS = frozenset({".xlsx", ".xlsm", ".xls"})
TEXTS = frozenset({".csv", ".txt", ".tsv"})

Row = tuple[int, list[str]]
"""The line on which a row begins, and its values without the spaces around them."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file that can be read row by row. `length` is about how many rows there are, for a progress bar."""

    name: str
    length: int
    _text: str | None
    _content: bytes

    def rows(self, problems: list[Problem]) -> Iterator[Row]:
        """Every row that is not empty; where reading has to stop, a problem is added."""
        found = self._csv(problems) if self._text is not None else self._sheet()
        for number, (line, values) in enumerate(found):
            if number > MOST_ROWS:
                problems.append(Problem(self.name, line, TOO_MANY, {"limit": MOST_ROWS}))
                return
            yield line, values

    def _csv(self, problems: list[Problem]) -> Iterator[Row]:
        text = self._text or ""
        first = text.partition("\n")[0]
        separator = max(",;\t", key=first.count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        line = 1
        try:
            for values in reader:
                stripped = [value.strip() for value in values]
                if any(stripped):
                    yield line, stripped
                line = reader.line_num + 1
        except csv.Error as error:
            problems.append(Problem(self.name, line, UNREADABLE_CSV, {"reason": error}))

    def _sheet(self) -> Iterator[Row]:
        """The first sheet. What ends in empty cells is as long as the first row."""
        from openpyxl import load_workbook  # noqa: PLC0415 - most commands read no spreadsheet

        width = 0
        try:
            book = load_workbook(io.BytesIO(self._content), read_only=True, data_only=True)
            with closing(book):
                for line, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
                    values = [_text(cell) for cell in cells]
                    while len(values) > width and not values[-1]:
                        values.pop()
                    if any(values):
                        width = width or len(values)
                        yield line, values + [""] * (width - len(values))
        except (KeyError, IndexError, ValueError, ParseError, zipfile.BadZipFile) as error:
            raise ProblemsFoundError([Problem(self.name, 1, BROKEN)]) from error


def open_table(path: Path) -> Table:
    """The table in the file at `path`.

    Raises:
        ProblemsFoundError: it is no CSV in UTF-8 and no spreadsheet, or a trap.
    """
    if path.suffix.lower() in SHEETS:
        return _open_spreadsheet(path)
    if path.suffix.lower() not in TEXTS:
        raise ProblemsFoundError([Problem(str(path), 1, UNKNOWN_KIND)])
    return of_text(Source.read(path, limit=LARGEST_FILE))


def of_upload(name: str, content: bytes) -> Table:
    """The table in a file that was sent, by its name; `ProblemsFoundError` as for `open_table`."""
    suffix = Path(name).suffix.lower()
    if suffix in SHEETS:
        return Table(name, look(content, name, LIMITS), None, content)
    if suffix not in TEXTS:
        raise ProblemsFoundError([Problem(name, 1, UNKNOWN_KIND)])
    try:
        return of_text(Source(name, content.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ProblemsFoundError([Problem(name, line, NOT_TEXT)]) from error


def of_text(source: Source) -> Table:
    """The table in a CSV text."""
    return Table(source.name, source.text.count("\n"), source.text, b"")


def _open_spreadsheet(path: Path) -> Table:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason: dict[str, object] = {"reason": error.strerror}
        raise ProblemsFoundError([Problem(str(path), 1, N_("The file cannot be read: {reason}."), reason)]) from error
    rows = look(content, str(path), LIMITS)
    return Table(str(path), rows, None, content)


def _text(cell: object) -> str:
    """A cell as somebody reads it: a whole number without decimals, a day as 2026-08-31."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
