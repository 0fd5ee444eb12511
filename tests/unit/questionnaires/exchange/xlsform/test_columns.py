"""Columns in all their spellings, and rows as what they mean."""

import pytest

from survey.questionnaires.exchange.xlsform.columns import Row, columns, rows
from survey.questionnaires.exchange.xlsform.workbook import Sheet

SPELT = [
    ("survey", "type", ("type", "")),
    ("survey", "Type", ("type", "")),
    ("survey", "NAME", ("name", "")),
    ("survey", "label", ("label", "")),
    ("survey", "Label", ("label", "")),
    ("survey", "caption", ("label", "")),
    ("survey", "label::English (en)", ("label", "English (en)")),
    ("survey", "label :: English (en)", ("label", "English (en)")),
    ("survey", "label:English", ("label", "English")),
    ("survey", "Hint::Français", ("hint", "Français")),
    ("survey", "relevant", ("relevant", "")),
    ("survey", "relevance", ("relevant", "")),
    ("survey", "bind::relevant", ("relevant", "")),
    ("survey", "bind:relevant", ("relevant", "")),
    ("survey", "Constraint", ("constraint", "")),
    ("survey", "bind::constraint", ("constraint", "")),
    ("survey", "constraint message", ("constraint_message", "")),
    ("survey", "constraint_message::English (en)", ("constraint_message", "English (en)")),
    ("survey", "bind::jr:constraintMsg", ("constraint_message", "")),
    ("survey", "required message", ("required_message", "")),
    ("survey", "bind::required", ("required", "")),
    ("survey", "read only", ("readonly", "")),
    ("survey", "read_only", ("readonly", "")),
    ("survey", "calculate", ("calculation", "")),
    ("survey", "bind::calculate", ("calculation", "")),
    ("survey", "control::appearance", ("appearance", "")),
    ("survey", "body::appearance", ("appearance", "")),
    ("survey", "choice_filter", ("choice_filter", "")),
    ("survey", "choice filter", ("choice_filter", "")),
    ("survey", "media::image::English (en)", ("image", "English (en)")),
    ("survey", "image::English (en)", ("image", "English (en)")),
    ("survey", "guidance hint::nl", ("guidance_hint", "nl")),
    ("survey", "repeat_count", ("repeat_count", "")),
    ("survey", "jr:count", ("repeat_count", "")),
    ("survey", "my own column", ("my own column", "")),
    ("survey", "werkpeil__unit__nl-x-easy", ("werkpeil__unit", "nl-x-easy")),
    ("choices", "list name", ("list_name", "")),
    ("choices", "list_name", ("list_name", "")),
    ("choices", "value", ("name", "")),
    ("choices", "label::nl", ("label", "nl")),
    ("choices", "region", ("region", "")),
    ("settings", "form_title", ("form_title", "")),
    ("settings", "title", ("form_title", "")),
    ("settings", "Form Title", ("form_title", "")),
    ("settings", "id_string", ("form_id", "")),
    ("settings", "form_id", ("form_id", "")),
    ("settings", "default_language", ("default_language", "")),
    ("settings", "style", ("style", "")),
]


@pytest.mark.parametrize(
    ("sheet", "written", "meant"), SPELT, ids=[f"{sheet} {written}" for sheet, written, _ in SPELT]
)
def test_a_column_is_known_however_it_is_spelt(sheet: str, written: str, meant: tuple[str, str]) -> None:
    assert columns(Sheet(sheet, (written,)))[written] == meant


def one(*cells: tuple[str, str], sheet: str = "survey") -> Row:
    """The only row of a sheet with these columns and cells."""
    (row,) = rows(Sheet(sheet, tuple(name for name, _ in cells), (dict(cells),)))
    return row


def test_a_row_knows_its_cells_and_how_their_columns_are_written() -> None:
    row = one(("Type", "note"), ("Label::nl", "Hallo"), ("bind::relevant", "true()"))
    assert (row.text("type"), row.text("relevant")) == ("note", "true()")
    assert row.cells["label", "nl"] == "Hallo"
    assert (row.column("type"), row.column("relevant"), row.column(("label", "nl"))) == (
        "Type",
        "bind::relevant",
        "Label::nl",
    )


def test_a_cell_that_is_not_there_is_empty_and_called_by_its_plain_name() -> None:
    row = one(("type", "note"))
    assert (row.text("hint"), row.column("hint"), row.column(("hint", "nl"))) == ("", "hint", "hint")


def test_of_one_name_in_more_languages_the_filled_column_is_spoken_of() -> None:
    sheet = Sheet("survey", ("label::nl", "label::en"), ({"label::en": "Hello"},))
    (row,) = rows(sheet)
    assert row.column("label") == "label::en"


def test_empty_rows_are_passed_over_and_rows_keep_their_number() -> None:
    sheet = Sheet("survey", ("type",), ({"type": "note"}, {}, {"type": "text"}))
    assert [(row.number, row.text("type")) for row in rows(sheet)] == [(2, "note"), (4, "text")]


def test_of_two_columns_that_mean_the_same_the_first_filled_one_counts() -> None:
    sheet = Sheet("survey", ("relevance", "relevant"), ({"relevance": "1", "relevant": "2"}, {"relevant": "3"}))
    both, second = rows(sheet)
    assert (both.text("relevant"), both.column("relevant")) == ("1", "relevance")
    assert {both.column(column) for column in both.cells} == {"relevance", "relevant"}
    assert sorted(both.cells.values()) == ["1", "2"]
    assert (second.text("relevant"), second.column("relevant")) == ("3", "relevant")


def test_our_own_columns_are_fields_and_texts_by_language() -> None:
    row = one(
        ("type", "integer"), ("werkpeil__unit__nl", "uur"), ("werkpeil__unit__en", "hour"), ("werkpeil__core", "false")
    )
    assert row.own() == {"unit": {"nl": "uur", "en": "hour"}, "core": False}
