"""The participant's pages in a real browser: the whole way, every state for everybody, on the smallest phone."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.fixtures.application import LiveServer
from tests.fixtures.browser import OpenPage
from tests.fixtures.invited import Invited, design, invite

SMALLEST = (320, 568)
FINGER = 44
TARGETS = "button:visible:not([aria-hidden]), .card, .grade, summary, .foot a"
ONWARD = re.compile("^(Verder|Versturen)$")
WIDTH = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@pytest.fixture
def app(live_server: LiveServer) -> Flask:
    """The application behind the server."""
    return live_server.app


@pytest.fixture
def invited(app: Flask) -> Invited:
    """Twelve people with a link to the Amsterdam questionnaire."""
    return invite(app, *design())


def press(page: Page, words: str | re.Pattern[str]) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=isinstance(words, str)).click()


def states(page: Page, url: str, invited: Invited) -> Iterator[str]:
    """Bring the page into each state that somebody can meet, and name it."""
    page.goto(url + invited.link.path)
    yield "start"
    page.get_by_text("Ik wil niet meedoen").click()
    yield "start, declining"
    press(page, "Start")
    yield "information"
    press(page, "Verder")
    yield "grade"
    press(page, "Verder")
    yield "prompt"
    page.get_by_label("8", exact=True).check()
    yield "grade, chosen"
    press(page, "Verder")
    page.get_by_label("Meestal").check()
    yield "single choice"
    press(page, "Verder")
    yield "multiple choice"
    for label in ("Begrijpt mij", "Anders, namelijk", "Niets"):
        page.get_by_label(label).check()
    yield "multiple choice, chosen"
    press(page, "Verder")
    yield "error"
    page.goto(url + invited.link.page("tell_us"))
    yield "open text"
    press(page, "Versturen")
    yield "thank-you"
    page.goto(url + invited.link.path)
    yield "received"
    page.goto(url + invited.link.page("grade"))
    yield "no cookie"
    page.goto(f"{url}/a/nonsense")
    yield "unknown link"
    page.goto(url + invited.links[1].path)
    page.get_by_text("Ik wil niet meedoen").click()
    press(page, "Nee, ik doe niet mee")
    yield "declined"


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_whole_questionnaire_can_be_answered_on_a_phone(
    open_page: OpenPage, live_server: LiveServer, invited: Invited, javascript: bool
) -> None:
    page = open_page(javascript=javascript)
    page.goto(live_server.url + invited.link.path)
    press(page, "Start")
    asked = []
    while "/thanks/" not in page.url:
        asked.append(page.title())
        for option in page.locator(".card, .grade").all()[-1:]:
            option.click()
        if page.locator("textarea").count():
            page.locator("textarea").fill("Dank u")
        press(page, ONWARD)
    assert [title.partition(":")[0] for title in asked[1:]] == [f"Vraag {number} van 14" for number in range(1, 15)]
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u wel!")
    page.goto(live_server.url + invited.link.path)
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw antwoorden zijn ontvangen")


def test_no_page_asks_another_host_or_breaks_the_content_policy(
    open_page: OpenPage, live_server: LiveServer, invited: Invited
) -> None:
    page = open_page()
    asked: list[tuple[str, str]] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append((request.resource_type, request.url)))
    page.on("console", lambda message: complaints.append(message.text))
    for _ in states(page, live_server.url, invited):
        pass
    assert {kind for kind, _ in asked} <= {"document", "stylesheet", "image", "script", "fetch", "other"}
    assert all(address.startswith(live_server.url) for _, address in asked)
    refused = [text for text in complaints if "the server responded with a status" not in text]
    assert refused == [], "the content policy has nothing to refuse"


def test_an_error_takes_the_focus_and_its_link_leads_to_the_answer(
    open_page: OpenPage, live_server: LiveServer, invited: Invited
) -> None:
    page = open_page()
    way = states(page, live_server.url, invited)
    while next(way) != "error":
        pass
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Helpt mij een baan te vinden")).to_be_focused()


def test_the_words_for_something_else_come_with_its_option(
    open_page: OpenPage, live_server: LiveServer, invited: Invited
) -> None:
    page = open_page()
    page.goto(live_server.url + invited.link.path)
    press(page, "Start")
    page.goto(live_server.url + invited.link.page("good"))
    words = page.get_by_label("In uw eigen woorden")
    expect(words).to_be_hidden()
    page.get_by_text("Anders, namelijk").click()
    expect(words).to_be_visible()


def test_going_back_and_reloading_in_the_browser_lose_nothing(
    open_page: OpenPage, live_server: LiveServer, invited: Invited
) -> None:
    page = open_page()
    page.goto(live_server.url + invited.link.path)
    press(page, "Start")
    press(page, "Verder")
    press(page, "Verder")
    page.get_by_label("8", exact=True).check()
    press(page, "Verder")
    page.go_back()
    page.go_back()
    expect(page.get_by_label("8", exact=True)).to_be_checked()
    page.reload()
    expect(page.get_by_label("8", exact=True)).to_be_checked()
