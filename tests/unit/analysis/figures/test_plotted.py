"""A figure for plotly.js: the same marks, as plain JSON."""

import json
from typing import Any

import pytest

from survey.analysis.figures import Chart
from survey.analysis.figures.chart import Box
from survey.analysis.figures.plotted import plotted
from tests.unit.analysis.figures.figured import boxes
from tests.unit.analysis.figures.test_svg import PLANE, TABLES, chart_of


def bars(figure: dict[str, Any]) -> list[tuple[float, float, str]]:
    return [
        (base, base + long, told)
        for trace in figure["data"]
        if trace["type"] == "bar"
        for base, long, told in zip(trace["base"], trace["x"], trace["customdata"], strict=True)
    ]


@pytest.mark.parametrize("name", [*TABLES, "plane"])
def test_it_is_plain_json_without_a_template(name: str) -> None:
    figure = plotted(chart_of(name), ",.")
    assert json.loads(json.dumps(figure)) == figure
    assert "bdata" not in json.dumps(figure)
    assert "template" not in figure["layout"]
    assert figure["layout"]["separators"] == ",."


@pytest.mark.parametrize("name", list(TABLES))
def test_bars_stand_where_the_drawing_has_them(name: str) -> None:
    chart = chart_of(name)
    expected = sorted((*box.x, box.told) for box in boxes(chart))
    assert [(round(a, 6), round(b, 6), told) for a, b, told in sorted(bars(plotted(chart, ".,")))] == [
        (round(a, 6), round(b, 6), told) for a, b, told in expected
    ]


def test_rows_run_from_top_to_bottom_and_planes_upwards() -> None:
    rows, plane = plotted(chart_of("groups"), ".,")["layout"]["yaxis"], plotted(PLANE, ".,")["layout"]["yaxis"]
    assert rows["range"] == [2.5, -0.5]
    assert plane["range"] == [0, 100]


def test_areas_lines_and_points_are_drawn() -> None:
    modes = [(trace["mode"], trace.get("fill")) for trace in plotted(PLANE, ".,")["data"]]
    assert modes == [("lines", "toself"), ("lines", None), ("markers+text", None)]


def test_a_figure_without_marks_is_still_a_figure() -> None:
    empty = Chart(PLANE.x, PLANE.y, ())
    assert plotted(empty, ".,")["data"] == []
    assert not [mark for mark in empty.marks if isinstance(mark, Box)]
