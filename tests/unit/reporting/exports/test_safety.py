"""Formulas and order: no cell is taken for a formula, and no export says who came first."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.reporting.exports import comma_separated, excel
from survey.reporting.exports.comma_separated import safe

FORMULAS = ["=1+1", "+31 20", "-5", "@SUM(A1)", "\t=1", "\r=1", "'=1", "\uff1d1+1", "'", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ja", "5 = 5", "een - twee", "a@b", " =1"])
def test_another_text_stays_as_it_is(text: str) -> None:
    assert safe(text) == text


@given(st.text())
def test_the_apostrophe_can_be_taken_off_again(text: str) -> None:
    assert safe(text).removeprefix("'") == text
    assert not safe(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_peoples_own_words_are_no_formulas_in_csv() -> None:
    content = comma_separated.texts([("id", "why", text) for text in FORMULAS]).decode("utf-8-sig")
    cells = [row["text"] for row in csv.DictReader(io.StringIO(content, newline=""))]
    assert [cell.removeprefix("'") for cell in cells] == FORMULAS
    assert all(cell.startswith("'") for cell in cells)


def test_peoples_own_words_are_texts_in_a_spreadsheet(tmp_path: Path) -> None:
    plain = [text for text in FORMULAS if "\r" not in text]
    (tmp_path / "texts.xlsx").write_bytes(excel.texts([("id", "why", text) for text in plain]))
    rows = list(openpyxl.load_workbook(tmp_path / "texts.xlsx")["texts"].iter_rows(min_row=2))
    assert [row[2].value for row in rows] == plain
    assert {row[2].data_type for row in rows} == {"s"}


def test_signs_that_a_spreadsheet_cannot_hold_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "texts.xlsx").write_bytes(excel.texts([("id", "why", "bel\x07 en meer")]))
    assert openpyxl.load_workbook(tmp_path / "texts.xlsx")["texts"]["C2"].value == "bel en meer"
