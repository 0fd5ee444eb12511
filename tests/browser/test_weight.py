"""A question page is light, and comes from one place only."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.fixtures.browser import OpenPage

from .field import Field
from .states import EVERY, PAGES

HEAVIEST = 60_000
"""Bytes over the line, headers included, for the first page that a browser ever sees of us."""


HEAVY = ("value_card", "multiple_choice")
"""What `make test` weighs."""


def pages() -> list[object]:
    """Every page; all but the heavy ones are for `make test-full`."""
    return [pytest.param(each, marks=() if each in HEAVY else pytest.mark.full) for each in PAGES]


@dataclass
class Line:
    """What came over the line: bytes by address."""

    addresses: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, page: Page) -> "Line":
        """Listen to what the browser itself counts."""
        line = cls()
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.on("Network.requestWillBeSent", line._sent)
        devtools.on("Network.loadingFinished", line._came)
        return line

    def _sent(self, event: dict[str, Any]) -> None:
        self.addresses[event["requestId"]] = event["request"]["url"]

    def _came(self, event: dict[str, Any]) -> None:
        self.sizes[event["requestId"]] = int(event["encodedDataLength"])

    def weight(self) -> int:
        """All bytes."""
        return sum(self.sizes.values())

    def elsewhere(self, url: str) -> list[str]:
        """What was asked of others than `url`."""
        return [each for each in self.addresses.values() if not each.startswith((url, "data:"))]


@pytest.mark.parametrize("page_id", pages())
def test_the_first_question_that_a_browser_sees_is_light(
    field: Field, open_page: OpenPage, browser: Browser, page_id: str
) -> None:
    visitor = field.visitor(open_page(), "nl", EVERY)
    visitor.turn_to(page_id)
    fresh = browser.new_context(storage_state=visitor.page.context.storage_state())
    page = fresh.new_page()
    line = Line.of(page)
    page.goto(visitor.page.url, wait_until="networkidle")
    assert visitor.says("Continue" if page_id != "open_text" else "Send") in page.locator("main").inner_text()
    fresh.close()
    assert 3_000 < line.weight() < HEAVIEST
    assert line.elsewhere(field.server.url) == []


def test_a_picture_from_elsewhere_is_noticed(field: Field, open_page: OpenPage) -> None:
    visitor = field.visitor(open_page(), "nl", EVERY)
    line = Line.of(visitor.page)
    visitor.turn_to("consent")
    elsewhere = field.server.url.replace("127.0.0.1", "localhost") + "/elsewhere.png"
    visitor.page.set_content(f'<main><h1>Vraag</h1><img src="{elsewhere}" alt=""></main>', wait_until="networkidle")
    assert visitor.strange() == [elsewhere]
    assert line.elsewhere(field.server.url) == [elsewhere]
