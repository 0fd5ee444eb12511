"""An exhibit: sentences, figure, numbers, what is hidden and the source, all of one table."""

import re

import pytest

from survey.analysis.figures.chart import HIDDEN, Box, Dot, Word
from survey.reporting.exhibits import exhibit
from tests.unit.reporting.exhibits.shown import DUTCH, REPLICA, TABLES, shown

PERCENT = re.compile(r"\d+%$")


def drawn(measure: str, breakdown: str | None) -> set[str]:
    """The numbers in a figure, as they are written in it."""
    (chart,) = shown(measure, breakdown).charts
    labels = [mark.label for mark in chart.marks if isinstance(mark, Box | Dot)]
    return {text for text in [*labels, *(m.text for m in chart.marks if isinstance(m, Word))] if text} - {HIDDEN}


@pytest.mark.parametrize(("measure", "breakdown"), TABLES)
def test_the_figure_has_the_numbers_of_the_table_and_no_others(measure: str, breakdown: str | None) -> None:
    (grid,) = shown(measure, breakdown).grids
    written = {entry.text for line in (*grid.lines, *grid.foot) for entry in line.entries if entry.text}
    found = drawn(measure, breakdown)
    assert found
    assert found <= written


@pytest.mark.parametrize(("measure", "breakdown"), TABLES)
def test_the_table_has_the_numbers_of_its_records(measure: str, breakdown: str | None) -> None:
    found = shown(measure, breakdown)
    shares = {f"{record.percent}%" for record in found.records if record.percent is not None}
    together = {entry.text for line in found.grids[0].lines if line.strong for entry in line.entries}
    written = {entry.text for line in found.grids[0].lines for entry in line.entries if entry.text}
    assert {text for text in written - together if PERCENT.fullmatch(text)} <= shares
    assert shares <= written


@pytest.mark.parametrize(("measure", "breakdown"), TABLES)
def test_what_is_hidden_is_named_with_the_reason_and_has_no_number(measure: str, breakdown: str | None) -> None:
    found = shown(measure, breakdown)
    names = {record.group for record in found.records if record.base is None}
    assert bool(found.hidden) or not names
    for name in names:
        assert name in found.hidden[0]
    if found.hidden:
        assert "minstens 10 mensen" in found.hidden[0]


def test_a_breakdown_says_from_where_to_where_it_runs() -> None:
    assert (
        "8 of hoger: van 53% (18 tot en met 26 jaar) tot 75% (37 tot en met 56 jaar)."
        in shown("grade", "age_class").sentences
    )


def test_the_source_names_study_wave_and_day() -> None:
    assert shown("grade").source == (
        "Bron: Wat vindt u van uw jobcoach?, Gemeente Amsterdam, Vragenlijst voor deelnemers. "
        "Gepubliceerd op 22-11-2026."
    )


def test_nothing_and_dont_know_stand_last_in_a_ranking() -> None:
    (chart,) = shown("good").charts
    assert chart.y.ticks[-1][1] == "Niets"


def test_a_scale_leaves_out_who_does_not_know() -> None:
    (chart,) = shown("yield").charts
    assert [label for _, label in chart.key] == ["Niets", "Een beetje", "Redelijk veel", "Veel", "Heel veel"]


@pytest.mark.parametrize(("measure", "breakdown"), [("why_not", "paid_work"), ("income", None), ("grade", "postcode")])
def test_what_is_hidden_or_unknown_is_no_exhibit(measure: str, breakdown: str | None) -> None:
    assert exhibit(REPLICA, measure, breakdown, DUTCH) is None
