"""A newcomer's walk through the demo on a phone: mailbox, link, every page, thank-you, received; then the dashboard."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.browser import DESKTOP, OpenPage
from tests.fixtures.demo import Demo

ONWARD = re.compile("^(Verder|Versturen)$")


def answer(page: Page, pictures: Path) -> list[str]:
    """Answer every page with its first real option; the questions that were asked, in order."""
    asked: list[str] = []
    while "/thanks/" not in page.url:
        asked.append(page.get_by_role("heading", level=1).inner_text())
        options = page.locator("main input[type=radio], main input[type=checkbox]")
        if options.count():
            page.locator("main label").first.click()
        page.screenshot(path=pictures / f"{len(asked):02}.png", full_page=True)
        before = page.url
        page.get_by_role("button", name=ONWARD).click()
        page.wait_for_url(lambda url, before=before: url != before)  # type: ignore[misc]
        assert len(asked) < 40, f"no end after {asked}"
    return asked


def test_a_newcomer_walks_from_the_mailbox_to_the_dashboard(demo: Demo, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page()
    page.goto(demo.mailbox)
    page.get_by_text("deelnemer@werkpeil.example").first.click()
    page.screenshot(path=tmp_path / "mail.png", full_page=True)
    with page.expect_navigation():
        page.frame_locator("iframe").get_by_role("link").first.click()
    assert "/a/" in page.url
    page.get_by_role("button", name="Start").click()
    asked = answer(page, tmp_path)
    assert len(asked) >= 14
    assert len(set(asked)) == len(asked), "no question twice"
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("dank", re.IGNORECASE))
    page.goto(demo.link)
    expect(page.locator("main")).to_contain_text(re.compile("ontvangen", re.IGNORECASE))


@pytest.mark.parametrize("role", ["program_lead", "owner"])
def test_staff_log_in_and_see_the_replica(demo: Demo, open_page: OpenPage, role: str) -> None:
    page = open_page(size=DESKTOP)
    page.goto(demo.dashboard)
    email, password = demo.logins[role]
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", password)
    page.keyboard.press("Enter")
    page.wait_for_url(demo.dashboard)
    main = page.locator("main")
    for figure in ("8,0", "9%", "19%", "72%", "81%", "65%"):
        expect(main).to_contain_text(re.compile(figure.replace("%", r"\s?%")))
