"""Connection, cookies, tabs and devices come and go in a real browser: one response, and nothing typed is lost."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from survey.extensions import Stores
from survey.storage.responses import OpenText, Response
from tests.fixtures.application import LiveServer
from tests.fixtures.browser import OpenPage
from tests.fixtures.invited import Invited, invite
from tests.fixtures.studies import a_questionnaire, a_study

STORY = "Een verhaal dat niet weg mag"
OFFLINE = "Er is nu geen verbinding."

Stored = Callable[[], tuple[list[dict[str, int | str | list[str] | None]], list[str]]]
ALL = {"grade": 8, "good": ["kind"], "recommend": "no"}


@pytest.fixture
def app(live_server: LiveServer) -> Flask:
    """The application behind the server."""
    return live_server.app


@pytest.fixture
def invited(app: Flask) -> Invited:
    """Twelve people with a link to four questions."""
    return invite(app, a_study(), a_questionnaire())


@pytest.fixture
def stored(app: Flask) -> Stored:
    """The closed answers and the texts that are stored."""

    def read() -> tuple[list[dict[str, int | str | list[str] | None]], list[str]]:
        stores: Stores = app.extensions["stores"]
        with stores.responses() as responses:
            closed = [dict(each) for each in responses.scalars(select(Response.answers))]
            return closed, list(responses.scalars(select(OpenText.text)))

    return read


def press(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).click()


def last_page(page: Page, url: str, invited: Invited) -> Page:
    """Everything answered but the last page, where a story is typed and not sent."""
    page.goto(url + invited.link.path)
    press(page, "Start")
    page.get_by_label("8", exact=True).check()
    press(page, "Verder")
    page.get_by_label("kind").check()
    press(page, "Verder")
    page.get_by_label("Nee").check()
    press(page, "Versturen")
    page.locator("textarea").fill(STORY)
    return page


def thanked(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u wel!")


def test_without_a_connection_the_page_stays_and_says_that_nothing_is_lost(
    open_page: OpenPage, live_server: LiveServer, invited: Invited, stored: Stored
) -> None:
    page = last_page(open_page(), live_server.url, invited)
    page.context.set_offline(True)
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_role("alert")).to_contain_text(OFFLINE)
    expect(page.locator("textarea")).to_have_value(STORY)
    assert stored() == ([], [])
    page.context.set_offline(False)
    press(page, "Versturen")
    thanked(page)
    assert stored() == ([ALL], [STORY])


def test_a_server_that_cannot_be_reached_counts_as_no_connection(
    open_page: OpenPage, live_server: LiveServer, invited: Invited, stored: Stored
) -> None:
    page = last_page(open_page(), live_server.url, invited)
    page.route("**/assets/icon.svg*", lambda route: route.abort())
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_role("alert")).to_contain_text(OFFLINE)
    page.unroute("**/assets/icon.svg*")
    press(page, "Versturen")
    assert stored() == ([ALL], [STORY])


def test_going_back_and_choosing_a_language_wait_for_the_connection_too(
    open_page: OpenPage, live_server: LiveServer, invited: Invited
) -> None:
    page = last_page(open_page(), live_server.url, invited)
    page.context.set_offline(True)
    page.get_by_role("button", name="Terug").click()
    expect(page.get_by_role("alert")).to_contain_text(OFFLINE)
    page.locator(".tongues summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("textarea")).to_have_value(STORY)
    page.context.set_offline(False)
    press(page, "English")
    expect(page.locator("textarea")).to_have_value(STORY)
    press(page, "Back")
    expect(page.get_by_label("No", exact=True)).to_be_checked()


def test_enter_in_a_line_of_text_goes_on(open_page: OpenPage, live_server: LiveServer, invited: Invited) -> None:
    for javascript in (True, False):
        page = open_page(javascript=javascript)
        page.goto(live_server.url + invited.links[int(javascript)].path)
        press(page, "Start")
        page.get_by_label("8", exact=True).check()
        press(page, "Verder")
        page.get_by_label("Anders, namelijk").check()
        page.get_by_label("In uw eigen woorden").fill("De koffie")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("recommend")
        expect(page.locator("html")).to_have_attribute("lang", "nl")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_lost_cookie_costs_one_pasted_link(
    open_page: OpenPage, live_server: LiveServer, invited: Invited, stored: Stored, javascript: bool
) -> None:
    page = last_page(open_page(javascript=javascript), live_server.url, invited)
    page.context.clear_cookies()
    press(page, "Versturen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Open uw link opnieuw")
    page.get_by_label("Kopieer de link").fill(live_server.url + invited.link.path)
    press(page, "Ga verder")
    expect(page.locator("textarea")).to_have_value(STORY)
    press(page, "Versturen")
    thanked(page)
    assert stored() == ([ALL], [STORY])


def test_pressing_twice_quickly_sends_once(
    open_page: OpenPage, live_server: LiveServer, invited: Invited, stored: Stored
) -> None:
    page = last_page(open_page(), live_server.url, invited)
    page.get_by_role("button", name="Versturen").dblclick(no_wait_after=True)
    page.wait_for_url("**/thanks/**")
    thanked(page)
    assert stored() == ([ALL], [STORY])


def test_reloading_and_going_back_after_sending_send_nothing_again(
    open_page: OpenPage, live_server: LiveServer, invited: Invited, stored: Stored
) -> None:
    page = last_page(open_page(), live_server.url, invited)
    press(page, "Versturen")
    page.reload()
    thanked(page)
    page.go_back()
    page.go_forward()
    thanked(page)
    assert stored() == ([ALL], [STORY])


def test_two_tabs_end_in_one_response_with_what_both_typed(
    open_page: OpenPage, live_server: LiveServer, invited: Invited, stored: Stored
) -> None:
    first = last_page(open_page(), live_server.url, invited)
    second = first.context.new_page()
    second.goto(live_server.url + invited.link.page("grade"))
    second.get_by_label("3", exact=True).check()
    press(second, "Verder")
    press(first, "Versturen")
    thanked(first)
    press(second, "Verder")
    expect(second.get_by_role("heading", level=1)).to_have_text("Open uw link opnieuw")
    assert stored() == ([ALL | {"grade": 3}], [STORY])


def test_two_devices_end_in_one_response(
    open_page: OpenPage, live_server: LiveServer, invited: Invited, stored: Stored
) -> None:
    phone = last_page(open_page(), live_server.url, invited)
    laptop = open_page(size=(1280, 900))
    laptop.goto(live_server.url + invited.link.path)
    press(laptop, "Ga verder")
    laptop.locator("textarea").fill("Op de laptop")
    press(phone, "Versturen")
    press(laptop, "Versturen")
    thanked(laptop)
    assert stored() == ([ALL], [STORY])
