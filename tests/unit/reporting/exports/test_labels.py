"""Words in files: labels, long ones too, in any script, as other programs' libraries read them."""

import csv
import io
import json
import struct
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyreadstat
import pytest

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Answers
from survey.reporting.exports import comma_separated, excel, parquet, spss, stata
from survey.reporting.exports.coding import cut, labelled, legal_names, numbers
from survey.reporting.exports.stata_notes import add_notes
from survey.reporting.exports.table import Table
from tests.fixtures.studies import both
from tests.unit.reporting.exports.sampling import ENGLISH, a_table

TWO_HUNDRED = ("Hoe tevreden bent u over de coördinatie, de privé-situatie en het geïnde bedrag? " * 3)[:199] + "?"
DUTCH = "Eén café, 's-Hertogenbosch: ruïne & coöperatie & € 5"
ARABIC = "كيف حالك؟ "
OPTIONS: list[dict[str, Any]] = [
    {"code": "good", "text": both(DUTCH)},
    {"code": "long", "text": both(TWO_HUNDRED)},
    {"code": "unsure", "text": both("Weet ik niet"), "missing": "dont_know"},
    {"code": "no_idea", "text": both("Geen idee"), "missing": "dont_know"},
    {"code": "unneeded", "text": both("Niet van toepassing"), "missing": "not_applicable"},
]
ASKED = Questionnaire.model_validate(
    {
        "id": "labels",
        "version": "1",
        "audience": "participant",
        "languages": ["nl", "en"],
        "title": both("Woorden"),
        "minutes": 1,
        "pages": [
            {"id": "mood", "kind": "rating_scale", "text": both(TWO_HUNDRED), "options": OPTIONS},
            {"id": "place", "kind": "single_choice", "text": both(DUTCH), "options": OPTIONS},
            {"id": "below", "kind": "number", "text": both(ARABIC * 40), "minimum": -150, "maximum": 5},
        ],
    }
)
PEOPLE: list[Answers] = [
    {"mood": code, "place": code, "below": -150} for code in ("good", "long", "unsure", "no_idea", "unneeded", None)
]


@pytest.fixture(scope="module")
def made() -> Table:
    assert len(TWO_HUNDRED) == 200
    return a_table(PEOPLE, ASKED)


def test_spss_has_labels_measures_and_missing_ranges(made: Table, tmp_path: Path) -> None:
    spss.write(tmp_path / "wave.sav", made, ENGLISH)
    found, meta = pyreadstat.read_sav(tmp_path / "wave.sav", user_missing=True)
    assert meta.column_names_to_labels["mood"] == TWO_HUNDRED
    assert meta.column_names_to_labels["place"] == DUTCH
    assert meta.variable_value_labels["mood"][1.0] == DUTCH
    assert meta.variable_value_labels["mood"][-97.0] == "Weet ik niet"
    assert meta.variable_value_labels["mood"][-95.0] == "Geen idee"
    assert meta.variable_value_labels["mood"][-98.0] == "Niet van toepassing"
    assert meta.variable_value_labels["mood"][-99.0] == "Not answered"
    assert meta.missing_ranges["mood"] == [{"lo": -99.0, "hi": -90.0}]
    assert {name: meta.variable_measure[name] for name in ("mood", "place", "below")} == {
        "mood": "ordinal",
        "place": "nominal",
        "below": "scale",
    }
    assert found["mood"].tolist() == [1, 2, -97, -95, -98, -99]


def test_a_program_that_knows_missing_values_sees_only_values(made: Table, tmp_path: Path) -> None:
    spss.write(tmp_path / "wave.sav", made, ENGLISH)
    stata.write(tmp_path / "wave.dta", made, ENGLISH)
    for found in (pyreadstat.read_sav(tmp_path / "wave.sav")[0], pd.read_stata(tmp_path / "wave.dta", index_col=None)):
        assert found["mood"].notna().tolist() == [True, True, False, False, False, False]


def test_what_spss_cannot_hold_as_a_label_stands_in_full_in_its_document(made: Table, tmp_path: Path) -> None:
    spss.write(tmp_path / "wave.sav", made, ENGLISH)
    meta = pyreadstat.read_sav(tmp_path / "wave.sav")[1]
    assert len(meta.variable_value_labels["mood"][2.0].encode()) <= 120
    assert meta.variable_value_labels["mood"][2.0].endswith("…")
    assert len(str(meta.column_names_to_labels["below"]).encode()) <= 255
    document = " ".join(line.strip() for line in meta.notes)
    assert f"mood = 2: {TWO_HUNDRED}" in document
    assert (ARABIC * 40).strip() in document


