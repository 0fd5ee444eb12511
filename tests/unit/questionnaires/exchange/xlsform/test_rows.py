"""Each kind of item as ODK and Kobo ask it, and back: the rows, the XForm that pyxform makes of them, the same item."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from defusedxml import ElementTree as ET  # noqa: N817 - as xml.etree's is called
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from survey.questionnaires.catalogue import load_checked, shipped_questionnaires
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.exchange.xlsform.reading import read_xlsform
from survey.questionnaires.exchange.xlsform.writing import write_xlsform
from survey.questionnaires.kinds import KINDS

TEXT = {"nl": "Vraag", "en": "Question"}
ENDS = {"low": {"nl": "slecht", "en": "bad"}, "high": {"nl": "goed", "en": "good"}}
CODES = ("red", "blue", "none")
OPTIONS: list[dict[str, Any]] = [{"code": code, "text": {"nl": f"{code} nl", "en": f"{code} en"}} for code in CODES]
FIRST = {"id": "first", "kind": "single_choice", "text": TEXT, "options": OPTIONS}
ASKED = ("name", "type", "appearance", "constraint", "choice_filter", "parameters", "calculation", "relevant")


def made(item: dict[str, Any], **fields: Any) -> Questionnaire:
    """A questionnaire with a first question and this item."""
    head = {"id": "small", "version": "1", "audience": "participant", "languages": ["nl", "en"], "title": TEXT}
    return Questionnaire.model_validate(
        head | {"minutes": 1, "pages": [FIRST, {"id": "q", "text": TEXT} | item]} | fields
    )


def sheet(questionnaire: Questionnaire, name: str) -> list[dict[str, str]]:
    """A sheet as rows by column, without empty cells."""
    first, *rest = load_workbook(io.BytesIO(write_xlsform(questionnaire)))[name].iter_rows(values_only=True)
    rows = (zip(first, row, strict=True) for row in rest)
    return [{str(column): str(cell) for column, cell in row if cell is not None} for row in rows]


def asked(questionnaire: Questionnaire) -> list[dict[str, str]]:
    """What ODK reads of the rows behind the first question."""
    return [{column: row[column] for column in ASKED if column in row} for row in sheet(questionnaire, "survey")[1:]]


def card(**changes: Any) -> dict[str, Any]:
    """A value card with two questions."""
    questions = [{"code": code, "text": TEXT} for code in ("important", "able")]
    return {"kind": "value_card", "options": OPTIONS, "questions": questions} | changes


SOME: list[dict[str, Any]] = [OPTIONS[0], OPTIONS[1] | {"when": "first == red"}, OPTIONS[2] | {"exclusive": True}]
OTHER: list[dict[str, Any]] = [OPTIONS[0], OPTIONS[1] | {"other": True}]

ROWS: dict[str, tuple[dict[str, Any], list[dict[str, str]]]] = {
    "report_grade": (
        {"kind": "report_grade"} | ENDS,
        [{"name": "q", "type": "select_one q", "appearance": "likert"}],
    ),
    "likelihood": (
        {"kind": "likelihood", "dont_know": TEXT} | ENDS,
        [{"name": "q", "type": "select_one q", "appearance": "likert"}],
    ),
    "single_choice": (
        {"kind": "single_choice", "options": OTHER, "randomise": True},
        [
            {"name": "q", "type": "select_one q", "parameters": "randomize=true"},
            {"name": "q__other", "type": "text", "relevant": "selected(${q}, 'blue')"},
        ],
    ),
    "multiple_choice": (
        {"kind": "multiple_choice", "options": SOME, "maximum": 2},
        [
            {
                "name": "q",
                "type": "select_multiple q",
                "constraint": "count-selected(.) <= 2 and not(selected(., 'none') and count-selected(.) > 1)",
                "choice_filter": "(name != 'blue' or ${first} = 'red')",
            }
        ],
    ),
    "rating_scale": (
        {"kind": "rating_scale", "options": OPTIONS},
        [{"name": "q", "type": "select_one first", "appearance": "likert"}],
    ),
    "value_card": (
        card(when="first == red"),
        [
            {"name": "q", "type": "begin_group", "appearance": "field-list", "relevant": "${first} = 'red'"},
            {"name": "q__important", "type": "select_one first", "appearance": "likert"},
            {"name": "q__able", "type": "select_one first", "appearance": "likert"},
            {"type": "end_group"},
        ],
    ),
    "recommendation": (
        {"kind": "recommendation", "yes": TEXT, "no": TEXT, "dont_know": TEXT},
        [{"name": "q", "type": "select_one q"}],
    ),
    "consent": ({"kind": "consent", "yes": TEXT, "no": TEXT}, [{"name": "q", "type": "select_one q"}]),
    "number": (
        {"kind": "number", "minimum": "-2.5", "maximum": "10", "decimals": 1, "unit": TEXT, "dont_know": TEXT},
        [{"name": "q", "type": "decimal", "constraint": ". >= -2.5 and . <= 10"}],
    ),
    "hours_per_month": (
        {"kind": "hours_per_month", "maximum": 80},
        [{"name": "q", "type": "decimal", "constraint": ". >= 0 and . <= 80 and . mod 0.5 = 0"}],
    ),
    "month": (
        {"kind": "month", "earliest": "2020-01", "latest": "2024-02"},
        [
            {
                "name": "q",
                "type": "date",
                "appearance": "month-year",
                "constraint": ". >= date('2020-01-01') and . <= date('2024-02-29')",
            }
        ],
    ),
    "date": (
        {"kind": "date", "earliest": "2020-01-01", "latest": "2024-12-31"},
        [{"name": "q", "type": "date", "constraint": ". >= date('2020-01-01') and . <= date('2024-12-31')"}],
    ),
    "short_text": (
        {"kind": "short_text", "length": 40},
        [{"name": "q", "type": "text", "constraint": "string-length(.) <= 40"}],
    ),
    "open_text": (
        {"kind": "open_text", "length": 900},
        [{"name": "q", "type": "text", "appearance": "multiline", "constraint": "string-length(.) <= 900"}],
    ),
    "ranking": (
        {"kind": "ranking", "options": OPTIONS, "top": 2},
        [{"name": "q", "type": "rank first"}],
    ),
    "information": (
        {"kind": "information", "when": "not (first == red)"},
        [{"name": "q", "type": "note", "relevant": "not(${first} = 'red')"}],
    ),
}
KIND = sorted(ROWS)


def the(kind: str) -> Questionnaire:
    """The questionnaire with an item of this kind."""
    return made(ROWS[kind][0])


def test_every_kind_is_here_but_what_is_calculated_from_others() -> None:
    assert set(ROWS) | {"calculated"} == set(KINDS)


@pytest.mark.parametrize("kind", KIND)
def test_a_kind_is_asked_as_odk_asks_it(kind: str) -> None:
    found = asked(the(kind))
    list_name = next((row["type"].split()[1] for row in found if " " in row["type"]), "")
    wanted = [{name: cell.replace(" first", f" {list_name}") for name, cell in row.items()} for row in ROWS[kind][1]]
    assert found == wanted


@pytest.mark.parametrize("kind", KIND)
def test_a_kind_comes_back_as_it_was(kind: str) -> None:
    before = the(kind)
    after = read_xlsform(write_xlsform(before), "form.xlsx")
    assert after.questionnaire.item("q") == before.item("q")
    assert after.questionnaire.digest() == before.digest()
    assert (after.notices, after.names) == ((), {})


@pytest.mark.parametrize("kind", KIND)
def test_a_kind_without_our_columns_is_still_asked_in_every_language(kind: str) -> None:
    book = load_workbook(io.BytesIO(write_xlsform(the(kind))))
    for worksheet in book.worksheets:
        for column in range(worksheet.max_column, 0, -1):
            if str(worksheet.cell(1, column).value).startswith("werkpeil__"):
                worksheet.delete_cols(column)
    content = io.BytesIO()
    book.save(content)
    found = read_xlsform(content.getvalue(), "form.xlsx").questionnaire
    texts = [item.text for item in found.items()]
    assert found.languages == ("nl", "en")
    assert texts[0] == TEXT
    assert TEXT in texts[1:]


@pytest.mark.parametrize("kind", KIND)
def test_pyxform_makes_an_xform_of_a_kind(kind: str) -> None:
    xform = convert(write_xlsform(the(kind)), file_type=".xlsx").xform
    names = {element.tag.rpartition("}")[2] for element in ET.fromstring(xform).iter()}
    assert "q" in names
    assert {"bind", "itext", "h:head".rpartition(":")[2]} <= names


def test_a_calculation_is_written_with_its_rounding() -> None:
    number = {"id": "hours", "kind": "number", "text": TEXT}
    total = {"id": "total", "kind": "calculated", "text": TEXT, "value": "hours * 4 + 1", "decimals": 1}
    questionnaire = made({"kind": "information"}, pages=[number, total])
    assert asked(questionnaire)[0]["calculation"] == "round(((${hours} * 4) + 1), 1)"
    assert read_xlsform(write_xlsform(questionnaire), "form.xlsx").questionnaire == questionnaire


def test_the_numbers_of_a_grade_are_a_list_with_words_at_its_ends() -> None:
    rows = [row for row in sheet(the("report_grade"), "choices") if row["list_name"] == "q"]
    assert [row["name"] for row in rows] == [str(number) for number in range(1, 11)]
    labels = [row["label::English (en)"] for row in rows]
    assert (labels[0], labels[1], labels[-1]) == ("1: bad", "2", "10: good")


def test_dont_know_is_an_option_behind_the_numbers() -> None:
    rows = [row for row in sheet(the("likelihood"), "choices") if row["list_name"] == "q"]
    assert [row["name"] for row in rows] == [*(str(number) for number in range(11)), "dont_know"]
    assert rows[-1]["label::Nederlands (nl)"] == "Vraag"


def test_equal_options_are_one_list_and_others_have_their_own() -> None:
    lists = [row["list_name"] for row in sheet(made({"kind": "single_choice", "options": OPTIONS}), "choices")]
    own = [row["list_name"] for row in sheet(made({"kind": "single_choice", "options": OPTIONS[:2]}), "choices")]
    assert sorted(set(lists)) == sorted({"first", "q"} & set(lists))
    assert own == ["first", "first", "first", "q", "q"]


def test_a_shared_scale_and_an_item_of_the_same_name_have_lists_of_their_own() -> None:
    scales = {"q": OPTIONS}
    rows = sheet(made({"kind": "single_choice", "options": OPTIONS[:2]}, scales=scales), "choices")
    lists = {row["list_name"] for row in rows}
    assert {"q", "q_"} <= lists


CONDITIONS = [
    ("first == red", "${first} = 'red'"),
    ("first != red", "(${first} != 'red' and ${first} != '')"),
    ("first is answered", "${first} != ''"),
    ("not (first == red)", "not(${first} = 'red')"),
    ("first == red or first == blue", "${first} = 'red' or ${first} = 'blue'"),
]


@pytest.mark.parametrize(("when", "relevant"), CONDITIONS)
def test_a_condition_on_an_item_or_page_is_its_relevance(when: str, relevant: str) -> None:
    on_item = made({"kind": "information", "when": when})
    assert asked(on_item)[0]["relevant"] == relevant
    page = {"id": "page", "when": when, "items": [{"id": "q", "kind": "information", "text": TEXT}]}
    on_page = made({}, pages=[FIRST, page])
    assert asked(on_page)[0] == {
        "name": "page", "type": "begin_group", "appearance": "field-list", "relevant": relevant,
    }  # fmt: skip
    assert read_xlsform(write_xlsform(on_page), "form.xlsx").questionnaire == on_page


LIBRARY = sorted(shipped_questionnaires().items())


@pytest.mark.parametrize(("name", "path"), LIBRARY, ids=[name for name, _ in LIBRARY])
def test_the_xform_of_a_library_questionnaire_has_every_question_and_language(name: str, path: Path) -> None:
    questionnaire = load_checked(path)
    xform = convert(write_xlsform(questionnaire), file_type=".xlsx").xform
    root = ET.fromstring(xform)
    spaces = {"h": "http://www.w3.org/1999/xhtml", "f": "http://www.w3.org/2002/xforms"}
    bound = {each.get("nodeset", "").rpartition("/")[2] for each in root.iterfind(".//f:bind", spaces)}
    spoken = {each.get("lang", "") for each in root.iterfind(".//f:translation", spaces)}
    assert {item.id for item in questionnaire.items() if item.model_dump()["kind"] != "value_card"} <= bound
    assert {re.search(r"\((.+)\)$", each)[1] for each in spoken} == set(questionnaire.languages)  # type: ignore[index]
    assert root.findtext(".//h:title", "", spaces) == questionnaire.title[questionnaire.languages[0]]
    assert name == questionnaire.id
