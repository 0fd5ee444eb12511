"""The results and data pages in a real browser: every state is whole, and a page that waits goes on by itself."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from survey.fieldwork import designs
from survey.questionnaires.study import Results
from survey.storage.engines import Store, writing
from survey.storage.studies import Stage
from tests.fixtures.application import LiveServer
from tests.fixtures.browser import DESKTOP, OpenPage
from tests.fixtures.errands import work
from tests.fixtures.node import Validator
from tests.fixtures.staff import add_staff
from tests.fixtures.themes import close
from tests.integration.reporting.fieldwork import DAY, QUESTIONNAIRE, STUDY, WAVE, answer
from tests.unit.analysis import replica

from .test_open_answers import assert_whole, engines_of, enter

RESULTS, DATA = f"/studies/{STUDY.id}/results", f"/studies/{STUDY.id}/data"


@pytest.fixture
def closed(live_server: LiveServer) -> LiveServer:
    """A server with a closed wave of the replica, published with approval and for everybody."""
    add_staff(live_server.app)
    engines = engines_of(live_server)
    results = Results.model_validate(STUDY.results.model_dump() | {"approval": "required", "public": True})
    with Session(engines[Store.STUDIES]) as studies:
        study = STUDY.model_copy(update={"results": results})
        designs.load(writing(studies), study, {QUESTIONNAIRE.id: QUESTIONNAIRE}, DAY)
        studies.commit()
    close(engines, WAVE)
    answer(engines, replica.records(), replica.INVITED)
    return live_server


def at(page: Page, server: LiveServer, path: str) -> Page:
    page.goto(server.url + path)
    return page


def test_results_from_waiting_to_published(closed: LiveServer, open_page: OpenPage, validator: Validator) -> None:
    page = enter(closed, open_page(size=DESKTOP))
    assert_whole(at(page, closed, RESULTS), validator, "results-before")
    page.get_by_role("button", name="Vooruitblik").click()
    expect(page.get_by_role("status")).to_contain_text("wacht op de worker")
    assert_whole(page, validator, "waiting")
    work(closed)
    expect(page.get_by_role("heading", level=1)).to_contain_text("zou verbergen", timeout=10_000)
    assert_whole(page, validator, "preview")
    assert_whole(at(page, closed, f"{RESULTS}/single/publish"), validator, "publish")
    page.get_by_role("button", name="Ja, publiceer").click()
    work(closed)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Gepubliceerd", timeout=10_000)
    assert_whole(page, validator, "published")
    assert_whole(at(page, closed, RESULTS), validator, "results-after")


def test_a_file_is_made_and_downloaded_without_a_script(
    closed: LiveServer, open_page: OpenPage, tmp_path: Path
) -> None:
    page = enter(closed, open_page(size=DESKTOP, javascript=False))
    expect(at(page, closed, DATA).get_by_role("heading", level=1)).to_have_text("Gegevens")
    page.get_by_role("link", name="Maak een bestand").click()
    page.get_by_label("Waar is het bestand voor?").fill("Scriptie")
    page.get_by_role("button", name="Laat zien wat het zou verraden").click()
    work(closed)
    page.get_by_role("link", name="Opnieuw bekijken").click()
    page.get_by_label("Waarom dit wordt aanvaard").fill("Blijft op onze server")
    page.get_by_role("button", name="Aanvaard het, en maak het bestand").click()
    work(closed)
    page.get_by_role("link", name="Opnieuw bekijken").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    download.value.save_as(tmp_path / "file.zip")
    assert (tmp_path / "file.zip").read_bytes().startswith(b"PK")


def test_every_page_about_data_is_whole(closed: LiveServer, open_page: OpenPage, validator: Validator) -> None:
    page = enter(closed, open_page(size=DESKTOP))
    assert_whole(at(page, closed, DATA), validator, "data")
    assert_whole(at(page, closed, f"{DATA}/single/export"), validator, "export")
    page.get_by_label("Waar is het bestand voor?").fill("Scriptie")
    page.get_by_role("button", name="Laat zien wat het zou verraden").click()
    work(closed)
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat dit bestand zou verraden", timeout=10_000)
    assert_whole(page, validator, "judged")
    page.get_by_label("Waarom dit wordt aanvaard").fill("Blijft op onze server")
    page.get_by_role("button", name="Aanvaard het, en maak het bestand").click()
    work(closed)
    expect(page.get_by_role("heading", level=1)).to_have_text("Het bestand", timeout=10_000)
    assert_whole(page, validator, "file")
    close(engines_of(closed), WAVE, Stage.OPEN)
    at(page, closed, DATA)
    page.locator("summary").first.click()
    assert_whole(page, validator, "data-open")
