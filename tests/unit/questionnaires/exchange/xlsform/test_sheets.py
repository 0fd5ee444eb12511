"""What stands in an exported form: rows that ODK and Kobo understand, and what they cannot in columns of our own."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from survey.questionnaires.catalogue import load_checked
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.exchange.xlsform.cells import clean, decode, encode, own_column
from survey.questionnaires.exchange.xlsform.texts import outward, plain
from survey.questionnaires.exchange.xlsform.writing import write_xlsform
from survey.questionnaires.kinds import KINDS

EVERY_KIND = load_checked(Path(__file__).parents[2] / "written" / "every-kind.yaml")

Rows = list[dict[str, str]]


def sheets(questionnaire: Questionnaire = EVERY_KIND) -> dict[str, Rows]:
    """Every sheet as rows by column, without empty cells."""
    workbook = load_workbook(io.BytesIO(write_xlsform(questionnaire)))
    found: dict[str, Rows] = {}
    for sheet in workbook.worksheets:
        first, *rest = sheet.iter_rows(values_only=True)
        pairs = (zip(first, row, strict=True) for row in rest)
        found[sheet.title] = [{str(name): str(cell) for name, cell in row if cell is not None} for row in pairs]
    return found


SHEETS = sheets()
SURVEY = {row["name"]: row for row in SHEETS["survey"] if "name" in row}


def test_there_are_the_three_sheets_of_a_form() -> None:
    assert list(SHEETS) == ["survey", "choices", "settings"]


def test_columns_of_xlsform_come_first_and_ours_last() -> None:
    workbook = load_workbook(io.BytesIO(write_xlsform(EVERY_KIND)))
    for sheet in workbook.worksheets:
        ours = [str(cell.value).startswith("werkpeil__") for cell in sheet[1]]
        assert ours == sorted(ours)
        assert not ours[0]


TYPES = {
    "welcome": "note",
    "agree": "select_one agree",
    "work": "select_one work",
    "hours": "decimal",
    "coaching": "decimal",
    "since": "date",
    "first_day": "date",
    "month_hours": "calculate",
    "grade": "select_one grade",
    "promote": "select_one promote",
    "recommend": "select_one recommend",
    "mood": "select_one mood",
    "income": "begin_group",
    "good": "select_multiple good",
    "order": "rank order",
    "job": "text",
    "tell_us": "text",
}


@pytest.mark.parametrize(("item", "type_"), TYPES.items())
def test_each_kind_has_its_type(item: str, type_: str) -> None:
    assert SURVEY[item]["type"] == type_
    assert SURVEY[item]["werkpeil__kind"] == getattr(EVERY_KIND.item(item), "kind", "")


def test_every_kind_is_written() -> None:
    assert {SURVEY[item]["werkpeil__kind"] for item in TYPES} == set(KINDS)


CELLS = [
    ("work", "relevant", "${agree} = 'yes'"),
    ("work__other", "relevant", "selected(${work}, 'other')"),
    ("about_work", "appearance", "field-list"),
    ("about_work", "relevant", "${work} = 'yes'"),
    ("hours", "constraint", ". >= 0 and . <= 80"),
    ("hours", "werkpeil__unit__nl", "uur"),
    ("since", "appearance", "month-year"),
    ("tell_us", "appearance", "multiline"),
    ("tell_us", "constraint", "string-length(.) <= 2000"),
    ("grade", "label::Nederlands (nl)", "Welk cijfer geeft u de hulp?"),
    ("order", "werkpeil__top", "2"),
]


@pytest.mark.parametrize(("name", "column", "cell"), CELLS)
def test_a_cell_says_what_the_item_does(name: str, column: str, cell: str) -> None:
    assert SURVEY[name][column] == cell


def test_a_multiple_choice_says_how_many_and_what_stands_alone() -> None:
    assert SURVEY["good"]["constraint"] == (
        "count-selected(.) <= 2 and not(selected(., 'nothing') and count-selected(.) > 1)"
    )


def test_an_option_for_some_people_is_a_choice_filter() -> None:
    assert "(name != " in SURVEY["good"]["choice_filter"]
    assert "${work} = 'yes'" in SURVEY["good"]["choice_filter"]


def test_a_row_of_numbers_has_its_words_at_the_ends() -> None:
    grades = [row for row in SHEETS["choices"] if row["list_name"] == "grade"]
    assert [row["name"] for row in grades] == [*map(str, range(1, 11)), "dont_know"]
    labels = [row["label::English (en)"] for row in grades]
    assert (labels[0], labels[1], labels[9]) == ("1: very bad", "2", "10: very good")


def test_a_card_is_a_group_with_a_question_on_a_shared_list_for_each_of_its_own() -> None:
    names = [row.get("name") for row in SHEETS["survey"]]
    at = names.index("income")
    group = SHEETS["survey"][at : at + 5]
    assert [row["type"].split()[0] for row in group] == ["begin_group", *["select_one"] * 3, "end_group"]
    assert all(name.startswith("income__") for name in (row["name"] for row in group[1:4]))


def test_a_shared_scale_is_written_once() -> None:
    lists = [row["list_name"] for row in SHEETS["choices"]]
    runs = [name for at, name in enumerate(lists) if at == 0 or lists[at - 1] != name]
    assert len(runs) == len(set(runs))
    assert set(EVERY_KIND.scales) <= set(lists)


def test_the_settings_say_what_the_form_is() -> None:
    (settings,) = SHEETS["settings"]
    assert settings["form_id"] == "every-kind"
    assert settings["version"] == "1"
    assert settings["default_language"] == "Nederlands (nl)"
    assert settings["werkpeil__title__en"] == "Every kind"
    assert settings["werkpeil__languages"] == '["nl", "en"]'
    assert settings["werkpeil__format"] == "1"


def test_nothing_in_a_cell_is_a_formula() -> None:
    questionnaire = EVERY_KIND.model_copy(update={"title": {"nl": "=HYPERLINK(1)", "en": "=1"}})
    workbook = load_workbook(io.BytesIO(write_xlsform(questionnaire)))
    types = {cell.data_type for sheet in workbook.worksheets for row in sheet.iter_rows() for cell in row if cell.value}
    assert types == {"s"}


@given(
    st.text() | st.integers() | st.booleans() | st.none() | st.lists(st.text()) | st.dictionaries(st.text(), st.text())
)
def test_what_stands_in_our_own_columns_is_read_back(value: object) -> None:
    cell = encode(value)
    assert clean(cell) == cell
    assert decode(cell) == value
    assert type(decode(cell)) is type(value)


PLAIN = [("uur", "uur"), ("1.0", '"1.0"'), ("true", '"true"'), ("[x", "[x"), ("hard\xa0spatie", '"hard\\u00a0spatie"')]


@pytest.mark.parametrize(("value", "cell"), PLAIN)
def test_words_stand_there_as_words(value: str, cell: str) -> None:
    assert encode(value) == cell


def test_our_own_columns_have_names_that_odk_can_make_xml_of() -> None:
    assert own_column("unit", "nl-x-easy") == "werkpeil__unit__nl-x-easy"
    assert own_column("kind") == "werkpeil__kind"


OUTWARD = [
    ("Hallo", "Hallo"),
    ("{grade|cijfer} en {{haken}}", "${grade} en {haken}"),
    ("{attribute:region|uw regio}", "uw regio"),
    ("{attribute:region}", "…"),
    ("hard\xa0spatie", "hard spatie"),
    ("\x07", "…"),
]


@pytest.mark.parametrize(("ours", "cell"), OUTWARD)
def test_a_text_goes_out_as_odk_writes_it(ours: str, cell: str) -> None:
    assert outward(ours) == cell


WITHOUT = [
    ("**vet** en *schuin* en __vet__ en _schuin_", "vet en schuin en vet en schuin"),
    ("snake_case_blijft en 2*3*4 ook", "snake_case_blijft en 2*3*4 ook"),
    ("# Kop\n## Nog een\nTekst", "Kop\nNog een\nTekst"),
    ("<p>Hallo <b>u</b></p> 1 < 2 > 0", "Hallo u 1 < 2 > 0"),
    ("[hier](http://a.nl) en ![](a.png)", "hier (http://a.nl) en a.png"),
    ("R&amp;D&nbsp;hier", "R&D hier"),
]


@pytest.mark.parametrize(("marked", "words"), WITHOUT)
def test_lay_out_is_taken_off_and_words_stay(marked: str, words: str) -> None:
    assert plain(marked) == words
