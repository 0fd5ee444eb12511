"""What a program lead takes along, without any script."""

import csv
import io
import json
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from tests.fixtures.staff import LEAD, Page, Visitor

STUDY = "/dashboard/amsterdam-jobcoaching"
FORMS = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("form", FORMS)
def test_the_page_links_to_every_form_of_what_it_shows(lead: Visitor, form: str) -> None:
    page = Page(lead.get(f"{STUDY}/grade?by=paid_work").text)
    (link,) = [link for link in page.links if f"/grade.{form}" in link]
    answer = lead.get(link)
    assert (answer.status_code, answer.content_type) == (200, FORMS[form])
    assert answer.headers["Content-Disposition"] == f'attachment; filename="grade-paid_work.{form}"'
    assert len(answer.data) > 300


@pytest.mark.usefixtures("published")
def test_page_and_files_have_the_same_numbers(lead: Visitor) -> None:
    (rows,) = Page(lead.get(f"{STUDY}/gains").text).tables
    on_page = {row[0]: row[2] for row in rows[1:-1]}
    lines = list(csv.reader(io.StringIO(lead.get(f"{STUDY}/gains.csv").data.decode("utf-8-sig")), delimiter=";"))
    in_csv = {line[1]: f"{line[3]}%" if line[3] else "." for line in lines[1 : lines.index([])]}
    sheet = openpyxl.load_workbook(io.BytesIO(lead.get(f"{STUDY}/gains.xlsx").data)).active
    in_book = {
        row[1]: row[3] if row[3] == "." else f"{row[3]}%"
        for row in sheet.iter_rows(min_row=4, values_only=True)
        if row[1]
    }
    drawn = {str(each.text) for each in ET.fromstring(lead.get(f"{STUDY}/gains.svg").data).iter()}  # noqa: S314 - our own
    assert on_page == in_csv == in_book
    assert {share for share in on_page.values() if share != "."} <= drawn


@pytest.mark.usefixtures("published")
def test_the_figure_to_zoom_in_on_is_plain_json(lead: Visitor) -> None:
    figure = json.loads(lead.get(f"{STUDY}/grade/figure-0.json").data)
    assert [trace["text"] for trace in figure["data"]] == [["9%"], ["19%"], ["72%"]]


@pytest.mark.usefixtures("published")
def test_who_is_not_logged_in_gets_no_file(lead: Visitor) -> None:
    stranger = Visitor(lead.app)
    for path in (f"{STUDY}/grade.csv", f"{STUDY}/grade/figure-0.json"):
        assert stranger.get(path).location.startswith("/login")
    stranger.log_in(LEAD)
    assert stranger.get(f"{STUDY}/grade.csv").status_code == 200
