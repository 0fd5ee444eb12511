"""Every kind of figure says what its table says: no number more, and none less than the table shows."""

import re
from collections.abc import Iterator

import pytest

from survey.analysis.figures import Chart
from survey.cli.frame import Survey
from survey.cli.tables import reader_in
from survey.reporting import standing
from survey.reporting.exhibits import Exhibit, exhibits
from survey.reporting.exhibits.grid import Grid, Line

TOLD = re.compile(r": (-?[\d.]+(?:,\d+)?%?)(?=[,)]|$)")
"""The numbers in the words of a mark: one behind its words, or one behind each month in brackets."""

KINDS = {
    "bands": "grade",
    "bands by group": "capability?by=age_class",
    "scale to both sides": "yield",
    "ranked": "gains",
    "mentions by group": "gains?by=works_for",
    "score": "capability",
    "values": "capability.values",
    "change": "change_participants",
    "change in shares": "change_coaches",
    "audiences": "grades_compared",
    "months": "work_over_time",
    "flows": "work_flow",
    "amount": "hours_worker",
    "background": "age_class",
}
"""Each kind of figure, and where the standard study has it."""

EVERYBODY = ""
"""The mean and the base at the foot of a table are about everybody in it, whatever a mark is called."""

SHARE = re.compile(r"\d+%")

MAP = ("needs-by-role", "needs_by_role")


def shown(survey: Survey, study: str, address: str) -> list[Exhibit]:
    """What the page of a result shows."""
    measure, _, breakdown = address.partition("?by=")
    with survey.stores.studies() as session:
        here = standing.standing(session, study)
    published = here.showing(measure, breakdown or None)
    assert published is not None, address
    return list(exhibits(published, measure, breakdown or None, reader_in("nl"), here.in_order()))


def told(charts: tuple[Chart, ...]) -> Iterator[tuple[str, str]]:
    """The words and the number of each mark."""
    for words in (words for chart in charts for words in chart.told()):
        if "(" in words and words.endswith(")"):
            answer, _, months = words.partition(" (")
            yield from ((f"{answer} {part.rpartition(': ')[0]}", number) for part, number in _parts(months))
        else:
            yield words.rpartition(": ")[0], words.rpartition(": ")[2]


def _parts(months: str) -> Iterator[tuple[str, str]]:
    begin = 0
    for found in TOLD.finditer(months):
        yield months[begin : found.end()], found[1]
        begin = found.end()


def cells(grids: tuple[Grid, ...]) -> Iterator[tuple[str, str, str]]:
    """The label of the row and of the column of every number that a table shows."""
    for grid in grids:
        for line in (*grid.lines, *grid.foot):
            label = EVERYBODY if line in grid.foot else line.label
            yield from ((label, head, text) for head, text in _shown(grid, line))


def _shown(grid: Grid, line: Line) -> Iterator[tuple[str, str]]:
    for head, entry in zip(grid.head[1:], line.entries, strict=True):
        if entry.text:
            yield head, entry.text


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS)
def test_a_mark_stands_in_the_table_under_its_own_words(closed_studies: Survey, address: str) -> None:
    for found in shown(closed_studies, "jobcoaching", address):
        known = list(cells(found.grids))
        marks = list(told(found.charts))
        assert marks
        for words, number in marks:
            places = [cell for cell in known if cell[2] == number and (cell[0] in words or cell[1] in words)]
            assert places, (words, number)


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS)
def test_a_share_in_the_table_is_drawn(closed_studies: Survey, address: str) -> None:
    for found in shown(closed_studies, "jobcoaching", address):
        marks = [number for _words, number in told(found.charts)]
        drawn = found.grids[:1] if found.measure.startswith("change_") else found.grids
        for grid in drawn:
            shown_here = [text for line in grid.lines if not line.strong for _, text in _shown(grid, line)]
            shares = [text for text in shown_here if SHARE.fullmatch(text)]
            left = [text for text in shares if text not in marks]
            assert len(left) <= len(found.hidden) + apart(found), (found.name, left)


def apart(found: Exhibit) -> int:
    """How many answers of a scale stand in the table only: who did not know, and who did not answer."""
    keys = {label for chart in found.charts for _, label in chart.key}
    lines = {line.label for grid in found.grids[:1] for line in grid.lines if not line.strong}
    return len(lines - keys) if any("minus" in tone for chart in found.charts for tone, _ in chart.key) else 0


def test_a_map_has_a_cell_for_every_number_of_its_table(closed_studies: Survey) -> None:
    (found,) = shown(closed_studies, *MAP)
    (grid,) = found.grids
    shares = sorted(text for line in grid.lines for _, text in _shown(grid, line))
    assert sorted(number for _, number in told(found.charts)) == shares
    assert len(shares) == 48


def test_areas_tell_every_month(closed_studies: Survey) -> None:
    (found,) = shown(closed_studies, "jobcoaching", "work_over_time")
    (grid,) = found.grids
    shares = sorted(text for line in grid.lines for _, text in _shown(grid, line) if SHARE.fullmatch(text))
    assert sorted(number for _, number in told(found.charts)) == shares
