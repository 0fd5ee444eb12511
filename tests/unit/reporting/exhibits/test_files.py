"""Files: the same numbers in every form, with title, base and source."""

import csv
import io
from collections.abc import Sequence

import openpyxl
import pytest
from PIL import Image

from survey.reporting.exhibits import FORMS, Exhibit, file_of
from survey.reporting.exhibits.files import picture
from tests.unit.reporting.exhibits.shown import DUTCH, ENGLISH, TABLES, shown

Numbers = list[tuple[str, ...]]


def expected(found: Exhibit) -> Numbers:
    """Group, answer, people, share, margins and base, as text; `.` where hidden."""
    return [
        (
            record.group,
            record.answer,
            *(
                "." if n is None else str(n)
                for n in (record.count, record.percent, record.low, record.high, record.base)
            ),
        )
        for record in found.records
    ]


def from_csv(content: bytes, delimiter: str) -> tuple[Numbers, list[str]]:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))
    end = rows.index([])
    numbers = [tuple(cell or "." if place > 1 else cell for place, cell in enumerate(row[:7])) for row in rows[1:end]]
    return numbers, [row[0] for row in rows[end + 1 :]]


def from_xlsx(content: bytes) -> tuple[Numbers, list[str]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    rows: Sequence[Sequence[object]] = [tuple(row) for row in sheet.iter_rows(values_only=True)]
    end = next(place for place, row in enumerate(rows) if place > 2 and not any(row))
    numbers = [tuple("" if cell is None else str(cell) for cell in row[:7]) for row in rows[3:end]]
    return numbers, [str(rows[0][0]), *(str(row[0]) for row in rows[end + 1 :])]


@pytest.mark.parametrize(("measure", "breakdown"), TABLES)
def test_csv_and_xlsx_hold_the_numbers_of_the_table(measure: str, breakdown: str | None) -> None:
    found = shown(measure, breakdown)
    numbers, notes = from_csv(file_of(found, "csv", DUTCH).content, ";")
    assert numbers == expected(found)
    assert notes == [found.title, *found.sentences, *found.hidden, found.source]
    in_book, around = from_xlsx(file_of(found, "xlsx", DUTCH).content)
    assert in_book == expected(found)
    assert around == notes


def test_english_files_have_commas_between_cells() -> None:
    found = shown("grade", reader=ENGLISH)
    numbers, _ = from_csv(file_of(found, "csv", ENGLISH).content, ",")
    assert [row[1] for row in numbers] == ["5 or lower", "6 and 7", "8 or higher"]


def test_means_have_a_decimal_comma_where_people_write_one() -> None:
    assert ";8,0\r\n" in file_of(shown("grade"), "csv", DUTCH).content.decode("utf-8-sig")
    assert ",8.0\r\n" in file_of(shown("grade", reader=ENGLISH), "csv", ENGLISH).content.decode("utf-8-sig")


def test_a_picture_tells_its_title_base_and_source() -> None:
    found = shown("grade")
    svg = file_of(found, "svg", DUTCH).content.decode()
    assert svg == picture(found)
    for words in ("Cijfer voor de hulp", "137 mensen", "72%", "Bron: Wat vindt u"):
        assert words in svg


def test_a_picture_of_dots_is_sharp_and_has_something_on_it() -> None:
    image = Image.open(io.BytesIO(file_of(shown("gains"), "png", DUTCH).content))
    assert image.width == 2 * 960
    assert image.height > 800
    colours = image.convert("RGB").getcolors(1 << 20)
    assert colours is not None
    assert len(colours) > 20


def test_every_form_has_a_name_and_a_media_type() -> None:
    files = [file_of(shown("gains", "last_help"), form, DUTCH) for form in FORMS]
    assert [each.name for each in files] == [f"gains-last_help.{form}" for form in FORMS]
    assert [each.media.partition("/")[0] for each in files] == ["image", "image", "text", "application"]
