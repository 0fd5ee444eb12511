"""Somebody waits for a report: with a script it comes by itself, without one a link leads to it."""

import pytest
from playwright.sync_api import expect

from tests.fixtures.application import LiveServer
from tests.fixtures.browser import DESKTOP, PHONE, assert_accessible
from tests.fixtures.publications import THREE

from .conftest import Enter

STUDY = f"/dashboard/{THREE}"
PATIENCE = 240_000


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")])
def test_the_download_begins_by_itself_when_the_report_is_ready(
    enter: Enter, live_server: LiveServer, size: tuple[int, int], scheme: str
) -> None:
    page = enter(size=size, scheme=scheme)
    page.goto(f"{live_server.url}{STUDY}")
    with page.expect_download(timeout=PATIENCE) as download:
        page.get_by_role("link", name="Factsheet van één pagina").click()
        expect(page.get_by_role("status")).to_contain_text("Het wordt gemaakt.")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    assert download.value.suggested_filename == f"{THREE}-y2026-factsheet.pdf"
    expect(page.get_by_role("status")).to_contain_text("Het is klaar.")
    assert_accessible(page)
    with page.expect_download() as again:
        page.get_by_role("link", name="Downloaden").click()
    assert again.value.suggested_filename == download.value.suggested_filename


def test_without_javascript_a_link_looks_and_then_leads_to_it(enter: Enter, live_server: LiveServer) -> None:
    page = enter(javascript=False, size=PHONE)
    page.goto(f"{live_server.url}{STUDY}")
    page.get_by_role("link", name="Factsheet van één pagina").click()
    for _ in range(PATIENCE // 500):
        if page.get_by_role("link", name="Downloaden").count():
            break
        page.wait_for_timeout(500)
        page.get_by_role("link", name="Kijk of het klaar is").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Downloaden").click()
    assert download.value.suggested_filename == f"{THREE}-y2026-factsheet.pdf"
