"""Spreadsheets that are traps, broken, or no forms: refused with the reason, in time, and before they are unpacked."""

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from survey.questionnaires.exchange.files import receive
from survey.questionnaires.exchange.xlsform.reading import read_xlsform
from survey.questionnaires.problems import ProblemsFoundError

from .books import book, repacked

FORM = book(survey="| type | name | label |\n| note | hello | Hello |")
SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = b"""<?xml version="1.0"?>
<!DOCTYPE worksheet [<!ENTITY file SYSTEM "file:///etc/passwd">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">
<c r="A1" t="inlineStr"><is><t>&file;</t></is></c></row></sheetData></worksheet>"""
LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE worksheet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<worksheet>&c;</worksheet>"""
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def entities() -> bytes:
    return repacked(FORM, {SHEET: ENTITIES})


def entities_in_utf_16() -> bytes:
    return repacked(FORM, {SHEET: ENTITIES.decode().replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16")})


def billion_laughs_in_another_part() -> bytes:
    return repacked(FORM, {"docProps/core.xml": LAUGHS})


def bomb() -> bytes:
    return repacked(FORM, {"xl/media/big.bin": b"\0" * 200_000_000})


def bomb_of_many_parts() -> bytes:
    return repacked(FORM, {f"xl/part{number}.bin": b"" for number in range(2_000)})


def bomb_that_lies_about_its_size() -> bytes:
    """The directory says that the sheet is small; what is packed is not."""
    content = bytearray(repacked(FORM, {SHEET: b"<worksheet>" + b" " * 100_000_000 + b"</worksheet>"}))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(SHEET).file_size
    return bytes(content).replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def a_hundred_thousand_rows() -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>note</t></is></c></row>' for n in range(1, 100_001))
    return repacked(FORM, {SHEET: f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>".encode()})


def a_million_cells_in_a_row() -> bytes:
    return repacked(FORM, {SHEET: f'<worksheet {MAIN}><sheetData><row r="1">{"<c/>" * 1_000_000}</row>'.encode()})


def deep_nesting() -> bytes:
    return repacked(FORM, {SHEET: b"<a>" * 500_000})


def broken_zip() -> bytes:
    return FORM[: len(FORM) // 2]


def broken_inside() -> bytes:
    at = FORM.index(b"PK\x03\x04") + 60
    return FORM[:at] + bytes(byte ^ 0x55 for byte in FORM[at : at + 400]) + FORM[at + 400 :]


def old_excel() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000


def no_spreadsheet() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("letter.txt", "Dear all")
    return content.getvalue()


def document_of_another_kind() -> bytes:
    return repacked(FORM, {"xl/workbook.xml": b"<document/>"})


TRAPS = [
    (entities, "declares a document type or entities"),
    (entities_in_utf_16, "declares a document type or entities"),
    (billion_laughs_in_another_part, "docProps/core.xml"),
    (bomb, "Unpacked, the file is larger than"),
    (bomb_of_many_parts, "Unpacked, the file is larger than"),
    (bomb_that_lies_about_its_size, "not a readable .xlsx file"),
    (a_hundred_thousand_rows, "has more than 20000 rows"),
    (a_million_cells_in_a_row, "has more than 400000 cells"),
    (deep_nesting, "not a readable .xlsx file"),
    (broken_zip, "not a readable .xlsx file"),
    (broken_inside, "not a readable .xlsx file"),
    (old_excel, "old Excel file"),
    (no_spreadsheet, "not a spreadsheet"),
    (lambda: b"", "not a readable .xlsx file"),
    (lambda: b"type,name\nnote,hello\n", "not a readable .xlsx file"),
    (lambda: b"PK" * 6_000_000, "larger than 10000000 bytes"),
    (document_of_another_kind, "There is no sheet “survey”"),
]


@pytest.mark.parametrize(("make", "reason"), TRAPS, ids=lambda each: getattr(each, "__name__", None))
def test_a_trap_is_refused_in_time_with_its_reason(make: Callable[[], bytes], reason: str) -> None:
    content = make()
    started = time.process_time()
    with pytest.raises(ProblemsFoundError, match=reason):
        read_xlsform(content, "form.xlsx")
    assert time.process_time() - started < 2


@pytest.mark.parametrize("make", [bomb, bomb_that_lies_about_its_size, a_million_cells_in_a_row, deep_nesting])
def test_a_trap_takes_little_memory(make: Callable[[], bytes]) -> None:
    content = make()
    tracemalloc.start()
    try:
        with pytest.raises(ProblemsFoundError):
            read_xlsform(content, "form.xlsx")
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (book(vragen="| a |", keuzes="| b |"), "There is no sheet “survey”. The sheets are: vragen, keuzes."),
        (book(survey="| soort | naam |\n| note | hello |"), "The sheet “survey” has no column “type”."),
        (book(survey="| type | name | label |"), "No question of this form can be asked here."),
        (book(survey="| type | name | label |\n| image | photo | Photo |"), "No question of this form can be asked"),
        (book(survey="| type | label | label |\n| note | a | b |"), "Duplicate column header: label"),
    ],
)
def test_a_spreadsheet_without_a_form_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(ProblemsFoundError, match=reason.replace(".", r"\.")):
        read_xlsform(content, "form.xlsx")


def test_one_sheet_of_any_name_is_the_survey() -> None:
    found = read_xlsform(book(Blad1="| type | name | label |\n| note | hello | Hello |"), "form.xlsx")
    assert [item.id for item in found.questionnaire.items()] == ["hello"]


def test_a_sheet_far_away_is_read_at_once() -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (["type", "name", "label"], ["note", "hello", "Hello"]):
        sheet.append(row)
    sheet["XFD1048576"] = "far away"
    content = io.BytesIO()
    workbook.save(content)
    started = time.process_time()
    assert read_xlsform(content.getvalue(), "form.xlsx").questionnaire.pages
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("form.xls", b"anything", r"Old Excel files \(.xls\) are not read"),
        ("form.docx", b"anything", "This kind of file is not read"),
        ("form.xlsx", b"\0" * 10_000_001, "larger than 10000000 bytes"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ProblemsFoundError, match=reason):
        receive(tmp_path / name)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFoundError, match="No such file"):
        receive(tmp_path / "nowhere.xlsx")