def test_stata_has_labels_and_a_letter_for_each_reason(made: Table, tmp_path: Path) -> None:
    stata.write(tmp_path / "wave.dta", made, ENGLISH)
    found, meta = pyreadstat.read_dta(tmp_path / "wave.dta", user_missing=True)
    assert meta.column_names_to_labels["place"] == DUTCH
    assert meta.column_names_to_labels["mood"] == cut(TWO_HUNDRED, 80, 320)
    assert meta.variable_value_labels["mood"] == {
        1: DUTCH,
        2: TWO_HUNDRED,
        "a": "Not shown",
        "b": "Weet ik niet",
        "c": "Niet van toepassing",
        "d": "Not answered",
        "e": "Geen idee",
    }
    assert found["mood"].tolist() == [1, 2, "b", "e", "c", "d"]
    pandas = pd.read_stata(tmp_path / "wave.dta", index_col=None)
    assert pandas["mood"].tolist()[:2] == [DUTCH, TWO_HUNDRED]


def test_a_question_of_200_signs_stands_in_full_in_the_notes_of_stata(made: Table, tmp_path: Path) -> None:
    stata.write(tmp_path / "wave.dta", made, ENGLISH)
    content = (tmp_path / "wave.dta").read_bytes()
    notes = content[content.index(b"<characteristics>") : content.index(b"</characteristics>")]
    assert b"note1".ljust(129, b"\0") + TWO_HUNDRED.encode() + b"\0</ch>" in notes
    assert (ARABIC * 40).strip().encode() in notes
    assert notes.count(b"<ch>") == 4


def test_the_map_of_a_stata_file_leads_to_its_sections_after_notes_are_added(made: Table, tmp_path: Path) -> None:
    stata.write(tmp_path / "wave.dta", made, ENGLISH)
    content = (tmp_path / "wave.dta").read_bytes()
    offsets = struct.unpack_from("<14Q", content, content.index(b"<map>") + 5)
    tags = [b"<stata_dta>", b"<map>", b"<variable_types>", b"<varnames>", b"<sortlist>", b"<formats>"]
    tags += [b"<value_label_names>", b"<variable_labels>", b"<characteristics>", b"<data>", b"<strls>"]
    tags += [b"<value_labels>", b"</stata_dta>"]
    assert [content[offset : offset + len(tag)] for offset, tag in zip(offsets, tags, strict=False)] == tags
    assert offsets[-1] == len(content)
    assert add_notes(content, {}) == content


def test_a_spreadsheet_explains_its_columns_on_a_second_sheet(made: Table, tmp_path: Path) -> None:
    (tmp_path / "wave.xlsx").write_bytes(excel.responses(made, ENGLISH))
    rows = list(openpyxl.load_workbook(tmp_path / "wave.xlsx")["variables"].iter_rows(values_only=True))
    assert ("mood", "mood", TWO_HUNDRED, "ordinal", None, "good", DUTCH, None) in rows
    assert ("mood", "mood", TWO_HUNDRED, "ordinal", None, "no_idea", "Geen idee", "dont_know") in rows


def test_parquet_explains_its_columns_in_their_metadata(made: Table, tmp_path: Path) -> None:
    (tmp_path / "wave.parquet").write_bytes(parquet.responses(made))
    schema = pq.read_schema(tmp_path / "wave.parquet")
    about = schema.field("mood").metadata
    assert about[b"label"].decode() == TWO_HUNDRED
    assert json.loads(about[b"values"])[0] == {"code": "good", "words": DUTCH, "missing": None}
    assert pd.read_parquet(tmp_path / "wave.parquet")["place"].cat.categories.tolist()[0] == "good"


def test_the_columns_of_csv_are_explained_in_a_file_beside_it(made: Table) -> None:
    content = comma_separated.written(comma_separated.meanings(made, ENGLISH)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert {row["label"] for row in rows if row["variable"] == "mood"} == {TWO_HUNDRED}
    assert [row["code"] for row in rows if row["variable"] == ".status"] == [
        "not_shown",
        "dont_know",
        "not_applicable",
        "missing",
    ]


def test_reasons_lie_below_everything_that_a_variable_can_be(made: Table) -> None:
    coded = {each.name: numbers(each) for each in made.variables}
    assert (coded["below"].lowest, coded["below"].highest) == (-999, -900)
    assert (coded["mood"].lowest, coded["mood"].highest) == (-99, -90)
    assert len({*coded["mood"].flagged.values(), *coded["mood"].reasons.values()}) == 5


def test_names_are_legal_and_all_different() -> None:
    long = "a_question_with_a_name_that_is_long"
    names = legal_names(["with", "good.time", "good_time", f"{long}.one", f"{long}.two", "register:age", "str12"])
    assert list(names.values()) == [
        "v_with",
        "good_time",
        "good_time_2",
        long[:32],
        f"{long[:30]}_2",
        "register_age",
        "v_str12",
    ]
    assert all(len(name) <= 32 for name in names.values())


def test_a_part_of_an_item_is_labelled_with_both_its_texts(made: Table) -> None:
    assert labelled(replace(made.variables[-1], text="What do you like?", part="Time")) == "What do you like?: Time"
    assert cut("a b", 80, 80) == "a b"
    assert cut("é" * 50, 80, 40) == "é" * 18 + "…"
