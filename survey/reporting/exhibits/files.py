"""An exhibit as a file: a picture or its numbers, each with title, base and source."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from survey.analysis.figures import svg
from survey.questionnaires.problems import N_

from ..reader import Reader
from .exhibited import Exhibit
from .grid import ANSWER, BASE, GROUP, MEAN, PEOPLE, SHARE, Number, Record

LOW, HIGH = N_("Margin from"), N_("Margin to")
HIDDEN = "."
DECIMAL_COMMA = ","


@dataclass(frozen=True, slots=True)
class File:
    """A file to download: its name, its media type and its content."""

    name: str
    media: str
    content: bytes


def file_of(shown: Exhibit, form: str, reader: Reader) -> File:
    """The exhibit as a file of a form, one of `FORMS`."""
    media, make = MAKERS[form]
    return File(f"{shown.name}.{form}", media, make(shown, reader))


def notes(shown: Exhibit) -> tuple[str, ...]:
    """What stands around the numbers: the sentences, what is not shown, and the source."""
    return (*shown.sentences, *shown.hidden, shown.source)


def picture(shown: Exhibit) -> str:
    """The figures as SVG, one below the other."""
    return svg.picture(shown.charts, svg.Caption(shown.title, (shown.sentences[0], *shown.hidden, shown.source)))


def _svg(shown: Exhibit, _reader: Reader) -> bytes:
    return picture(shown).encode()


def _png(shown: Exhibit, _reader: Reader) -> bytes:
    from ..paper.pictures import png  # noqa: PLC0415 - WeasyPrint takes a second to load

    return png(picture(shown))


def _csv(shown: Exhibit, reader: Reader) -> bytes:
    """With semicolons where the comma is the decimal sign, as spreadsheets there expect it."""
    comma = reader.separators.startswith(DECIMAL_COMMA)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if comma else ",", lineterminator="\r\n")
    writer.writerow(_head(reader))
    for record in shown.records:
        cells = [_plain(value) for value in _numbers(record)]
        writer.writerow(
            [record.group, record.answer, *([cell.replace(".", ",") for cell in cells] if comma else cells)]
        )
    writer.writerow([])
    for line in (shown.title, *notes(shown)):
        writer.writerow([line])
    return text.getvalue().encode("utf-8-sig")


def _plain(value: Number) -> str:
    return "" if value is None else str(value)


def _head(reader: Reader) -> tuple[str, ...]:
    return tuple(reader.says(each) for each in (GROUP, ANSWER, PEOPLE, SHARE, LOW, HIGH, BASE, MEAN))


def _numbers(record: Record) -> tuple[Number, ...]:
    return record.count, record.percent, record.low, record.high, record.base, record.mean


def _xlsx(shown: Exhibit, reader: Reader) -> bytes:
    """A sheet with the title above, numbers as numbers, and the notes below."""
    from openpyxl import Workbook  # noqa: PLC0415 - loads NumPy
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    sheet = book.active
    sheet.append([shown.title])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append([])
    sheet.append(list(_head(reader)))
    for cell in sheet[3]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for record in shown.records:
        numbers = [HIDDEN if value is None else value for value in _numbers(record)]
        numbers[-1] = "" if record.mean is None else record.mean
        sheet.append([record.group, record.answer, *numbers])
    sheet.append([])
    for note in notes(shown):
        sheet.append([note])
    for column, width in enumerate((34, 34, 12, 12, 12, 12, 12, 12), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A4"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


MAKERS: Mapping[str, tuple[str, Callable[[Exhibit, Reader], bytes]]] = {
    "png": ("image/png", _png),
    "svg": ("image/svg+xml", _svg),
    "csv": ("text/csv; charset=utf-8", _csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
}
FORMS = tuple(MAKERS)
