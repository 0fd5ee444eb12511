"""What can be taken along says what is published, to the number; what is hidden costs what is not there."""

import io
import json
import time
from collections.abc import Iterator
from statistics import median

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from survey.analysis.disclosure import ProtectedTable, Step, restore
from survey.cli.frame import Survey
from survey.storage.studies import PublicationRow
from tests.drills.disclosure.installation import installed, lead_of
from tests.drills.disclosure.reading import facts_of
from tests.drills.disclosure.waves import MENTIONS, VARIABLES, Wave, publish_wave, wave
from tests.fixtures.staff import Visitor

SEED, SMALL = 3, 1
"""A wave of 400 people, and one of 60 of which much is hidden."""
ROUNDS = 15


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Survey]:
    """An installation with a program lead."""
    with installed(tmp_path_factory.mktemp("files")) as found:
        yield found


@pytest.fixture(scope="module")
def attacked(survey: Survey) -> Wave:
    """A published wave."""
    found = wave(SEED)
    publish_wave(survey, found)
    return found


@pytest.fixture(scope="module")
def small(survey: Survey) -> Wave:
    """A published wave of few people."""
    found = wave(SMALL)
    publish_wave(survey, found)
    return found


@pytest.fixture(scope="module")
def lead(survey: Survey, attacked: Wave) -> Visitor:
    """A program lead."""
    assert attacked.people
    return lead_of(survey)


def published(survey: Survey, attacked: Wave) -> tuple[ProtectedTable, ...]:
    """What was stored."""
    with survey.stores.studies() as session:
        row = session.scalars(select(PublicationRow).where(PublicationRow.study_id == attacked.study)).one()
        return restore(row.document, row.digest)[1]


def numbers(survey: Survey, attacked: Wave) -> set[tuple[str, str | None, str | None, int]]:
    """Every number of people in the publication: by measure, variable and group."""
    found: set[tuple[str, str | None, str | None, int]] = set()
    for table in published(survey, attacked):
        for group in table.groups:
            if table.breakdown and group.base is not None:
                found.add((table.measure, table.breakdown, group.code, group.base))
            for cell in group.cells:
                if cell.count is not None:
                    mine = table.measure in VARIABLES
                    found.add(
                        (
                            table.measure,
                            table.measure if mine else table.breakdown,
                            cell.code if mine else group.code,
                            cell.count,
                        )
                    )
    return found


def test_the_numbers_in_files_are_those_of_the_publication(survey: Survey, lead: Visitor, attacked: Wave) -> None:
    served = {
        (fact.measure.partition(".")[0], fact.variable, fact.group, fact.count)
        for fact in facts_of(lead, attacked.study, "single")
    }
    stored = numbers(survey, attacked)
    assert len(served) > 50
    assert served <= stored
    assert {each for each in stored if each[0] != MENTIONS} <= served


def addresses(survey: Survey, attacked: Wave) -> list[tuple[str, str]]:
    """Every table of which something is shown: its address, and its variable."""
    return [
        (f"/dashboard/{attacked.study}/{table.measure}", f"by={table.breakdown}" if table.breakdown else "")
        for table in published(survey, attacked)
        if table.step is not Step.NOTHING
    ]


def test_a_spreadsheet_has_the_numbers_of_the_file_with_separators(
    survey: Survey, lead: Visitor, attacked: Wave
) -> None:
    for address, query in addresses(survey, attacked):
        rows = lead.get(f"{address}.csv?{query}").data.decode("utf-8-sig").split("\r\n\r\n")[0].split("\r\n")[1:]
        written = [[each or "." for each in row.replace(",", ".").split(";")[2:7]] for row in rows]
        sheet = load_workbook(io.BytesIO(lead.get(f"{address}.xlsx?{query}").data)).active
        assert sheet is not None
        cells = [[str(cell.value) for cell in row[2:7]] for row in sheet.iter_rows(min_row=4, max_row=3 + len(rows))]
        assert cells == written, address


def test_a_figure_for_a_script_has_no_number_that_the_picture_lacks(
    survey: Survey, lead: Visitor, attacked: Wave
) -> None:
    known = 0
    for address, query in addresses(survey, attacked):
        response = lead.get(f"{address}/figure-0.json?{query}")
        if response.status_code == 404:
            continue
        picture = lead.get(f"{address}.svg?{query}").text
        labels = {
            str(label)
            for trace in json.loads(response.text)["data"]
            for label in (trace.get("text") or ())
            if str(label).rstrip("%").isdigit()
        }
        known += len(labels)
        assert {label for label in labels if label not in picture} == set(), address
    assert known


def test_what_is_hidden_has_no_figure_and_no_file(survey: Survey, lead: Visitor, small: Wave) -> None:
    hidden = [each for each in published(survey, small) if each.step is Step.NOTHING]
    assert hidden
    for table in hidden:
        query = f"?by={table.breakdown}" if table.breakdown else ""
        for form in (".csv", ".xlsx", ".svg", "/figure-0.json", ""):
            assert lead.get(f"/dashboard/{small.study}/{table.measure}{form}{query}").status_code == 404


def test_what_is_hidden_costs_as_much_as_what_is_not_there(survey: Survey, lead: Visitor, small: Wave) -> None:
    """In bytes, and in time of the processor: a page that was worked out and then refused would take longer."""
    table = next(each for each in published(survey, small) if each.step is Step.NOTHING and each.breakdown)
    pages = [f"/dashboard/{small.study}/{table.measure}?by={name}" for name in (table.breakdown, "unknown")]
    sizes, times = [], []
    for page in pages:
        taken = []
        for _ in range(ROUNDS):
            begin = time.process_time()
            size = len(lead.get(page).data)
            taken.append(time.process_time() - begin)
        sizes.append(size)
        times.append(median(taken))
    assert sizes[0] == sizes[1]
    assert 0.5 < times[0] / times[1] < 2
