"""Spreadsheets for tests, written as tables: one line for each row, cells between bars."""

import io
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

from survey.questionnaires.exchange.received import Received
from survey.questionnaires.exchange.xlsform.choices import UNUSED
from survey.questionnaires.exchange.xlsform.reading import read_xlsform
from survey.questionnaires.kinds import Item

Table = str | Sequence[Sequence[object]]
"""A sheet: rows of cells, or a text with a line for each row and bars between its cells."""


def book(**sheets: Table) -> bytes:
    """An .xlsx file with these sheets. Texts are texts, whatever they look like."""
    workbook = Workbook()
    for name in workbook.sheetnames:
        del workbook[name]
    for name, table in sheets.items():
        sheet = workbook.create_sheet(name)
        for number, row in enumerate(split(table) if isinstance(table, str) else table, start=1):
            for position, value in enumerate(row, start=1):
                cell = sheet.cell(number, position)
                cell.value = value or None
                cell.data_type = "s" if isinstance(value, str) and value else cell.data_type
    return saved(workbook)


def split(table: str) -> list[list[str]]:
    """The cells of a table that was written as text."""
    lines = (line.strip().removeprefix("|").removesuffix("|") for line in table.strip().splitlines())
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def saved(workbook: Workbook) -> bytes:
    """The workbook as a file."""
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


CHOICES = """
| list_name | name | label |
| yes_no | yes | Yes |
| yes_no | no | No |
| fruit | apple | Apple |
| fruit | pear | Pear |
| fruit | none | None of them |
| steps | 1 | Little |
| steps | 2 | Some |
| steps | 3 | A lot |
| single | ok | Agreed |
"""
SETTINGS = """
| form_title | form_id | version | default_language |
| A form | a-form | 7 | English (en) |
"""


def received(survey: str, choices: str = CHOICES, settings: str = SETTINGS, **sheets: str) -> Received:
    """What comes of a form with this sheet `survey`."""
    return read_xlsform(book(survey=survey, choices=choices, settings=settings, **sheets), "form.xlsx")


def items(survey: str, choices: str = CHOICES) -> dict[str, Item]:
    """The items of such a form, by id."""
    return {item.id: item for item in received(survey, choices).questionnaire.items()}


def notices(survey: str, choices: str = CHOICES, settings: str = SETTINGS) -> list[str]:
    """The notices on rows of such a form, without the name of the file; not those on the whole form, nor on lists of
    which the form has more than it uses.
    """
    found = (each for each in received(survey, choices, settings).notices if each.message != UNUSED)
    said = (str(notice).removeprefix("form.xlsx:") for notice in found)
    return [notice for notice in said if not notice.startswith("1: settings")]


def repacked(content: bytes, changes: Mapping[str, bytes]) -> bytes:
    """The zip file `content` with some of its parts replaced or added."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, part in changes.items():
            new.writestr(name, part)
    return changed.getvalue()
