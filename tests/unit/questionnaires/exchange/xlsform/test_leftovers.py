"""Cells of which nothing is made: said with their own column, unless they change nothing."""

import pytest

from .books import notices

NO_COUNTERPART = "has no counterpart and was not imported."


def said(type_: str, column: str, cell: str) -> list[str]:
    """What is said of one cell in the row of a question."""
    survey = f"| type | name | label | {column} |\n| note | first | First |\n| {type_} | q | Q | {cell} |"
    survey += "\n| note | inside | Inside |\n| end group |" if type_.startswith("begin") else ""
    return [each.removeprefix("3: survey, ") for each in notices(survey) if each.startswith(f"3: survey, {column}:")]


COLUMNS = [
    "default", "trigger", "repeat_count", "save_to", "hxl", "constraint_message", "required_message",
    "guidance_hint", "guidance_hint::French (fr)", "image", "media::audio::French (fr)", "video::Dutch (nl)",
    "big-image", "autoplay", "body::accept", "bind::odk:length", "instance::custom", "noAppErrorString", "$kuid",
    "$autoname", "kobo--score-choices", "minimum_seconds", "publishable", "my remarks", "choice_filter", "calculation",
]  # fmt: skip


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_without_counterpart_is_said_as_it_is_written(column: str) -> None:
    assert said("integer", column, "x") == [f"{column}: The column “{column}” {NO_COUNTERPART}"]


def test_each_column_of_more_languages_is_said_with_its_own_name() -> None:
    survey = """
    | type | name | label | guidance_hint::Dutch (nl) | guidance_hint::French (fr) | image::French (fr) |
    | integer | q | Q | Let op | Attention | a.png |"""
    assert notices(survey) == [
        f"2: survey, {column}: The column “{column}” {NO_COUNTERPART}"
        for column in ("guidance_hint::Dutch (nl)", "guidance_hint::French (fr)", "image::French (fr)")
    ]


APPEARANCES = [
    ("text", "multiline", ""),
    ("text", "numbers", "numbers"),
    ("text", "multiline w1", "w1"),
    ("select_one fruit", "minimal", ""),
    ("select_one fruit", "likert", ""),
    ("select_one fruit", "w2 horizontal-compact", "w2 horizontal-compact"),
    ("select_one fruit", "search('towns')", "search('towns')"),
    ("select_multiple fruit", "columns-2 no-buttons", "columns-2 no-buttons"),
    ("date", "month-year", ""),
    ("date", "ethiopian", "ethiopian"),
    ("range", "picker no-ticks", ""),
    ("range", "rating", "rating"),
    ("integer", "likert", "likert"),
    ("begin group", "field-list", ""),
    ("begin group", "table-list", ""),
    ("begin group", "field-list w3", "w3"),
]


@pytest.mark.parametrize(("type_", "cell", "rest"), APPEARANCES)
def test_an_appearance_that_is_not_kept_is_said(type_: str, cell: str, rest: str) -> None:
    told = f"The appearance “{rest}” has no counterpart: this product lays out each kind of question itself."
    assert said(type_, "appearance", cell) == ([f"appearance: {told}"] if rest else [])


PARAMETERS = [
    ("range", "start=1 end=5 step=1", []),
    ("range", "start=1 end=5 step=1 ticks=no", ["ticks=no"]),
    ("range", "backwards", ["backwards"]),
    ("select_one fruit", "randomize=true", []),
    ("select_one fruit", "randomize=true seed=3", ["seed=3"]),
    ("text", "rows=3", ["rows=3"]),
    ("integer", "min=1; max=2 more", ["max=2", "min=1", "more"]),
]


@pytest.mark.parametrize(("type_", "cell", "rest"), PARAMETERS)
def test_parameters_that_are_not_kept_are_said_one_by_one(type_: str, cell: str, rest: list[str]) -> None:
    assert said(type_, "parameters", cell) == [f"parameters: The parameter “{each}” {NO_COUNTERPART}" for each in rest]


@pytest.mark.parametrize("cell", ["yes", "true", "true()", "TRUE", "1", "${first} = 1"])
def test_nothing_is_required_here_and_that_is_said(cell: str) -> None:
    assert said("integer", "required", cell) == ["required: Every question may be left open here. It is not required."]


@pytest.mark.parametrize("cell", ["no", "No", "false", "FALSE", "false()"])
@pytest.mark.parametrize("column", ["required", "read_only"])
def test_what_says_no_changes_nothing(column: str, cell: str) -> None:
    assert said("integer", column, cell) == []


def test_a_note_is_read_only_already() -> None:
    assert said("note", "read_only", "yes") == []
    assert said("integer", "read_only", "yes") == [f"read_only: The column “read_only” {NO_COUNTERPART}"]


def test_a_group_has_no_constraint_and_its_end_has_only_a_name() -> None:
    assert said("begin group", "constraint", ". > 1") == [f"constraint: The column “constraint” {NO_COUNTERPART}"]
    survey = """
    | type | name | label | relevant |
    | begin group | g | G |
    | note | n | N |
    | end group | g | Again | true() |"""
    assert notices(survey) == [
        f"4: survey, label: The column “label” {NO_COUNTERPART}",
        f"4: survey, relevant: The column “relevant” {NO_COUNTERPART}",
    ]
