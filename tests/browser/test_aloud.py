"""Reading aloud in a real browser. A headless Chromium has no voice: a stand-in speaks, and keeps what is said."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.fixtures.application import LiveServer
from tests.fixtures.browser import OpenPage, assert_accessible
from tests.fixtures.invited import Invited, design, invite

from .voice import ARABIC, DUTCH, FAR, VOICE

GRADE = "Welk cijfer geeft u de hulp van uw jobcoach?"


@pytest.fixture
def app(live_server: LiveServer) -> Flask:
    """The application behind the server."""
    return live_server.app


@pytest.fixture
def invited(app: Flask) -> Invited:
    """Twelve people with a link to the Amsterdam questionnaire."""
    return invite(app, *design())


def question(open_page: OpenPage, live_server: LiveServer, invited: Invited, *, lang: str = "nl", at: str = "") -> Page:
    """The question about the grade, or another one, with a stand-in for the speech of the browser."""
    page = open_page()
    page.add_init_script(VOICE)
    page.goto(f"{live_server.url}{invited.link.path}?lang={lang}")
    page.locator("main form .button").first.click()
    page.goto(live_server.url + invited.link.page(at or "grade"))
    return page


def has(page: Page, *voices: dict[str, object]) -> None:
    page.evaluate("voices => standIn.has(...voices)", list(voices))


def said(page: Page) -> list[list[str]]:
    """Language, voice and words of all that was said since the last time."""
    pieces: list[list[str]] = page.evaluate("standIn.said.splice(0)")
    return [piece for piece in pieces if piece != ["cancel"]]


def test_without_a_voice_for_the_language_there_is_no_button(
    open_page: OpenPage, live_server: LiveServer, invited: Invited
) -> None:
    page = question(open_page, live_server, invited)
    button = page.get_by_role("button", name="Lees voor")
    expect(button).to_have_count(0)
    for voices in ([ARABIC], [FAR], [DUTCH | {"lang": "nds-NL"}]):
        has(page, *voices)
        expect(button).to_have_count(0)
    has(page, ARABIC, DUTCH)
    expect(button).to_be_visible()
    has(page)
    expect(button).to_have_count(0)


def test_question_and_answers_are_read_in_order_by_the_voice_of_the_device(
    open_page: OpenPage, live_server: LiveServer, invited: Invited
) -> None:
    page = question(open_page, live_server, invited)
    has(page, FAR, DUTCH)
    assert said(page) == [], "nothing is read without being asked"
    page.get_by_role("button", name="Lees voor").click()
    pieces = said(page)
    assert {(lang, name) for lang, name, _ in pieces} == {("nl-NL", "Fleur")}
    words = [text for _, _, text in pieces]
    assert words[0] == GRADE
    low = next(text for text in words if text.startswith("1 = "))
    assert words.index(low) < words.index("2") < words.index("9")
    assert words[-1] == "Weet ik niet"


def test_easy_dutch_is_read_by_a_dutch_voice_and_arabic_by_an_arabic_one(
    open_page: OpenPage, live_server: LiveServer, invited: Invited
) -> None:
    for lang, words, voice in (("nl-x-easy", "Lees voor", "Fleur"), ("ar", "اقرأ بصوت عالٍ", "Leila")):
        page = question(open_page, live_server, invited, lang=lang)
        has(page, DUTCH, ARABIC)
        page.get_by_role("button", name=words).click()
        first = said(page)[0]
        assert first[1:] == [voice, invited.questionnaire.item("grade").text[lang]]


def test_the_button_stops_what_it_started_and_says_so(
    open_page: OpenPage, live_server: LiveServer, invited: Invited
) -> None:
    page = question(open_page, live_server, invited)
    has(page, DUTCH)
    status = page.locator(".aloud [role=status]")
    page.get_by_role("button", name="Lees voor").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Stop voorlezen")).to_be_focused()
    expect(status).to_have_text("De vraag wordt voorgelezen")
    assert_accessible(page)
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Lees voor")).to_be_focused()
    expect(status).to_have_text("Het voorlezen is gestopt")
    assert page.evaluate("standIn.said.at(-1)") == ["cancel"]


def test_when_all_is_read_the_button_is_ready_again(
    open_page: OpenPage, live_server: LiveServer, invited: Invited
) -> None:
    page = question(open_page, live_server, invited)
    has(page, DUTCH)
    page.get_by_role("button", name="Lees voor").click()
    page.evaluate("standIn.finish()")
    expect(page.get_by_role("button", name="Lees voor")).to_be_visible()


def test_what_cannot_be_seen_is_not_read(open_page: OpenPage, live_server: LiveServer, invited: Invited) -> None:
    page = question(open_page, live_server, invited, at="good")
    has(page, DUTCH)
    page.get_by_role("button", name="Lees voor").click()
    assert "In uw eigen woorden" not in [text for _, _, text in said(page)]
    page.get_by_role("button", name="Stop voorlezen").click()
    page.get_by_text("Anders, namelijk").click()
    page.get_by_role("button", name="Lees voor").click()
    assert "In uw eigen woorden" in [text for _, _, text in said(page)]


def test_without_javascript_there_is_no_button(open_page: OpenPage, live_server: LiveServer, invited: Invited) -> None:
    page = open_page(javascript=False)
    page.goto(live_server.url + invited.link.path)
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator(".aloud")).to_be_hidden()
