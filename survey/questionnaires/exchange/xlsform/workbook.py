"""An .xlsx file as sheets of rows: looked at before it is unpacked, and read by pyxform.

A spreadsheet is a zip of XML files. Before anything is read, its unpacked size is summed; then each XML file is walked
once, so that entities, and more rows or cells than any questionnaire has, are refused before they take time.
"""

import io
import warnings
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import ParseError

from survey.questionnaires.problems import N_, Problem, ProblemsFoundError

MAX_BYTES = 10_000_000
MAX_UNPACKED = 60_000_000
MAX_PARTS = 1_000
MAX_ROWS = 20_000
MAX_ELEMENTS = 400_000
MAX_DEPTH = 100
CHUNK = 65_536
FORM = frozenset({"survey", "choices", "settings"})
"""The sheets that are read."""

OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TOO_LARGE = N_("The file is larger than {limit} bytes. Split it up.")
OLD = N_("This is an old Excel file (.xls), or one with a password. Save it as .xlsx without a password.")
BROKEN = N_("This is not a readable .xlsx file. Open it in a spreadsheet program and save it as .xlsx.")
NOT_A_WORKBOOK = N_("This zip file is not a spreadsheet. Give an .xlsx file.")
BOMB = N_("Unpacked, the file is larger than {limit} bytes. A questionnaire is much smaller.")
ENTITIES = N_("“{part}” in the file declares a document type or entities. That is refused: it can read other files.")
TOO_MANY_ROWS = N_("“{part}” in the file has more than {limit} rows. A questionnaire has fewer.")
TOO_MANY_CELLS = N_("The file has more than {limit} cells. A questionnaire has fewer.")
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
    _look(content, file)
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


def _look(content: bytes, file: str) -> None:
    """Raise `ProblemsFoundError` on everything that should not even be unpacked."""
    if len(content) > MAX_BYTES:
        raise _refused(file, TOO_LARGE, limit=MAX_BYTES)
    if content.startswith(OLD_EXCEL):
        raise _refused(file, OLD)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MAX_UNPACKED or len(parts) > MAX_PARTS:
                raise _refused(file, BOMB, limit=MAX_UNPACKED)
            if "[Content_Types].xml" not in archive.namelist():
                raise _refused(file, NOT_A_WORKBOOK)
            _walk(archive, file)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ParseError, NotImplementedError, RuntimeError, OSError) as error:
        raise _refused(file, BROKEN) from error
    except (EOFError, LookupError, ValueError, zlib.error) as error:
        raise _refused(file, BROKEN) from error


class _Census:
    """Counts what a parser meets, and builds nothing from it. `elements` go on from part to part."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.elements = 0
        self.begin("")

    def begin(self, part: str) -> None:
        """Another part of the file."""
        self.part, self.rows, self.depth = part, 0, 0

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        """An element opens."""
        self.elements += 1
        self.depth += 1
        self.rows += tag.endswith("}row")
        if self.rows > MAX_ROWS:
            raise _refused(self.file, TOO_MANY_ROWS, part=self.part, limit=MAX_ROWS)
        if self.elements > MAX_ELEMENTS:
            raise _refused(self.file, TOO_MANY_CELLS, limit=MAX_ELEMENTS)
        if self.depth > MAX_DEPTH:
            raise _refused(self.file, BROKEN)

    def end(self, _tag: str) -> None:
        """An element closes."""
        self.depth -= 1

    def close(self) -> None:
        """The part is done."""


def _walk(archive: zipfile.ZipFile, file: str) -> None:
    """Every XML part once, without building anything from it."""
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415 - most commands read no spreadsheet
    from defusedxml.ElementTree import DefusedXMLParser  # noqa: PLC0415 - as above

    census = _Census(file)
    for part in archive.infolist():
        if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        census.begin(part.filename)
        parser = DefusedXMLParser(target=census, forbid_dtd=True)
        try:
            with archive.open(part) as stream:
                while chunk := stream.read(CHUNK):
                    parser.feed(chunk)
            parser.close()
        except DefusedXmlException as error:
            raise _refused(file, ENTITIES, part=part.filename) from error


def _refused(file: str, message: str, **values: object) -> ProblemsFoundError:
    return ProblemsFoundError([Problem(file, 1, message, values)])
