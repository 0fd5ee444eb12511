"""Somebody with a letter and the smallest phone: the code, and the pages that tell about data and access."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from survey.fieldwork.codes import grouped
from tests.fixtures.application import LiveServer
from tests.fixtures.browser import OpenPage
from tests.fixtures.invited import Invited, design, invite

from .duties import overflowing, small
from .test_participant import SMALLEST, press


@pytest.fixture
def app(live_server: LiveServer) -> Flask:
    """The application behind the server."""
    return live_server.app


@pytest.fixture
def invited(app: Flask) -> Invited:
    """Twelve people, the first of whom has a letter."""
    found = invite(app, *design())
    found.post(found.link)
    return found


def assert_fits(page: Page) -> None:
    assert overflowing(page) == []
    assert small(page) == []


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_code_is_typed_wrong_and_then_right_on_the_smallest_phone(
    open_page: OpenPage, live_server: LiveServer, invited: Invited, javascript: bool
) -> None:
    page = open_page(size=SMALLEST, javascript=javascript)
    page.goto(f"{live_server.url}/code")
    assert_fits(page)
    field = page.get_by_label("De code in uw brief")
    field.fill(grouped(invited.link.code)[:-1])
    press(page, "Verder")
    expect(page.get_by_role("alert")).to_contain_text("Deze code werkt niet")
    expect(field).to_have_value(grouped(invited.link.code)[:-1])
    assert_fits(page)
    assert page.url == f"{live_server.url}/code", "what was typed is in no address"
    field.fill(f"{invited.link.code[:6].lower()}-{invited.link.code[6:]}")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat vindt u van uw jobcoach?")
    press(page, "Start")
    assert page.url == live_server.url + invited.link.page("welcome")
    press(page, "Verder")
    expect(page.get_by_role("heading", level=1)).to_have_text("Welk cijfer geeft u de hulp van uw jobcoach?")
