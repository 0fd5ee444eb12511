"""What pyxform's reader passes over is told: columns without a name, rows far below, formulas without a value."""

import datetime as dt
import io
import time
from collections.abc import Callable

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from survey.questionnaires.exchange.received import Received
from survey.questionnaires.exchange.xlsform.reading import read_xlsform

from .books import book, repacked, saved

HEAD = ["type", "name", "label"]
NO_NAME = "This column has no name in the first row. What stands in it was left out."
NO_VALUE = "This formula has no value in the file. If it should, save the file again in a spreadsheet program."
TOO_FAR = "This row stands below more than 60 empty rows, and was left out. Move it up."


def made(change: Callable[[Worksheet], None], title: str = "survey") -> bytes:
    """A form with one question, after `change`."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    sheet.append(HEAD)
    sheet.append(["text", "a", "A"])
    change(sheet)
    return saved(workbook)


def unchanged(sheet: Worksheet) -> None:
    """Change nothing."""
    assert sheet.title


def said(content: bytes) -> list[str]:
    """The notices on the sheet `survey`, without the name of the file; not that on the language."""
    found = read_xlsform(content, "form.xlsx", "en").notices
    return [str(each).removeprefix("form.xlsx:") for each in found if each.place.startswith("survey")]


def received(change: Callable[[Worksheet], None]) -> Received:
    """What comes of a form after `change`."""
    return read_xlsform(made(change), "form.xlsx", "en")


def test_a_form_that_is_read_whole_is_not_spoken_of() -> None:
    assert said(made(unchanged)) == []


def test_a_column_without_a_name_is_told_once_with_its_letter() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["E2"], sheet["E3"], sheet["A3"] = "stray", "more", "note"

    assert said(made(change))[0] == f"2: survey, E: {NO_NAME}"
    assert sum(NO_NAME in each for each in said(made(change))) == 1


def test_a_first_column_for_remarks_without_a_name_is_told() -> None:
    content = book(survey=[[None, *HEAD], ["remark", "text", "a", "A"]])
    assert said(content) == [f"2: survey, A: {NO_NAME}"]


def test_a_column_behind_more_than_twenty_empty_ones_is_told() -> None:
    content = book(survey=[[*HEAD, *[None] * 25, "hint"], ["text", "a", "A", *[None] * 25, "Far"]])
    assert said(content) == [f"2: survey, AC: {NO_NAME}"]


@pytest.mark.parametrize(("empty", "asked"), [(59, ["a", "z"]), (60, ["a", "z"]), (80, ["a"])])
def test_rows_below_more_than_sixty_empty_ones_are_told(empty: int, asked: list[str]) -> None:
    content = book(
        survey=[HEAD, ["text", "a", "A"], *[[]] * empty, ["text", "z", "Z"], ["text", "y", "Y"]][: empty + 3]
    )
    assert [item.id for item in read_xlsform(content, "form.xlsx", "en").questionnaire.items()] == asked
    assert said(content) == ([] if "z" in asked else [f"{empty + 3}: survey, {empty + 3}: {TOO_FAR}"])


def test_each_row_far_below_is_told_once_though_it_has_more_cells() -> None:
    content = book(survey=[HEAD, ["text", "a", "A"], *[[]] * 70, ["text", "y", "Y"], ["text", "z", "Z"]])
    assert said(content) == [f"73: survey, 73: {TOO_FAR}", f"74: survey, 74: {TOO_FAR}"]


def test_a_formula_without_a_value_is_told_with_its_cell() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.append(["text", "b", '="B"&"b"'])

    assert f"3: survey, C3: {NO_VALUE}" in said(made(change))
    assert [item.id for item in received(change).questionnaire.items()] == ["a", "b"]


def test_a_formula_with_a_value_is_read_as_its_value() -> None:
    sheet = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
    <row r="1"><c r="A1" t="str"><v>type</v></c><c r="B1" t="str"><v>name</v></c>
    <c r="C1" t="str"><v>label</v></c></row>
    <row r="2"><c r="A2" t="str"><v>text</v></c><c r="B2" t="str"><v>a</v></c>
    <c r="C2" t="str"><f>"Al"&amp;"l"</f><v>All</v></c></row></sheetData></worksheet>"""
    content = repacked(made(unchanged), {"xl/worksheets/sheet1.xml": sheet})
    found = read_xlsform(content, "form.xlsx", "en")
    assert [item.text for item in found.questionnaire.items()] == [{"en": "All"}]
    assert said(content) == []


def test_cells_with_only_spaces_hold_nothing() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["H2"], sheet["B90"], sheet["C3"] = "  ", " ", "\u00a0"

    assert said(made(change)) == []


def test_remarks_hidden_and_merged_cells_change_nothing() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A2"].comment = Comment("a remark", "somebody")
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.append(["note", "b", "B"])
        sheet.merge_cells("C3:D3")

    assert [item.id for item in received(change).questionnaire.items()] == ["a", "b"]
    assert said(made(change)) == []


def test_numbers_dates_and_truths_are_read_as_texts() -> None:
    moment = dt.datetime(2024, 1, 31, 8, 30)  # noqa: DTZ001 - a spreadsheet has no time zones

    def change(sheet: Worksheet) -> None:
        for name, value in {"b": 12.0, "c": 2.5, "d": True, "e": moment, "f": dt.time(8, 30)}.items():
            sheet.append(["text", name, value])

    texts = [item.text["en"] for item in received(change).questionnaire.items()]
    assert texts == ["A", "12", "2.5", "TRUE", "2024-01-31 08:30:00", "08:30:00"]
    assert said(made(change)) == []


def test_the_only_sheet_of_a_file_is_looked_through_whatever_it_is_called() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["F2"] = "stray"

    assert said(made(change, title="Blad1")) == [f"2: survey, F: {NO_NAME}"]


def test_sheets_that_are_no_part_of_the_form_are_not_looked_through() -> None:
    content = book(survey=[HEAD, ["text", "a", "A"]], notes=[["x"], [None, None, "stray"]])
    assert said(content) == []


def test_the_sheet_of_options_is_looked_through_as_well() -> None:
    survey = [HEAD, ["select_one l", "a", "A"]]
    content = book(survey=survey, choices=[["list_name", "name", "label"], ["l", "x", "X", 9], ["l", "y", "Y"]])
    found = [str(each) for each in read_xlsform(content, "form.xlsx").notices]
    assert f"form.xlsx:2: choices, D: {NO_NAME}" in found


def test_a_stray_cell_at_the_far_end_is_told_in_time() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["XFD1048576"] = "far away"

    content = made(change)
    started = time.process_time()
    assert said(content) == [f"1048576: survey, XFD: {NO_NAME}"]
    assert time.process_time() - started < 2


def test_the_reader_says_nothing_on_the_terminal(recwarn: pytest.WarningsRecorder) -> None:
    sheet = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
    <row r="1"><c r="A1" t="str"><v>type</v></c><c r="B1" t="str"><v>name</v></c></row>
    <row r="2"><c r="A2" t="str"><v>text</v></c><c r="B2" t="str"><v>a</v></c></row></sheetData>
    <extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"></ext></extLst></worksheet>"""
    content = repacked(made(unchanged), {"xl/worksheets/sheet1.xml": sheet})
    assert read_xlsform(io.BytesIO(content).getvalue(), "form.xlsx", "en").questionnaire.pages
    assert [str(each.message) for each in recwarn] == []
