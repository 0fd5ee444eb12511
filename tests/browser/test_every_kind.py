"""Every kind of item on the smallest phone, in a real browser: readable, reachable by keyboard, without any script."""

import re
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from survey.questionnaires.catalogue import load_checked
from tests.fixtures.application import LiveServer
from tests.fixtures.browser import OpenPage
from tests.fixtures.invited import Link, design, invite

EVERY = load_checked(Path(__file__).parents[1] / "unit" / "questionnaires" / "written" / "every-kind.yaml")
SMALLEST = (320, 568)
FINGER = 44
PLACES = [page.id for page in EVERY.pages if any(item.is_shown for item in page.items)]
TARGETS = "main select, main input[type=text], main .card, main .grade, main button, main textarea"


@pytest.fixture
def app(live_server: LiveServer) -> Flask:
    """The application behind the server."""
    return live_server.app


@pytest.fixture
def link(app: Flask) -> Link:
    """A link to one item of every kind."""
    return invite(app, *design(EVERY)).link


def onward(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("^(Start|Verder|Versturen)$")).click()


def choose(page: Page, label: str) -> None:
    page.get_by_label(label, exact=True).first.check()


def fill_in(page: Page, place: str) -> None:
    """An answer on the pages that decide what comes next; the others are left open."""
    if place in {"agree", "work"}:
        choose(page, "Ja")


def test_everything_can_be_filled_in_without_a_script(open_page: OpenPage, live_server: LiveServer, link: Link) -> None:
    page = open_page(size=SMALLEST, javascript=False)
    page.goto(live_server.url + link.path)
    for _ in range(2):
        onward(page)
    for place in ("agree", "work"):
        fill_in(page, place)
        onward(page)
    page.get_by_label("uur", exact=True).fill("36,5")
    page.get_by_label("Maand", exact=True).first.select_option("maart")
    page.get_by_label("Jaar", exact=True).first.fill("2020")
    choose(page, "Weet ik niet")
    onward(page)
    assert page.get_by_role("link", name=re.compile("aangekruist")).count() == 1
    page.get_by_label("Weet ik niet", exact=True).first.uncheck()
    onward(page)
    page.goto(live_server.url + link.page("order"))
    page.get_by_label("Loon").select_option("Plaats 2")
    page.get_by_label("Werktijden").select_option("Plaats 1")
    onward(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Terug").click()
    assert page.get_by_label("Loon").input_value() == "pay:2"
    assert page.get_by_label("Werktijden").input_value() == "hours_that_fit:1"


def test_a_value_card_is_one_page_with_its_questions_under_each_other(
    open_page: OpenPage, live_server: LiveServer, link: Link
) -> None:
    page = open_page(size=SMALLEST)
    page.goto(live_server.url + link.path)
    for _ in range(2):
        onward(page)
    for place in ("agree", "work"):
        fill_in(page, place)
        onward(page)
    page.goto(live_server.url + link.page("income"))
    boxes = [each.bounding_box() for each in page.locator(".value fieldset").all()]
    tops = [box["y"] for box in boxes if box is not None]
    assert len(tops) == 3
    assert tops == sorted(tops)
    assert page.locator(".value table").count() == 0
