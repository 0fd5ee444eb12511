"""The dashboard's pages, read as a program lead reads them."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from survey.analysis.disclosure import ProtectedTable, Step
from survey.analysis.estimates import percent, wilson
from survey.reporting import read
from survey.reporting.published import Publication
from tests.fixtures.staff import LEAD, Page, Visitor, stores_of

STUDY = "/dashboard/amsterdam-jobcoaching"
TOLD = re.compile(r"<g class=\"mark\"><title>(.*?)</title>")
PLOT = re.compile(r"<text [^>]*>([^<]*)</text>")
TICKS = {f"{share}%" for share in range(0, 101, 20)}
DOT = "."


@pytest.fixture
def publication(lead: Visitor, published: int) -> Publication:
    """The replica as it was published."""
    with stores_of(lead.app).studies() as session:
        found = read.publication(session, published)
    assert found is not None
    return found


def address(table: ProtectedTable) -> str:
    return f"{STUDY}/{table.measure}" + (f"?by={table.breakdown}" if table.breakdown else "")


def shown(publication: Publication) -> Iterator[ProtectedTable]:
    return (table for table in publication.tables if table.step is not Step.NOTHING)


def written(count: int | None, base: int | None, population: int | None) -> list[str]:
    """A share as a Dutch page writes it, with its margin."""
    if count is None or not base:
        return [DOT, DOT]
    low, high = wilson(count, base, population).percents()
    return [f"{percent(count, base)}%", f"{low} tot {high}%"]


def test_before_anything_is_published_the_start_page_says_so(lead: Visitor) -> None:
    assert "nog niets gepubliceerd" in lead.get("/").text


@pytest.mark.usefixtures("published")
def test_the_start_page_lists_what_is_published(lead: Visitor) -> None:
    page = lead.get("/").text
    assert "Jobcoaching Amsterdam" in page
    assert "20 november 2026" in page
    assert STUDY in Page(page).links


@pytest.mark.usefixtures("published")
def test_the_overview_tells_the_headlines_in_sentences(lead: Visitor) -> None:
    text = " ".join(Page(lead.get(STUDY).text).texts["p"])
    assert "137 mensen gaven een cijfer. Gemiddeld is dat een 8,0." in text
    assert "Van de 137 mensen die een cijfer gaven, gaf 72% een 8 of hoger." in text
    assert "Van de 141 mensen aan wie dit is gevraagd, antwoordde 81% “Ja”." in text
    assert "Van de 141 mensen aan wie dit is gevraagd, antwoordde 65% “(Heel) veel”." in text
    assert "1.561" in text
    assert "minstens 80%" in text


@pytest.mark.usefixtures("published")
def test_the_overview_lists_publications_and_leads_to_every_result(lead: Visitor) -> None:
    page = Page(lead.get(STUDY).text)
    assert page.tables[-1][1:] == [["20 november 2026", "Vragenlijst voor deelnemers"]]
    for measure in ("grade", "recommend", "yield", "there", "gains", "good", "better", "why_not", "age_class"):
        assert f"{STUDY}/{measure}?wave=single" in page.links


@pytest.mark.usefixtures("published")
def test_english_pages_write_numbers_as_english_does(staff: Flask) -> None:
    visitor = Visitor(staff, "en")
    visitor.log_in(LEAD)
    text = " ".join(Page(visitor.get(STUDY).text).texts["p"])
    assert "On average it is 8.0." in text
    assert "1,561" in text


def test_totals_in_the_table_are_the_published_ones(lead: Visitor, publication: Publication) -> None:
    for table in shown(publication):
        if table.breakdown is None:
            (group,) = table.groups
            (rows,) = Page(lead.get(address(table)).text).tables
            expected = [
                [DOT if cell.count is None else str(cell.count), *written(cell.count, group.base, table.population)]
                for cell in group.cells
            ]
            assert [row[1:] for row in rows[1 : len(expected) + 1]] == expected, table.measure


def test_groups_in_the_table_are_the_published_ones(lead: Visitor, publication: Publication) -> None:
    seen = 0
    for table in shown(publication):
        if table.breakdown is not None and table.step is not Step.MEAN:
            (rows,) = Page(lead.get(address(table)).text).tables
            flat = [cell for row in rows for cell in row]
            for group in table.groups:
                assert str(group.base) in flat or group.base is None
                for cell in group.cells:
                    assert " ".join(written(cell.count, group.base, table.population)) in flat or cell.count is None
                    seen += 1
            hidden = sum(cell.count is None for group in table.groups for cell in group.cells)
            assert flat.count(DOT) >= hidden
    assert seen > 50


def test_a_group_that_is_too_small_shows_dots_and_the_page_says_why(lead: Visitor, publication: Publication) -> None:
    table = publication.table("grade", "age_class")
    assert table is not None
    assert [group.code for group in table.groups if group.base is None] == ["rather_not"]
    text = lead.get(address(table)).text
    (row,) = [row for row in Page(text).tables[0] if row[0] == "Dat zeg ik liever niet"]
    assert set(row[1:]) == {DOT}
    assert "niet getoond" in text
    assert any(paragraph for paragraph in Page(text).texts["p"] if "(.)" in paragraph)


def test_the_figure_carries_the_numbers_of_the_table_and_no_others(lead: Visitor, publication: Publication) -> None:
    for table in shown(publication):
        text = lead.get(address(table)).text
        told = TOLD.findall(text)
        assert told
        flat = [cell.split(" ")[0] for row in Page(text).tables[0] for cell in row[1:]]
        assert {words.rpartition(": ")[2] for words in told} <= set(flat), address(table)
        assert {words for words in PLOT.findall(text) if words.endswith("%")} <= {*flat, *TICKS}


def test_only_tables_of_which_something_is_shown_are_offered(lead: Visitor, publication: Publication) -> None:
    for measure in publication.measures():
        if publication.table(measure) in set(shown(publication)):
            page = lead.get(f"{STUDY}/{measure}").text
            offered = set(re.findall(r'<option value="(\w+)"', page)) - {"single"}
            assert offered == {t.breakdown for t in shown(publication) if t.measure == measure and t.breakdown}


@pytest.mark.usefixtures("published")
def test_unknown_and_hidden_and_tampered_look_the_same(lead: Visitor, publication: Publication) -> None:
    hidden = [address(table) for table in publication.tables if table.step is Step.NOTHING]
    hidden += [path.replace("?", ".xlsx?") if "?" in path else f"{path}.xlsx" for path in hidden]
    assert hidden, "the replica has a table that is hidden as a whole"
    wrong = [
        "/dashboard/no-such-study",
        "/dashboard/no-such-study/grade",
        f"{STUDY}/no_such_measure",
        f"{STUDY}/grade?by=no_such_variable",
        f"{STUDY}/grade?by=grade",
        f"{STUDY}/grade?by=age_class&by=age_class",
        f"{STUDY}/grade?by=age_class&and=paid_work",
        f"{STUDY}/grade?group=rather_not",
        f"{STUDY}?wave=other",
        f"{STUDY}/grade?wave=other",
        f"{STUDY}/grade?beside=amsterdam-jobcoaching/single",
        f"{STUDY}/grade?beside=amsterdam-jobcoaching/other",
        f"{STUDY}/grade?beside=no-such-study/single",
        f"{STUDY}/grade?beside=../single",
        f"{STUDY}/no_such_measure.csv",
        f"{STUDY}/grade.docx",
        f"{STUDY}/grade.csv?by=no_such_variable",
        f"{STUDY}/no_such_measure/figure-0.json",
        "/?study=other",
    ]
    answers = [lead.get(path) for path in (*hidden, *wrong)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1


@pytest.mark.usefixtures("published")
def test_choosing_everybody_shows_the_total(lead: Visitor) -> None:
    assert Page(lead.get(f"{STUDY}/grade?by=").text).tables == Page(lead.get(f"{STUDY}/grade").text).tables


def test_every_page_is_sound(lead: Visitor, publication: Publication) -> None:
    for path in ("/login", "/", STUDY, *map(address, shown(publication))):
        answer = lead.client.get(path, base_url=lead.address, follow_redirects=True)
        page = Page(answer.text)
        assert answer.status_code == 200, path
        assert len(page.texts["h1"]) == 1, path
        assert all(page.texts["title"]), path
        assert len(set(page.ids)) == len(page.ids), path
        assert answer.headers["Cache-Control"] == "no-store"
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert " style=" not in answer.text
