"""Each kind of table has its figure: what is drawn is what is published, and a hidden number is nowhere in it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from survey.analysis.disclosure import Kind, ProtectedTable, protect
from survey.analysis.figures import Chart, draw
from survey.analysis.figures.chart import HIDDEN, Line
from survey.analysis.figures.means import over_waves
from tests.unit.analysis.disclosure.sets import RULES, choice_set, grade_set, mention_set, whole_set
from tests.unit.analysis.figures.figured import WORDS, boxes, dots, numbers, rows, words

GRADES = grade_set({"a": {3: 12, 7: 26, 8: 74, 9: 25, "-": 4}})
SCALE = ("never", "some", "often", "always", "dont_know", "-")


def figure(table: ProtectedTable) -> Chart:
    chart = draw(table, WORDS)
    assert chart is not None
    return chart


def scale(counts: tuple[int, ...], merged: tuple[str, ...], codes: tuple[str, ...] = SCALE) -> Chart:
    """The total of a choice of which the study takes `merged` together."""
    tables = whole_set(Kind.CHOICE, codes, {"a": counts})
    return figure(protect([replace(each, merged=merged) if each.measure == "m" else each for each in tables], RULES)[1])


def test_a_grade_is_one_bar_of_a_hundred_percent_with_whole_percentages() -> None:
    chart = figure(protect(GRADES, RULES)[1])
    assert [label for _, label in chart.key] == ["5 of lager", "6 en 7", "8 of hoger"]
    assert [box.label for box in boxes(chart)] == ["9%", "19%", "72%"]
    assert rows(chart) == ["rapportcijfer (n=137)"]
    assert [boxes(chart)[0].x[0], boxes(chart)[-1].x[1]] == [0, pytest.approx(100)]
    assert all(one.x[1] == other.x[0] for one, other in zip(boxes(chart), boxes(chart)[1:], strict=False))


def test_every_part_says_in_words_what_it_is() -> None:
    assert figure(protect(GRADES, RULES)[1]).told() == (
        "rapportcijfer (n=137), 5 of lager: 9%",
        "rapportcijfer (n=137), 6 en 7: 19%",
        "rapportcijfer (n=137), 8 of hoger: 72%",
    )


def test_the_axis_runs_from_0_to_100_in_steps_of_20() -> None:
    axis = figure(protect(GRADES, RULES)[1]).x
    assert (axis.low, axis.high) == (0, 100)
    assert [label for _, label in axis.ticks] == ["0%", "20%", "40%", "60%", "80%", "100%"]


def test_a_hidden_group_is_a_row_with_a_dot_and_no_number() -> None:
    tables = choice_set({"a": (5, 4, 0, 0), "b": (15, 16, 0, 0), "c": (20, 23, 0, 0)})
    chart = figure(protect(tables, RULES)[2])
    assert rows(chart) == ["groep a", "groep b", "groep c (n=43)"]
    assert words(chart) == [(HIDDEN, 0), (HIDDEN, 1)]
    assert not {9, 31, 15, 16, 15 / 31, 100 * 15 / 31} & set(numbers(chart))


def test_what_is_hidden_as_a_whole_has_no_figure() -> None:
    assert draw(protect(choice_set({"a": (3, 2, 0, 0)}), RULES)[1], WORDS) is None


def test_a_scale_goes_to_both_sides_of_its_middle() -> None:
    chart = scale((10, 20, 30, 40, 0, 0), ("often", "always"))
    assert [label for _, label in chart.key] == ["nooit", "soms", "vaak", "altijd"]
    assert [(box.x, box.label) for box in boxes(chart)] == [
        ((-30, -20), "10%"),
        ((-20, 0), "20%"),
        ((0, 30), "30%"),
        ((30, 70), "40%"),
    ]
    assert [label for _, label in chart.x.ticks] == ["40%", "20%", "0%", "20%", "40%", "60%", "80%"]


def test_a_scale_that_begins_with_the_best_is_turned_round() -> None:
    codes = ("always", "often", "some", "never", "dont_know", "-")
    chart = scale((40, 30, 20, 10, 0, 0), ("always",), codes)
    assert [label for _, label in chart.key] == ["nooit", "soms", "vaak", "altijd"]
    assert boxes(chart)[-1].x == (0, 40)


@pytest.mark.parametrize("merged", [("some",), ("never", "always")])
def test_answers_that_are_no_scale_stand_side_by_side(merged: tuple[str, ...]) -> None:
    assert min(box.x[0] for box in boxes(scale((10, 20, 30, 40, 0, 0), merged))) == 0


def test_mentions_are_ranked_with_their_margins() -> None:
    tables = whole_set(Kind.MENTIONS, ("yes", "no", "option"), {"a": (20, 40, 3)}, {"a": 100})
    chart = figure(protect(tables, RULES)[1])
    assert rows(chart) == ["nee", "ja", "een baan"]
    assert [box.x for box in boxes(chart)] == [(0, 40), (0, 20)]
    margin = next(mark for mark in chart.marks if isinstance(mark, Line))
    assert [round(x, 1) for x, _ in margin.points] == [30.9, 49.8]
    assert words(chart) == [("40%", 0), ("20%", 1), (HIDDEN, 2)]


def test_the_axis_of_a_ranking_ends_above_what_is_shown_and_says_nothing_of_what_is_hidden() -> None:
    tables = whole_set(Kind.MENTIONS, ("yes", "option"), {"a": (20, 3)}, {"a": 100})
    assert figure(protect(tables, RULES)[1]).x.high == 40


def test_mentions_of_two_groups_are_two_points_on_a_line() -> None:
    chart = figure(protect(mention_set({"a": (40, 10), "b": (50, 20)}), RULES)[2])
    assert [(dot.at[0], dot.label) for dot in dots(chart)] == [(25, "25%"), (40, "40%")]
    assert [label for _, label in chart.key] == ["groep a (n=40)", "groep b (n=50)"]


def test_mentions_of_more_groups_are_a_map_that_is_darker_for_more() -> None:
    tables = whole_set(
        Kind.MENTIONS, ("yes", "option"), {"a": (20, 3), "b": (20, 20), "c": (30, 20)}, dict.fromkeys("abc", 50)
    )
    chart = figure(protect(tables, RULES)[2])
    assert [(box.label, box.tone) for box in boxes(chart)] == [
        ("40%", "heat-3"),
        ("40%", "heat-3"),
        ("60%", "heat-4"),
        ("40%", "heat-3"),
    ]
    assert [label for _, label in chart.x.ticks] == ["groep a (n=50)", "groep b (n=50)", "groep c (n=50)"]
    assert words(chart) == [(HIDDEN, 1), (HIDDEN, 1)]


def test_characteristics_keep_the_order_of_their_classes() -> None:
    tables = choice_set({"a": (15, 5, 0, 0), "b": (30, 30, 0, 0), "c": (10, 10, 0, 0)})
    chart = figure(protect(tables, RULES)[0])
    assert rows(chart) == ["groep a", "groep b", "groep c"]
    assert [text for text, _ in words(chart)] == ["20%", "60%", "20%"]


def test_means_stand_on_the_scale_of_the_grade_beside_the_norm() -> None:
    tables = grade_set({"a": {9: 10, 10: 10}, "b": {8: 10, 9: 10, 10: 10}})
    chart = draw(protect(tables, RULES)[2], WORDS, Decimal("7.5"))
    assert chart is not None
    assert [(dot.at[0], dot.label) for dot in dots(chart)] == [(9.5, "9,5"), (9.0, "9,0")]
    assert chart.x.low == 1
    norm = chart.marks[0]
    assert isinstance(norm, Line)
    assert (norm.dashed, norm.points[0][0]) == (True, 7.5)


def test_means_over_waves_are_a_line_beside_the_norm() -> None:
    waves = [(f"meting {place}", protect(grade_set({"a": {at: 40}}), RULES)[1]) for place, at in enumerate((6, 8))]
    chart = over_waves(waves, WORDS, (Decimal("7.5"), "Norm: 7,5"))
    assert [(dot.at, dot.label, dot.told) for dot in dots(chart)] == [
        ((0, 6), "6,0", "meting 0: 6,0"),
        ((1, 8), "8,0", "meting 1: 8,0"),
    ]
    assert [label for _, label in chart.x.ticks] == ["meting 0", "meting 1"]
    assert chart.key == (("low", "Norm: 7,5"),)
