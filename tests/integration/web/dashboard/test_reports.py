"""Reports to take along: made once, while a page says so, and made anew when what is in them changes."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from survey.reporting import shelf
from survey.storage.studies import PublicationRow, StudyRow
from tests.fixtures.databases import Urls
from tests.fixtures.publications import THREE
from tests.fixtures.published import copied
from tests.fixtures.reports import taken
from tests.fixtures.staff import Page, Visitor, stores_of

STUDY = f"/dashboard/{THREE}"
FACTSHEET = f"{STUDY}/y2026/factsheet"
WAITING = f"{FACTSHEET}/waiting"


@pytest.fixture
def urls(four_publications: Urls, tmp_path: Path) -> Urls:
    """A copy of the published studies for each test."""
    return copied(four_publications, tmp_path)


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Reports are begun, and nobody makes them."""
    held: list[int] = []
    monkeypatch.setattr(shelf, "_start", lambda _arguments, _given, lock: held.append(os.dup(lock)))
    yield
    for lock in held:
        os.close(lock)


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK\x03\x04"), ("factsheet", b"%PDF")])
def test_a_program_lead_takes_the_report_along(lead: Visitor, form: str, begins: bytes) -> None:
    path = f"{STUDY}/y2026/{form}"
    assert path in {link.split("?")[0] for link in Page(lead.get(STUDY).text).links}
    answer = taken(lead, path)
    assert answer.data.startswith(begins)
    assert f'filename="{THREE}-y2026-' in answer.headers["Content-Disposition"]
    assert lead.get(path).data == answer.data


def test_who_is_not_logged_in_gets_none_and_begins_none(lead: Visitor) -> None:
    stranger = Visitor(lead.app)
    for path in (FACTSHEET, WAITING):
        assert stranger.get(path).location.startswith("/login")
    assert not (lead.app.extensions["settings"].instance / shelf.FOLDER).exists()


def test_there_is_no_report_of_what_is_not_published(lead: Visitor) -> None:
    wrong = (f"{STUDY}/y2030/pdf", f"{STUDY}/y2030/pdf/waiting", f"{FACTSHEET}?by=age_class", f"{WAITING}?by=age_class")
    assert {lead.get(path).status_code for path in wrong} == {404}


@pytest.mark.usefixtures("never")
def test_meanwhile_a_page_says_that_it_is_being_made(lead: Visitor) -> None:
    answer = lead.get(FACTSHEET)
    assert (answer.status_code, answer.location.split("?")[0]) == (303, WAITING)
    page = lead.get(answer.location)
    assert 'data-state="begun"' in page.text
    assert "Het wordt gemaakt." in Page(page.text).texts["p"]
    assert [link for link in Page(page.text).links if link.startswith(WAITING)], "without a script a link looks again"
    assert 'data-state="begun"' in lead.get(WAITING).text


def test_when_it_is_ready_the_page_leads_to_it(lead: Visitor) -> None:
    taken(lead, FACTSHEET)
    page = lead.get(WAITING).text
    assert 'data-state="ready"' in page
    assert [link for link in Page(page).links if link.split("?")[0] == FACTSHEET]


@pytest.mark.usefixtures("never")
def test_a_failure_is_told_and_can_be_tried_again(lead: Visitor) -> None:
    lead.get(WAITING)
    (claim,) = (lead.app.extensions["settings"].instance / shelf.FOLDER).glob("*.claim")
    claim.with_suffix(".failed").touch()
    page = lead.get(WAITING).text
    assert "Het kon niet worden gemaakt." in Page(page).texts["p"]
    assert 'data-state="begun"' in lead.get(WAITING).text


@pytest.mark.usefixtures("never")
def test_each_language_and_each_edition_has_its_own(lead: Visitor) -> None:
    folder = lead.app.extensions["settings"].instance / shelf.FOLDER

    def begun() -> int:
        lead.get(WAITING)
        return len(list(folder.glob("*.claim")))

    assert [begun(), begun()] == [1, 1]
    lead.get(f"{WAITING}?lang=en")
    assert begun() == 2
    with stores_of(lead.app).studies() as session:
        row = session.get_one(StudyRow, THREE)
        row.document = row.document.replace("Voorbeeldstad", "Elders")
        session.commit()
    assert begun() == 3


def test_a_report_of_what_is_no_longer_approved_is_gone(lead: Visitor) -> None:
    taken(lead, FACTSHEET)
    with stores_of(lead.app).studies() as session:
        session.query(PublicationRow).filter_by(wave_id=f"{THREE}/y2026").one().approved = None
        session.commit()
    assert {lead.get(path).status_code for path in (FACTSHEET, WAITING)} == {404}
