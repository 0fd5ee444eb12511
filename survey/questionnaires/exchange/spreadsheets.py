"""Spreadsheets: an .xlsx file is looked at before anything unpacks it.

It is a zip of XML files. Before anything is read, its unpacked size is summed; then each XML file is walked once, so
that entities, and more rows or cells than there should be, are refused before they take time.
"""

import io
import zipfile
import zlib
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

from survey.questionnaires.problems import N_, Problem, ProblemsFoundError

MAX_PARTS = 1_000
MAX_DEPTH = 100
CHUNK = 65_536

OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TOO_LARGE = N_("The file is larger than {limit} bytes. Split it up.")
OLD = N_("This is an old Excel file (.xls), or one with a password. Save it as .xlsx without a password.")
BROKEN = N_("This is not a readable .xlsx file. Open it in a spreadsheet program and save it as .xlsx.")
NOT_A_WORKBOOK = N_("This zip file is not a spreadsheet. Give an .xlsx file.")
BOMB = N_("Unpacked, the file is larger than {limit} bytes. A real one is much smaller.")
ENTITIES = N_("“{part}” in the file declares a document type or entities. That is refused: it can read other files.")
TOO_MANY_ROWS = N_("“{part}” in the file has more than {limit} rows. Split it up.")
TOO_MANY_CELLS = N_("The file has more than {limit} cells. Split it up.")


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be: in bytes, unpacked, and in rows of one part and XML elements of all."""

    content: int
    unpacked: int
    rows: int
    elements: int


def look(content: bytes, file: str, limits: Limits) -> int:
    """How many rows the longest sheet in `content` has; `ProblemsFoundError` if it should not even be unpacked."""
    if len(content) > limits.content:
        raise _refused(file, TOO_LARGE, limit=limits.content)
    if content.startswith(OLD_EXCEL):
        raise _refused(file, OLD)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > limits.unpacked or len(parts) > MAX_PARTS:
                raise _refused(file, BOMB, limit=limits.unpacked)
            if "[Content_Types].xml" not in archive.namelist():
                raise _refused(file, NOT_A_WORKBOOK)
            return _walk(archive, file, limits)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ParseError, NotImplementedError, RuntimeError, OSError) as error:
        raise _refused(file, BROKEN) from error
    except (EOFError, LookupError, ValueError, zlib.error) as error:
        raise _refused(file, BROKEN) from error


class _Census:
    """Counts what a parser meets, and builds nothing from it. `elements` go on from part to part."""

    def __init__(self, file: str, limits: Limits) -> None:
        self.file = file
        self.limits = limits
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
        if self.rows > self.limits.rows:
            raise _refused(self.file, TOO_MANY_ROWS, part=self.part, limit=self.limits.rows)
        if self.elements > self.limits.elements:
            raise _refused(self.file, TOO_MANY_CELLS, limit=self.limits.elements)
        if self.depth > MAX_DEPTH:
            raise _refused(self.file, BROKEN)

    def end(self, _tag: str) -> None:
        """An element closes."""
        self.depth -= 1

    def close(self) -> None:
        """The part is done."""


def _walk(archive: zipfile.ZipFile, file: str, limits: Limits) -> int:
    """Every XML part once, without building anything from it; returns the rows of the longest."""
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415 - most commands read no spreadsheet
    from defusedxml.ElementTree import DefusedXMLParser  # noqa: PLC0415 - as above

    census = _Census(file, limits)
    longest = 0
    for part in archive.infolist():
        if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        longest = max(longest, census.rows)
        census.begin(part.filename)
        parser = DefusedXMLParser(target=census, forbid_dtd=True)
        try:
            with archive.open(part) as stream:
                while chunk := stream.read(CHUNK):
                    parser.feed(chunk)
            parser.close()
        except DefusedXmlException as error:
            raise _refused(file, ENTITIES, part=part.filename) from error
    return max(longest, census.rows)


def _refused(file: str, message: str, **values: object) -> ProblemsFoundError:
    return ProblemsFoundError([Problem(file, 1, message, values)])
