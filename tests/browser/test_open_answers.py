"""The pages about open answers in a real browser: each state is whole, and coding goes by keyboard only."""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from survey.cli.demo.own_words import ITEM
from survey.fieldwork import designs
from survey.storage.engines import Store, writing
from survey.storage.responses import Coded, OpenText
from survey.storage.studies import CodingRow
from tests.fixtures.application import LiveServer
from tests.fixtures.browser import DESKTOP, PHONE, OpenPage, assert_accessible
from tests.fixtures.node import Validator
from tests.fixtures.staff import PASSWORD, RESEARCHER, add_staff, stores_of
from tests.fixtures.themes import close, coded, themed, uncoded
from tests.integration.reporting.fieldwork import DAY, QUESTIONNAIRE, STUDY, WAVE

from .duties import small

AT = f"/studies/{STUDY.id}/open-answers"
HERE = f"{AT}/single/{ITEM}"
PERSONAL = "Mijn jobcoach Karin is lief, haar nummer is 06 12345678."
PICTURES = os.environ.get("PICTURES")

Reach = Callable[[Page, str], None]


def engines_of(server: LiveServer) -> Mapping[Store, Engine]:
    return stores_of(server.app).engines


@pytest.fixture
def wave(live_server: LiveServer) -> LiveServer:
    """A server with a closed wave, of which somebody is the first coder."""
    add_staff(live_server.app)
    engines = engines_of(live_server)
    with Session(engines[Store.STUDIES]) as studies:
        designs.load(writing(studies), themed(STUDY), {QUESTIONNAIRE.id: QUESTIONNAIRE}, DAY)
        studies.commit()
    close(engines, WAVE)
    return live_server


def coding(server: LiveServer, until: int | None) -> None:
    """Forty answers and one with personal data; the second coder has read `until` of them, or all."""
    engines = engines_of(server)
    coded(engines, WAVE, 40, until)
    if until is not None:
        uncoded(engines, WAVE, PERSONAL)
    with Session(engines[Store.STUDIES]) as studies:
        row = studies.get_one(CodingRow, (WAVE, ITEM))
        row.first, row.decider = RESEARCHER, None
        studies.commit()


def undecided(server: LiveServer) -> None:
    """Nobody has decided anything."""
    with Session(engines_of(server)[Store.RESPONSES]) as responses:
        for row in responses.scalars(select(Coded).where(Coded.coder == 3)):
            responses.delete(row)
        responses.commit()


def key_of(server: LiveServer, text: str) -> str:
    with Session(engines_of(server)[Store.RESPONSES]) as responses:
        return str(responses.scalars(select(OpenText.id).where(OpenText.text == text)).one())


def enter(server: LiveServer, page: Page) -> Page:
    page.goto(f"{server.url}/")
    page.get_by_label("E-mailadres").fill(RESEARCHER)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    page.wait_for_url(f"{server.url}/")
    return page


def assert_whole(page: Page, validator: Validator, name: str) -> None:
    """Axe, valid HTML, targets for fingers, and no scrolling sideways on a phone."""
    for size in (DESKTOP, PHONE, (320, 568)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
        if PICTURES and size != (320, 568):
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(PICTURES) / f"{name}-{size[0]}.png", full_page=True)
    assert_accessible(page)
    assert small(page) == []
    assert validator.problems(page.request.get(page.url).text()) == []


def test_while_coding_every_page_is_whole(wave: LiveServer, open_page: OpenPage, validator: Validator) -> None:
    coding(wave, 10)
    page = enter(wave, open_page(size=DESKTOP))
    key = key_of(wave, PERSONAL)
    pages = {
        "list": AT,
        "item": HERE,
        "text": f"{HERE}/read/{key}",
        "themes": f"{HERE}/themes",
        "theme": f"{HERE}/themes/support",
        "clear": f"{HERE}/clear/{key}",
        "quote": f"{HERE}/quote/{key}",
    }
    for name, path in pages.items():
        page.goto(wave.url + path)
        assert_whole(page, validator, name)


def test_what_is_asked_first_is_whole_too(wave: LiveServer, open_page: OpenPage, validator: Validator) -> None:
    coding(wave, 10)
    page = enter(wave, open_page(size=DESKTOP))
    page.goto(f"{wave.url}{HERE}/themes/support")
    page.get_by_role("button", name="Samenvoegen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("samenvoegen met")
    assert_accessible(page)
    key = key_of(wave, PERSONAL)
    page.goto(f"{wave.url}{HERE}/quote/{key}")
    page.get_by_role("button", name="Keur dit citaat goed").click()
    expect(page.get_by_role("alert")).to_contain_text("misschien nog iets persoonlijks")
    assert_accessible(page)
    page.goto(f"{wave.url}{HERE}/clear/{key}")
    page.get_by_role("button", name="Laat zien wat er overblijft").click()
    expect(page.get_by_text("Mijn jobcoach [naam] is lief, haar nummer is [telefoonnummer].")).to_be_visible()
    assert_accessible(page)
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / "confirm-1280.png", full_page=True)
    page.get_by_role("button", name="Ja, haal het voorgoed weg").click()
    expect(page.locator("#words")).to_have_text("Mijn jobcoach [naam] is lief, haar nummer is [telefoonnummer].")
    assert validator.problems(page.content()) is not None


def test_deciding_and_the_outcome_are_whole(wave: LiveServer, open_page: OpenPage, validator: Validator) -> None:
    coding(wave, None)
    page = enter(wave, open_page(size=DESKTOP))
    page.goto(wave.url + HERE)
    expect(page.get_by_role("heading", name="Hoever de codeurs het eens zijn")).to_be_visible()
    assert_whole(page, validator, "finished")
    undecided(wave)
    page.goto(f"{wave.url}{HERE}/differences")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat staat er in dit antwoord?")
    assert_whole(page, validator, "difference")


@pytest.mark.parametrize("javascript", [True, False])
def test_coding_goes_by_keyboard_only(wave: LiveServer, open_page: OpenPage, javascript: bool) -> None:
    coding(wave, 10)
    page = enter(wave, open_page(size=DESKTOP, javascript=javascript))
    page.goto(f"{wave.url}{HERE}/read")
    before = page.url
    assert re.search(r"/read/[0-9a-f-]{36}$", before)
    expect(page.locator("#words")).to_have_text(re.compile("Karin"))
    if javascript:
        page.keyboard.press("2")
        page.keyboard.press("1")
        page.keyboard.press("1")
    else:
        page.locator("input[name=theme]").nth(1).focus()
        page.keyboard.press("Space")
    ticked = page.locator("input[name=theme]:checked")
    expect(ticked).to_have_count(1)
    code = ticked.get_attribute("value")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{wave.url}{HERE}")
    with Session(engines_of(wave)[Store.RESPONSES]) as responses:
        found = responses.get_one(
            Coded, (responses.scalars(select(OpenText.id).where(OpenText.text == PERSONAL)).one(), 1)
        )
        assert found.themes == [code]


def test_words_that_are_selected_are_filled_in_as_what_has_to_go(wave: LiveServer, open_page: OpenPage) -> None:
    coding(wave, 10)
    page = enter(wave, open_page(size=DESKTOP))
    page.goto(f"{wave.url}{HERE}/clear/{key_of(wave, PERSONAL)}")
    page.locator("#words mark").first.dblclick()
    expect(page.get_by_label("Andere woorden, zoals ze in het antwoord staan")).to_have_value(re.compile("^Karin"))
