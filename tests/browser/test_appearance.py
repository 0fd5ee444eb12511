"""How the participant's pages look: in a programme's own colour, right to left, on paper, and with forced colours."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from survey.questionnaires.look import Look, by_night, embedded, tone
from survey.questionnaires.study import Mode
from tests.fixtures.application import LiveServer
from tests.fixtures.browser import OpenPage, assert_accessible
from tests.fixtures.invited import Invited, design, invite

SMALLEST = (320, 568)
FINGER = 44
COLOUR = "#7a1f5c"
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9H0z"/></svg>'
WIDTH = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
TWICE_SIXTEEN = 32
TWICE = """
document.addEventListener("DOMContentLoaded", () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("html { font-size: 200% !important }");
  document.adoptedStyleSheets = [sheet];
});
"""
TARGETS = "button:visible:not([aria-hidden]), summary:visible, .tongues a:visible, .ways a"
LEFT = "[...document.querySelectorAll('.tongues ul')].map((each) => each.getBoundingClientRect().left)"


@pytest.fixture
def app(live_server: LiveServer) -> Flask:
    """The application behind the server."""
    return live_server.app


@pytest.fixture
def invited(app: Flask) -> Invited:
    """Twelve people with a link to the Amsterdam questionnaire, linked, in a colour of its own and with a logo."""
    study, asked = design(mode=Mode.LINKED)
    look = Look(colour=COLOUR, logo=embedded("svg", LOGO))
    return invite(app, study.model_copy(update={"look": look}), asked)


def press(page: Page, where: str) -> None:
    with page.expect_navigation():
        page.locator(where).click()


def states(page: Page, url: str, invited: Invited, language: str) -> Iterator[str]:
    """The states that came with languages, lost cookies and withdrawing; each with its switch open."""
    page.goto(f"{url}{invited.link.path}?lang={language}")
    yield "start"
    press(page, "main form:not(.decline form) .button")
    page.goto(url + invited.link.page("grade"))
    yield "grade"
    page.goto(url + invited.link.page("tell_us"))
    page.locator("textarea").fill("Een verhaal")
    page.context.clear_cookies()
    press(page, "[value=on]:not([aria-hidden])")
    yield "cookie lost"
    page.locator("#link").fill(invited.link.path)
    press(page, "#reopen .button")
    yield "open too long"
    press(page, "[value=on]:not([aria-hidden])")
    yield "thank-you"
    press(page, ".removing .button")
    yield "removing"
    press(page, "#removing .button")
    yield "removed"
    page.goto(f"{url}{invited.link.path}?lang={language}")
    yield "removed, by the link"


@pytest.mark.parametrize("scheme", [pytest.param("light", marks=pytest.mark.full), "dark"])
@pytest.mark.parametrize("language", [pytest.param("nl", marks=pytest.mark.full), "ar"])
def test_every_state_is_accessible_and_fits_the_smallest_phone(
    open_page: OpenPage, live_server: LiveServer, invited: Invited, scheme: str, language: str
) -> None:
    page = open_page(size=SMALLEST)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    seen = []
    for state in states(page, live_server.url, invited, language):
        page.locator(".tongues summary").click()
        assert_accessible(page)
        width, room = page.evaluate(WIDTH)
        assert width <= room, f"{state}: {width} is wider than {room}"
        assert min(page.evaluate(LEFT)) >= 0, f"{state}: the languages stick out"
        for target in page.locator(TARGETS).all():
            box = target.bounding_box()
            assert box is not None
            assert round(box["height"]) >= FINGER, f"{state}: {target.inner_text()} is {box['height']} high"
        seen.append(state)
    assert len(seen) == 8


def accent(page: Page) -> str:
    found: str = page.locator("main .button").first.evaluate("each => getComputedStyle(each).backgroundColor")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_buttons_wear_the_colour_of_the_programme(
    open_page: OpenPage, live_server: LiveServer, invited: Invited, scheme: str
) -> None:
    page = open_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(live_server.url + invited.link.path)
    red, green, blue = by_night(tone(COLOUR)) if scheme == "dark" else tone(COLOUR)
    assert accent(page) == f"rgb({red}, {green}, {blue})"
    natural = page.locator(".logo").evaluate("each => each.complete && each.naturalWidth")
    assert natural, "the logo is drawn"


def test_pages_print_without_what_only_works_on_a_screen(
    open_page: OpenPage, live_server: LiveServer, invited: Invited
) -> None:
    page = open_page()
    page.goto(live_server.url + invited.link.path)
    press(page, "main form:not(.decline form) .button")
    page.goto(live_server.url + invited.link.page("good"))
    page.emulate_media(media="print", color_scheme="dark")
    for gone in (".steps", ".tongues", ".aloud"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.get_by_text("Helpt mij een baan te vinden")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("colours", ["active", "none"], ids=["forced colours", "own colours"])
def test_the_focus_and_the_choice_can_be_seen(
    open_page: OpenPage, live_server: LiveServer, invited: Invited, colours: str
) -> None:
    page = open_page()
    page.emulate_media(forced_colors="active" if colours == "active" else "none", reduced_motion="reduce")
    page.goto(live_server.url + invited.link.path)
    press(page, "main form:not(.decline form) .button")
    page.goto(live_server.url + invited.link.page("grade"))
    grade = page.locator(".grade span").first
    before = grade.evaluate("each => getComputedStyle(each).backgroundColor")
    page.locator(".grade input").first.focus()
    page.keyboard.press("Space")
    assert grade.evaluate("each => getComputedStyle(each).outlineWidth") == "3px"
    assert grade.evaluate("each => getComputedStyle(each).backgroundColor") != before


def test_the_grade_is_two_rows_of_five_on_the_smallest_phone(
    open_page: OpenPage, live_server: LiveServer, invited: Invited
) -> None:
    page = open_page(size=SMALLEST)
    page.goto(live_server.url + invited.link.path)
    press(page, "main form:not(.decline form) .button")
    page.goto(live_server.url + invited.link.page("grade"))
    boxes = [box for each in page.locator(".grades .grade").all() if (box := each.bounding_box()) is not None]
    rows = [round(box["y"]) for box in boxes]
    assert [rows.count(row) for row in sorted(set(rows))] == [5, 5]
    assert all(box["width"] >= FINGER and box["height"] >= FINGER for box in boxes)
