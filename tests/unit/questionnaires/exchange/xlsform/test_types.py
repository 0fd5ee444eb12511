"""The column `type` in all the spellings of the years."""

import pytest

from survey.questionnaires.exchange.xlsform.types import Type, parameters, read_type, unread_parameters

ONE, MORE, RANK = "single_choice", "multiple_choice", "ranking"

CHOICES = [
    ("select_one fruit", ONE, "fruit", False, False),
    ("select_one  fruit ", ONE, "fruit", False, False),
    ("select_one\u00a0fruit", ONE, "fruit", False, False),
    ("Select One fruit", ONE, "fruit", False, False),
    ("select one from fruit", ONE, "fruit", False, False),
    ("select1 fruit", ONE, "fruit", False, False),
    ("select_one fruit or_other", ONE, "fruit", False, True),
    ("select one from fruit or specify other", ONE, "fruit", False, True),
    ("add select one prompt using fruit", ONE, "fruit", False, False),
    ("select_multiple fruit", MORE, "fruit", False, False),
    ("select all that apply from fruit", MORE, "fruit", False, False),
    ("select multiple from fruit or other", MORE, "fruit", False, True),
    ("add select multiple prompt using fruit", MORE, "fruit", False, False),
    ("rank fruit", RANK, "fruit", False, False),
    ("select_one_from_file towns.csv", ONE, "towns.csv", True, False),
    ("select_multiple_from_file towns.geojson", MORE, "towns.geojson", True, False),
    ("select one external towns", ONE, "towns", True, False),
]


@pytest.mark.parametrize(("cell", "kind", "name", "elsewhere", "other"), CHOICES)
def test_a_question_with_options_names_its_list(cell: str, kind: str, name: str, elsewhere: bool, other: bool) -> None:
    found = read_type(cell)
    assert (found.name, found.kind, found.list) == ("choice", kind, name)
    assert (found.elsewhere, found.other) == (elsewhere, other)


BRACKETS = [
    ("begin group", "begin", False),
    ("begin_group", "begin", False),
    ("Begin Group", "begin", False),
    ("begin repeat", "begin", True),
    ("begin_repeat", "begin", True),
    ("begin loop over towns", "begin", True),
    ("begin looped group", "begin", True),
    ("end group", "end", False),
    ("end_repeat", "end", True),
    ("end loop", "end", True),
]


@pytest.mark.parametrize(("cell", "edge", "repeats"), BRACKETS)
def test_groups_and_repeats_begin_and_end(cell: str, edge: str, repeats: bool) -> None:
    found = read_type(cell)
    assert (found.name, found.repeats) == (edge, repeats)


PLAIN = [
    ("text", "text"),
    ("string", "text"),
    ("barcode", "text"),
    ("q string", "text"),
    ("add text prompt", "text"),
    ("integer", "integer"),
    ("INT", "integer"),
    ("add integer prompt", "integer"),
    ("decimal", "decimal"),
    ("dateTime", "datetime"),
    ("date time", "datetime"),
    ("date_time", "datetime"),
    ("time", "time"),
    ("note", "note"),
    ("Note ", "note"),
    ("acknowledge", "acknowledge"),
    ("trigger", "acknowledge"),
    ("calculate", "calculate"),
    ("range", "range"),
    ("hidden", "hidden"),
    ("percentage", "percentage"),
]


@pytest.mark.parametrize(("cell", "name"), PLAIN)
def test_a_plain_type_is_known_in_its_spellings(cell: str, name: str) -> None:
    assert read_type(cell).name == name


RECORDED = """
    start end today deviceid device_id username email phonenumber simserial subscriberid audit start-geopoint
    background-audio background-geopoint starttime imei
"""


@pytest.mark.parametrize("cell", [*RECORDED.split(), "get start time", "get device id", "phone number", "sim id"])
def test_what_is_recorded_by_itself_is_known(cell: str) -> None:
    assert read_type(cell) == Type("recorded", cell)


UNKNOWN = [
    "geopoint",
    "image",
    "osm",
    "osm places",
    "select_one",
    "rank",
    "begin",
    "begin_kobomatrix",
    "SECTION 2",
    "42",
]


@pytest.mark.parametrize("cell", UNKNOWN)
def test_anything_else_keeps_its_words_for_the_notice(cell: str) -> None:
    assert read_type(cell) == Type("", cell)


PARAMETERS = [
    ("start=1 end=10 step=1", {"start": "1", "end": "10", "step": "1"}, ""),
    ("start=1;end=10;step=0.5", {"start": "1", "end": "10", "step": "0.5"}, ""),
    ("start = 1, end = 10", {"start": "1", "end": "10"}, ""),
    ("Randomize=true", {"randomize": "true"}, ""),
    ("max-pixels=640", {"max-pixels": "640"}, ""),
    ("seed=${age}", {"seed": "${age}"}, ""),
    ("start", {}, "start"),
    ("start=1 backwards", {"start": "1"}, "backwards"),
    ("", {}, ""),
]


@pytest.mark.parametrize(("cell", "known", "rest"), PARAMETERS)
def test_parameters_are_read_and_what_is_none_is_kept_apart(cell: str, known: dict[str, str], rest: str) -> None:
    assert parameters(cell) == known
    assert unread_parameters(cell) == rest
