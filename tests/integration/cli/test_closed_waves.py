"""The synthetic studies of the demo: what is published is what the responses say, counted past our own code."""

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from survey.analysis.figures.chart import Box, Dot, Shape
from survey.cli.demo.closed_waves import PARTICIPANTS, STAYED
from survey.cli.frame import Survey
from survey.cli.tables import reader_in
from survey.reporting import standing
from survey.reporting.exhibits import Exhibit, exhibits, file_of
from tests.fixtures.staff import Page, Visitor

LINK = re.compile(r'href="(/dashboard[^"#]*)"')


@pytest.fixture(scope="module")
def demo(closed_studies: Survey) -> Survey:
    """An installation with the standard study and the two-wave replica."""
    return closed_studies


@pytest.fixture(scope="module")
def lead(demo: Survey) -> Visitor:
    """A program lead who reads Dutch."""
    visitor = Visitor(demo.app)
    visitor.log_in()
    return visitor


def rows(demo: Survey, wave: str) -> dict[bytes, dict[str, Any]]:
    """The stored answers of a wave by person and trajectory, read past all our code."""
    with sqlite3.connect(_file(demo, "responses")) as connection:
        query = "SELECT pseudonym, trajectory, answers FROM response WHERE wave_id = ?"
        return {one + other: json.loads(answers) for one, other, answers in connection.execute(query, (wave,))}


def document(demo: Survey, wave: str) -> dict[str, Any]:
    """What is published of a wave."""
    with sqlite3.connect(_file(demo, "studies")) as connection:
        (text,) = connection.execute("SELECT document FROM publication WHERE wave_id = ?", (wave,)).fetchone()
    found: dict[str, Any] = json.loads(text)
    return found


def _file(demo: Survey, name: str) -> Path:
    return Path(demo.settings.instance) / f"{name}.sqlite"


def total(published: dict[str, Any], measure: str) -> dict[str, Any]:
    """The total of a measure."""
    table = next(each for each in published["tables"] if (each["measure"], each["breakdown"]) == (measure, None))
    group: dict[str, Any] = table["groups"][0]
    return group


def one_decimal(values: list[float]) -> str:
    """Their mean as people print it, by whole numbers alone: every value is a number of tenths."""
    tenths, number = round(sum(10 * value for value in values)), len(values)
    whole = (2 * tenths + number) // (2 * number)
    return f"{whole // 10}.{whole % 10}"


@pytest.mark.parametrize(
    ("wave", "item", "printed"),
    [
        ("baseline", "grade_work", "7.7"),
        ("six_months", "grade_work", "7.2"),
        ("six_months", "grade_yield", "8.2"),
        ("baseline", "grade_understood", "8.8"),
        ("six_months", "grade_understood", "8.5"),
        ("coach_baseline", "hours_worker", "4.8"),
        ("coach_six_months", "hours_worker", "3.7"),
        ("coach_baseline", "hours_employer", "1.9"),
        ("coach_six_months", "hours_employer", "1.5"),
    ],
)
def test_the_published_means_of_work_as_value_come_out_of_the_responses(
    demo: Survey, wave: str, item: str, printed: str
) -> None:
    given = [row[item] for row in rows(demo, f"werk-als-waarde/{wave}").values() if row.get(item) is not None]
    assert one_decimal([float(each) for each in given]) == printed
    assert total(document(demo, f"werk-als-waarde/{wave}"), item)["mean"] == printed


