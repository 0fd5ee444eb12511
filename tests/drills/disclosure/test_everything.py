"""The attack on whatever else a program lead can fetch: files, drawings, figures to zoom in on, and reports."""

import io
import re
from collections.abc import Iterator

import pytest
from docx import Document

from survey.cli.frame import Survey
from survey.reporting import reports
from survey.reporting.exhibits import FORMS
from survey.reporting.paper.pictures import png
from tests.drills.disclosure import everything
from tests.drills.disclosure.attacks import findings
from tests.drills.disclosure.everything import FILES, REPORTS, Fetched, fetch, numbers
from tests.drills.disclosure.installation import installed, lead_of
from tests.drills.disclosure.reading import Fact, facts, pages
from tests.drills.disclosure.test_disclosure import _publish_naively
from tests.drills.disclosure.waves import Wave, publish_wave, wave
from tests.fixtures.staff import Visitor

SEEDS = (1, 3)
NAIVE, WHOLE = 5, 100
READ = ("xlsx", "svg", "json", "docx", "pdf")

Taken = dict[int, tuple[Wave, list[Fact], Fetched]]


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Survey]:
    """An installation with a program lead."""
    with installed(tmp_path_factory.mktemp("fetched")) as found:
        yield found


def _taken(survey: Survey, lead: Visitor, seed: int, *, naively: bool = False) -> tuple[Wave, list[Fact], Fetched]:
    attacked = wave(seed)
    publish_wave(survey, attacked)
    if naively:
        _publish_naively(survey, attacked)
    served = pages(lead, attacked.study)
    return attacked, facts(served), fetch(lead, attacked.study, served)


@pytest.fixture(scope="module")
def taken(survey: Survey) -> Taken:
    """Everything of some waves, and of one that a naive build published."""
    lead = lead_of(survey)
    return {seed: _taken(survey, lead, seed, naively=seed == NAIVE) for seed in (*SEEDS, NAIVE)}


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_about_few_people_can_be_worked_out_from_everything_together(taken: Taken, seed: int) -> None:
    attacked, on_pages, fetched = taken[seed]
    read = everything.facts(fetched)
    large = {"pdf"} if len(attacked.people) > WHOLE else set()  # Whole percentages of many people tell no number.
    assert all(read[kind] for kind in set(READ) - large), "an attack on nothing proves nothing"
    assert findings(attacked, [*on_pages, *(fact for known in read.values() for fact in known)]) == []


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", READ)
def test_no_file_tells_more_than_the_page(taken: Taken, seed: int, kind: str) -> None:
    _, on_pages, fetched = taken[seed]
    assert set(everything.facts(fetched)[kind]) <= set(on_pages)


@pytest.mark.parametrize("kind", ["xlsx", "svg", "json", "docx"])
def test_a_naive_build_loses_by_each_kind_of_file_alone(taken: Taken, kind: str) -> None:
    attacked, _, fetched = taken[NAIVE]
    lost = findings(attacked, everything.facts(fetched)[kind])
    assert [each for each in lost if not each.startswith("read wrongly")]


def test_a_naive_build_loses_by_the_words_in_a_pdf(taken: Taken) -> None:
    attacked, on_pages, fetched = taken[NAIVE]
    words = everything.facts(fetched)["pdf"]
    hidden = {fact for fact in words if fact.count and fact.count < 5}
    assert hidden or set(words) - set(taken[SEEDS[0]][1])
    assert findings(attacked, [*on_pages, *words])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_picture_is_its_drawing(taken: Taken, seed: int) -> None:
    _, _, fetched = taken[seed]
    address = next(iter(fetched["png"]))
    assert fetched["png"].keys() == fetched["svg"].keys()
    assert fetched["png"][address] == png(fetched["svg"][address].decode())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_pdf_has_the_numbers_of_the_word_document_and_no_others(taken: Taken, seed: int) -> None:
    _, _, fetched = taken[seed]
    (pdf,), (sheet,), (document,) = (fetched[kind].values() for kind in ("pdf", "factsheet", "docx"))
    written = _text(document)
    captions = {str(number) for number in range(1, 60)}
    known = set(re.findall(r"\d+(?:,\d+)?%?", written)) | captions
    ticks = {f"{share}%" for share in range(0, 101, 20)} | {"0%"}
    drawn = {number for each in fetched["svg"].values() for number in re.findall(r">(\d+%?)<", each.decode())}
    assert numbers(pdf) <= known | ticks | drawn
    assert numbers(sheet) <= known | ticks | drawn


def _text(document: bytes) -> str:
    """Every word of a Word document."""
    found = Document(io.BytesIO(document))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    told = [shape._inline.docPr.get("descr") or "" for shape in found.inline_shapes]  # noqa: SLF001 - no other way
    return " ".join((*(each.text for each in found.paragraphs), *cells, *told))


def test_every_kind_of_file_that_is_offered_is_attacked() -> None:
    assert {*FORMS, *reports.FORMS} - {"csv"} == {*FILES, *REPORTS} - {"json"}
