"""An .xlsx file as sheets of rows: looked at before it is unpacked, and read by pyxform."""

import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import ParseError

from survey.questionnaires.problems import N_, Problem, ProblemsFoundError

from ..spreadsheets import Limits, look

FORM = frozenset({"survey", "choices", "settings"})
"""The sheets that are read."""
LIMITS = Limits(content=10_000_000, unpacked=60_000_000, rows=20_000, elements=400_000)
"""No questionnaire has more."""

NO_SURVEY = N_("There is no sheet “survey”. The sheets are: {sheets}.")
NO_COLUMN = N_("The sheet “{sheet}” has no column “{column}”. The first row must have the names of the columns.")
UNREADABLE = N_("The spreadsheet cannot be read: {reason}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` below the first one, each by column name; the first stands on row 2. `columns` as they were written."""

    name: str
    columns: tuple[str, ...] = ()
    rows: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets that make a form, by their name in small letters, and the `names` of all sheets."""

    file: str
    sheets: Mapping[str, Sheet]
    names: tuple[str, ...]

    def sheet(self, name: str) -> Sheet:
        """The sheet called `name`; an empty one if there is none."""
        return self.sheets.get(name, Sheet(name))

    def meant(self, title: str) -> str:
        """What the sheet with this `title` is called here: the only one of a file is the survey, whatever its title."""
        return title.lower() if len(self.names) > 1 else "survey"


def open_workbook(content: bytes, file: str) -> Workbook:
    """The form in `content`, called `file` in messages; `ProblemsFoundError` if it is no spreadsheet, or a trap."""
    look(content, file, LIMITS)
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 - most commands read no spreadsheet
    from pyxform.errors import PyXFormError  # noqa: PLC0415 - as above
    from pyxform.xls2json_backends import xlsx_to_dict  # noqa: PLC0415 - as above

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # On pictures, colours and the like, which no form needs.
            found: dict[str, Any] = xlsx_to_dict(io.BytesIO(content))
    except (PyXFormError, InvalidFileException, ValueError, AttributeError, LookupError, ParseError) as error:
        raise _refused(file, UNREADABLE, reason=str(error).splitlines()[0] if str(error) else "?") from error
    sheets = {
        name: Sheet(name, tuple(next(iter(found.get(f"{name}_header") or ()), ())), tuple(rows))
        for name, rows in found.items()
        if name != "sheet_names" and not name.endswith("_header")
    }
    names = tuple(found["sheet_names"])
    if "survey" not in sheets:
        raise _refused(file, NO_SURVEY, sheets=", ".join(names))
    return Workbook(file, sheets, names)


def _refused(file: str, message: str, **values: object) -> ProblemsFoundError:
    return ProblemsFoundError([Problem(file, 1, message, values)])
