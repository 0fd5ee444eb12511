"""Flows in words, and as an exhibit with its figure, its table and its file."""

from dataclasses import replace

import pytest

from survey.analysis.change.flows import method_of_flow
from survey.analysis.disclosure import RawFlow, Rules, protect_flow
from survey.analysis.disclosure.flows import Standing
from survey.questionnaires.study import FlowMeasure
from survey.reporting.exhibits import exhibit, file_of
from survey.reporting.flows import Passage, flows
from survey.reporting.published import Publication
from survey.reporting.reader import Reader
from tests.unit.reporting.publication import publication as whole

READER = Reader("nl", str)
NOBODY = Standing((0, 0), None, ())


def publication(counts: tuple[tuple[int, ...], ...] = ((40, 20), (15, 30)), left_out: int = 0) -> Publication:
    """The replica with a flow of its grade, as if it were of two waves."""
    base = whole()
    held = ("8", "9", "10"), tuple(map(str, range(1, 8)))
    raw = RawFlow(
        "flow", "grade", ("single", "later"), ("high", "low"), held, ("high",), counts, (NOBODY, NOBODY), left_out
    )
    found = protect_flow(raw, method_of_flow(raw.pairs), [{}, {}], Rules())
    title = {"nl": "Van cijfer naar cijfer"}
    measure = FlowMeasure(kind="flow", id="flow", waves=("single", "later"), of="grade", title=title)
    results = base.study.results.model_copy(update={"measures": (*base.study.results.measures, measure)})
    return replace(base, study=base.study.model_copy(update={"results": results}), flows=(found,))


def test_every_way_has_its_count_and_its_share_of_who_began_there() -> None:
    found = flows(publication(), "flow", READER)
    assert found is not None
    assert found.passages[0] == (Passage(40, 67), Passage(20, 33))
    assert (found.first(), found.last(), found.pairs) == ((60, 45), (55, 50), 105)
    assert found.states[0] == "8 or higher"
    assert found.title == "Van cijfer naar cijfer"
    assert any("70 (67%)" in each for each in found.sentences)


def test_who_was_drawn_and_left_out_is_told() -> None:
    found = flows(publication(left_out=7), "flow", READER)
    assert found is not None
    assert any("7 people were drawn" in each for each in found.sentences)


@pytest.mark.parametrize("name", ["grade", "nothing"])
def test_what_is_no_flow_has_none(name: str) -> None:
    assert flows(publication(), name, READER) is None


def test_a_hidden_flow_is_as_one_that_is_not_there() -> None:
    hidden = publication(((50, 1), (1, 50)))
    assert flows(hidden, "flow", READER) is None
    assert exhibit(hidden, "flow", None, READER) is None


def test_a_flow_has_a_figure_a_table_and_a_file_with_the_same_numbers() -> None:
    shown = exhibit(publication(), "flow", None, READER)
    assert shown is not None
    (grid,) = shown.grids
    assert [[entry.text for entry in line.entries] for line in grid.lines] == [["40", "20", "60"], ["15", "30", "45"]]
    assert [entry.text for entry in grid.foot[0].entries] == ["55", "50", "105"]
    ways, stacked = shown.charts
    assert len(stacked.told()) == 4
    assert len([told for told in ways.told() if "→" in told]) == 4
    text = file_of(shown, "csv", READER).content.decode("utf-8-sig")
    assert "8 or higher,8 or higher,40,67,,,60," in text
