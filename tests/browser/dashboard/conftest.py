"""A program lead at a browser, in front of the published studies."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request

from tests.fixtures.application import LiveServer
from tests.fixtures.browser import DESKTOP, OpenPage
from tests.fixtures.databases import Urls
from tests.fixtures.published import copied
from tests.fixtures.staff import LEAD, PASSWORD, add_staff

Enter = Callable[..., Page]


@pytest.fixture
def urls(four_publications: Urls, tmp_path: Path) -> Urls:
    """A copy of the published studies for each test."""
    return copied(four_publications, tmp_path)


@pytest.fixture
def enter(live_server: LiveServer, open_page: OpenPage) -> Iterator[Enter]:
    """Open a page as a program lead; what the browser complains about, or asks of others, fails the test."""
    add_staff(live_server.app)
    wrong: list[str] = []

    def _heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            wrong.append(message.text)

    def _asked(request: Request) -> None:
        if not request.url.startswith((live_server.url, "data:", "blob:")):
            wrong.append(f"asked for {request.url}")

    def _enter(*, javascript: bool = True, size: tuple[int, int] = DESKTOP, scheme: str = "light") -> Page:
        page = open_page(javascript=javascript, size=size)
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.on("console", _heard)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", _asked)
        page.goto(f"{live_server.url}/")
        page.get_by_label("E-mailadres").fill(LEAD)
        page.get_by_label("Wachtwoord").fill(PASSWORD)
        page.get_by_role("button", name="Inloggen").click()
        page.wait_for_url(f"{live_server.url}/")
        return page

    yield _enter
    assert wrong == []