def test_the_published_shares_of_work_as_value_come_out_of_the_responses(demo: Survey) -> None:
    before, after = (rows(demo, f"werk-als-waarde/coach_{name}") for name in ("baseline", "six_months"))
    assert len(before) == len(after) == 134
    guided = [sum(row["employer_guided"] == "yes" for row in wave.values()) for wave in (before, after)]
    working = [sum(row["still_working"] == code for row in after.values()) for code in ("yes", "no", "dont_know")]
    better = {"more_hours", "more_tasks", "regular_job"}
    developed = sum(bool(better & set(row["development"])) for row in after.values())
    shares = [(200 * count + 134) // 268 for count in (*guided, *working, developed)]
    assert shares == [95, 90, 88, 6, 6, 23]
    published = document(demo, "werk-als-waarde/coach_six_months")
    cells = {cell["code"]: cell["percent"] for cell in total(published, "still_working")["cells"]}
    assert (cells["yes"], cells["no"], cells["dont_know"]) == (88, 6, 6)
    (guidance,) = [each for each in published["changes"][0]["shifts"] if each["of"] == "employer_guided"]
    assert [round(100 * guidance[name]) for name in ("first", "last")] == [95, 90]


def test_84_coaches_have_134_trajectories(demo: Survey) -> None:
    with sqlite3.connect(_file(demo, "responses")) as connection:
        query = (
            "SELECT count(*), count(DISTINCT pseudonym) FROM response WHERE wave_id = 'werk-als-waarde/coach_baseline'"
        )
        assert connection.execute(query).fetchone() == (134, 84)


def test_600_of_900_participants_are_joined_after_six_months(demo: Survey) -> None:
    before, after = (rows(demo, f"jobcoaching/{name}") for name in ("baseline", "six_months"))
    assert (len(before), len(after), len(before.keys() & after.keys())) == (PARTICIPANTS, STAYED, STAYED)


def test_the_published_change_is_that_of_the_joined_responses(demo: Survey) -> None:
    before, after = (rows(demo, f"jobcoaching/{name}") for name in ("baseline", "six_months"))
    published = document(demo, "jobcoaching/six_months")["changes"][0]
    (shift,) = [each for each in published["shifts"] if each["of"] == "grade_yield"]
    pairs = [
        (before[key]["grade_yield"], after[key]["grade_yield"])
        for key in before.keys() & after.keys()
        if isinstance(before[key]["grade_yield"], int) and isinstance(after[key]["grade_yield"], int)
    ]
    assert abs(shift["pairs"] - len(pairs)) <= 3, "two at the start did not answer enough to count"
    assert shift["first"] == pytest.approx(sum(one for one, _ in pairs) / len(pairs), abs=0.01)
    assert shift["tested"]["change"] == pytest.approx(sum(b - a for a, b in pairs) / len(pairs), abs=0.01)


def test_capability_and_gains_are_published_by_background(demo: Survey) -> None:
    published = document(demo, "jobcoaching/six_months")
    shown = {(each["measure"], each["breakdown"]) for each in published["tables"] if each["step"] != "nothing"}
    for measure in ("capability", "capability.realised", "gains"):
        assert {(measure, name) for name in ("work_status", "age_class", "works_for")} <= shown


def test_no_link_of_the_dashboard_leads_nowhere(lead: Visitor) -> None:
    todo, seen = ["/dashboard/jobcoaching", "/dashboard/werk-als-waarde"], set[str]()
    while todo:
        address = todo.pop()
        response = lead.get(address)
        assert response.status_code == 200, address
        found = {each.replace("&amp;", "&") for each in LINK.findall(response.text)}
        found = {each for each in found if "lang=" not in each and "beside=" not in each}
        todo += sorted(found - seen - set(todo))
        seen |= found | {address}
    assert len(seen) > 100


def test_change_stands_on_a_page_with_both_waves_and_who_stayed(lead: Visitor) -> None:
    page = Page(lead.get("/dashboard/jobcoaching/change_participants?wave=six_months").text)
    changed, *split, stays = page.tables
    assert [row[0] for row in changed[1:]] == [
        "Werk als waarde",
        "Werk past bij wat iemand wil",
        "Hulp leverde iets op",
        "Begrepen door de jobcoach",
    ]
    assert len(changed[0]) == 8
    assert len(split) > 5
    assert all(len(table[0]) == 8 for table in split)
    assert len(stays) > 10
    assert any("598 mensen antwoordden beide keren" in text for text in page.texts["p"])


def test_the_values_stand_with_statuses_and_gaps(lead: Visitor) -> None:
    tables = Page(lead.get("/dashboard/jobcoaching/capability?wave=baseline").text).tables
    assert len(tables[1]) == 8
    for row in tables[1][1:]:
        important, achieved, gap = (float(row[place].replace(",", ".")) for place in (1, 3, 4))
        assert gap == pytest.approx(important - achieved)


def test_flows_stand_on_a_page_with_every_way(lead: Visitor) -> None:
    (table,) = Page(lead.get("/dashboard/jobcoaching/work_flow?wave=six_months").text).tables
    assert len(table) == len(table[0]) == 6
    pairs = int(table[-1][-1].split()[0])
    assert sum(int(row[-1].split()[0]) for row in table[1:-1]) == pairs > 500


def test_audiences_and_months_stand_side_by_side(lead: Visitor) -> None:
    (audiences,) = Page(lead.get("/dashboard/jobcoaching/grades_compared").text).tables
    assert [row[0] for row in audiences[1:]] == ["Deelnemers", "Werkgevers"]
    (months,) = Page(lead.get("/dashboard/jobcoaching/work_over_time").text).tables
    assert [row[0] for row in months[1:]] == ["0", "6"]


@pytest.mark.parametrize("address", ["change_participants?wave=baseline", "change", "grades_compared?by=age_class"])
def test_what_is_not_there_is_not_found(lead: Visitor, address: str) -> None:
    assert lead.get(f"/dashboard/jobcoaching/{address}").status_code == 404


def shown_in(demo: Survey, study: str) -> list[Exhibit]:
    """Everything that the publications of a study show in total."""
    with demo.stores.studies() as session:
        here = standing.standing(session, study)
    waves = here.in_order()
    reader = reader_in("nl")
    asked = [(each, measure.id) for each in waves for measure in each.study.results.measures]
    return [found for each, measure in asked for found in exhibits(each, measure, None, reader, waves)]


@pytest.mark.parametrize("study", ["jobcoaching", "werk-als-waarde"])
def test_the_figures_of_every_kind_of_result_have_the_numbers_of_their_tables(demo: Survey, study: str) -> None:
    found = shown_in(demo, study)
    kinds = {shown.measure for shown in found}
    assert {"capability", "capability.values", "change_participants", "hours_worker"} <= kinds
    for shown in found:
        assert shown.charts, shown.name
        written = {entry.text for grid in shown.grids for line in (*grid.lines, *grid.foot) for entry in line.entries}
        for chart in shown.charts:
            labels = [mark.label for mark in chart.marks if isinstance(mark, Box | Dot)]
            assert {label for label in labels if label} <= written, shown.name
            assert chart.told(), shown.name


def test_files_of_every_kind_of_result_hold_its_numbers(demo: Survey) -> None:
    reader = reader_in("nl")
    for shown in shown_in(demo, "jobcoaching"):
        text = file_of(shown, "csv", reader).content.decode("utf-8-sig")
        for record in shown.records:
            for number in (record.percent, record.mean):
                assert number is None or str(number).replace(".", ",") in text, shown.name
        assert shown.title in text
        assert file_of(shown, "svg", reader).content.startswith(b"<svg"), shown.name


def test_the_months_are_areas_and_the_values_stand_beside_each_other(demo: Survey) -> None:
    found = {shown.measure: shown for shown in shown_in(demo, "jobcoaching")}
    (months,) = found["work_over_time"].charts
    assert [mark.tone for mark in months.marks if isinstance(mark, Shape)] == [tone for tone, _ in months.key]
    important, statuses = found["capability.values"].charts
    assert len(important.y.ticks) == len(statuses.y.ticks) == 7
