"""Flows as bands: as high as they are large, from where they begin to where they end."""

from itertools import pairwise

import pytest

from survey.analysis.figures.chart import Box, Shape
from survey.analysis.figures.flowing import GAP, WIDTH, Flow, bands
from survey.analysis.figures.plotted import plotted
from survey.analysis.figures.svg import drawing

FLOW = Flow(("Start", "Later"), ("work", "trial", "none"), ((30, 0, 10), (20, 5, 5), (0, 10, 20)))


def shapes() -> list[Shape]:
    return [mark for mark in bands(FLOW, str).marks if isinstance(mark, Shape)]


def boxes() -> list[Box]:
    return [mark for mark in bands(FLOW, str).marks if isinstance(mark, Box)]


def test_every_way_that_somebody_went_is_a_band_in_words() -> None:
    assert [each.told for each in shapes()] == [
        "work → work: 30",
        "work → none: 10",
        "trial → work: 20",
        "trial → trial: 5",
        "trial → none: 5",
        "none → trial: 10",
        "none → none: 20",
    ]


def test_the_stacks_tell_how_many_people_were_where() -> None:
    assert [each.told for each in boxes()] == [
        "Start, work: 40",
        "Start, trial: 30",
        "Start, none: 30",
        "Later, work: 50",
        "Later, trial: 15",
        "Later, none: 35",
    ]
    assert [each.label for each in boxes()] == ["40", "30", "30", "50", "15", "35"]


def test_a_band_is_as_high_as_the_part_of_people_at_both_ends() -> None:
    for each in shapes():
        count = int(each.told.rpartition(": ")[2])
        half = len(each.points) // 2
        (x, above), (same, below) = each.points[0], each.points[-1]
        assert (x, same) == (WIDTH, WIDTH)
        assert above - below == pytest.approx(count / 100)
        assert each.points[half - 1][1] - each.points[half][1] == pytest.approx(count / 100)


def test_bands_fill_their_states_and_stacks_do_not_overlap() -> None:
    for side in (0, 1):
        stack = [each for each in boxes() if (each.x[0] == 0) == (side == 0)]
        heights = [each.y[1] - each.y[0] for each in stack]
        assert sum(heights) == pytest.approx(1)
        gaps = [one.y[0] - other.y[1] for one, other in pairwise(stack)]
        assert gaps == pytest.approx([GAP, GAP])


def test_states_have_a_tone_of_their_own_that_the_key_names() -> None:
    chart = bands(FLOW, str)
    assert [label for _, label in chart.key] == list(FLOW.states)
    assert {each.tone for each in shapes()} <= {tone for tone, _ in chart.key}


def test_a_number_that_has_no_room_stands_in_the_words_only() -> None:
    chart = bands(Flow(("Start", "Later"), ("a", "b"), ((95, 0), (0, 5))), str)
    assert [mark.label for mark in chart.marks if isinstance(mark, Box)] == ["95", "", "95", ""]


def test_it_is_drawn_as_svg_and_by_plotly() -> None:
    chart = bands(FLOW, str)
    assert drawing(chart).count("<polygon") == 7
    assert len([trace for trace in plotted(chart, ",.")["data"] if trace["type"] == "scatter"]) == 7


def test_nobody_at_all_is_an_empty_figure() -> None:
    assert [mark for mark in bands(Flow(("A", "B"), ("a",), ((0,),)), str).marks if isinstance(mark, Shape)] == []
