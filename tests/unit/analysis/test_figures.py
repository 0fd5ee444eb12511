"""Figures: what is drawn is what is published, and a hidden number is nowhere in the JSON."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from survey.analysis.disclosure import Kind, protect
from survey.analysis.figures import DARK, PALETTE, PALETTES, Wordings, draw
from tests.unit.analysis.disclosure.sets import RULES, choice_set, grade_set, mention_set, whole_set

LABELS = {
    "low": "5 of lager",
    "middle": "6 en 7",
    "high": "8 of hoger",
    "-": "geen antwoord",
    "yes": "ja",
    "no": "nee",
    "dont_know": "weet ik niet",
    "merged": "ja",
    "rest": "niet ja",
    "option": "een baan",
    "a": "groep a",
    "b": "groep b",
    "c": "groep c",
}
WORDS = Wordings(
    groups={None: "rapportcijfer", "a": "groep a", "b": "groep b", "c": "groep c"},
    cells=LABELS,
    number=lambda value: str(value).replace(".", ","),
    separators=",.",
)
GRADES = grade_set({"a": {3: 12, 7: 26, 8: 74, 9: 25, "-": 4}})


def numbers(value: object) -> Iterator[float]:
    """Every number in a JSON value."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from numbers(each)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield value


def traces(figure: dict[str, Any], name: str) -> list[Any]:
    return [trace.get(name) for trace in figure["data"]]


def test_a_grade_is_one_bar_of_a_hundred_percent_with_whole_percentages() -> None:
    figure = draw(protect(GRADES, RULES)[1], WORDS)
    assert traces(figure, "name") == ["5 of lager", "6 en 7", "8 of hoger"]
    assert traces(figure, "text") == [["9%"], ["19%"], ["72%"]]
    assert traces(figure, "y") == [["rapportcijfer (n=137)"]] * 3
    assert sum(values[0] for values in traces(figure, "x")) == pytest.approx(100)
    assert figure["layout"]["barmode"] == "stack"


def test_the_axis_runs_from_0_to_100_in_steps_of_20_and_numbers_are_written_as_in_dutch() -> None:
    layout = draw(protect(GRADES, RULES)[1], WORDS)["layout"]
    assert (layout["xaxis"]["range"], layout["xaxis"]["dtick"], layout["xaxis"]["ticksuffix"]) == ([0, 100], 20, "%")
    assert layout["separators"] == ",."
    assert "title" not in layout


def test_every_figure_is_plain_json() -> None:
    figure = draw(protect(GRADES, RULES)[1], WORDS)
    assert json.loads(json.dumps(figure)) == figure
    assert "bdata" not in json.dumps(figure)


def test_a_hidden_group_is_a_row_with_a_dot_and_no_number() -> None:
    tables = choice_set({"a": (5, 4, 0, 0), "b": (15, 16, 0, 0), "c": (20, 23, 0, 0)})
    figure = draw(protect(tables, RULES)[2], WORDS)
    assert figure["layout"]["yaxis"]["categoryarray"] == ["groep a", "groep b", "groep c (n=43)"]
    assert [(note["y"], note["text"]) for note in figure["layout"]["annotations"]] == [
        ("groep a", "."),
        ("groep b", "."),
    ]
    assert not {9, 31, 15, 16, 15 / 31, 100 * 15 / 31} & set(numbers(figure["data"]))


def test_mentions_are_ranked_with_their_margins() -> None:
    tables = whole_set(Kind.MENTIONS, ("yes", "no", "option"), {"a": (20, 40, 3)}, {"a": 100})
    figure = draw(protect(tables, RULES)[1], WORDS)
    (bars,) = figure["data"]
    assert (bars["y"], bars["text"]) == (["nee", "ja"], ["40%", "20%"])
    assert bars["error_x"]["array"][0] == pytest.approx(49.8 - 40, abs=0.05)
    assert bars["error_x"]["arrayminus"][0] == pytest.approx(40 - 30.9, abs=0.05)
    assert figure["layout"]["yaxis"]["categoryarray"] == ["nee", "ja", "een baan"]


def test_mentions_by_group_have_a_bar_for_each_group() -> None:
    figure = draw(protect(mention_set({"a": (40, 10), "b": (50, 20)}), RULES)[2], WORDS)
    assert traces(figure, "name") == ["groep a (n=40)", "groep b (n=50)"]
    assert traces(figure, "text") == [["25%"], ["40%"]]


def test_a_hidden_share_of_a_group_is_a_dot() -> None:
    tables = whole_set(
        Kind.MENTIONS, ("yes", "option"), {"a": (20, 3), "b": (20, 20), "c": (30, 20)}, dict.fromkeys("abc", 50)
    )
    figure = draw(protect(tables, RULES)[2], WORDS)
    assert traces(figure, "text") == [["40%", "."], ["40%", "40%"], ["60%", "."]]
    assert 3 not in set(numbers(figure["data"]))


def test_characteristics_keep_the_order_of_their_classes() -> None:
    tables = choice_set({"a": (15, 5, 0, 0), "b": (30, 30, 0, 0), "c": (10, 10, 0, 0)})
    (bars,) = draw(protect(tables, RULES)[0], WORDS)["data"]
    assert (bars["y"], bars["text"]) == (["groep a", "groep b", "groep c"], ["20%", "60%", "20%"])


def test_means_stand_on_the_scale_of_the_grade() -> None:
    tables = grade_set({"a": {9: 10, 10: 10}, "b": {8: 10, 9: 10, 10: 10}})
    figure = draw(protect(tables, RULES)[2], WORDS)
    (points,) = figure["data"]
    assert (points["x"], points["text"]) == ([9.5, 9.0], ["9,5", "9,0"])
    assert (figure["layout"]["xaxis"]["range"][0], figure["layout"]["xaxis"]["ticksuffix"]) == (1, "")


def test_a_share_too_narrow_for_its_number_still_has_it_on_hover() -> None:
    figure = draw(protect(choice_set({"a": (97, 3, 0, 0)}), RULES)[1], WORDS)
    assert traces(figure, "text")[1] == [""]
    assert traces(figure, "customdata")[1] == ["3"]


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", sorted({*PALETTE, *(each for palette in PALETTES.values() for each in palette)}))
def test_a_number_can_be_read_on_every_colour(colour: str) -> None:
    ink = 1.0 if colour in DARK else luminance("#1a1a1a")
    light, dark = sorted((ink, luminance(colour)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
