"""The pictures in the README, made from a fresh demo: `make screenshots`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.fixtures.browser import DESKTOP, PHONE, QUIET
from tests.fixtures.chromium import find
from tests.fixtures.demo import Demo, running

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"


def opened(browser: Browser, size: tuple[int, int]) -> Page:
    """A blank page of `size`, in Dutch."""
    width, height = size
    return browser.new_context(viewport={"width": width, "height": height}, locale="nl-NL").new_page()


def question(browser: Browser, demo: Demo) -> None:
    """A participant's phone: the grade."""
    page = opened(browser, PHONE)
    page.goto(demo.link)
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="Verder").click()
    page.locator("label", has_text="8").first.click()
    page.screenshot(path=PICTURES / "question.png")


def dashboard(browser: Browser, demo: Demo) -> None:
    """A program lead's screen: the overview."""
    page = opened(browser, DESKTOP)
    page.goto(demo.dashboard)
    email, password = demo.logins["program_lead"]
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", password)
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_url(demo.dashboard)
    page.screenshot(path=PICTURES / "dashboard.png")


def main() -> None:
    """Make both."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder) / "instance") as demo,
        sync_playwright() as starter,
    ):
        browser = starter.chromium.launch(executable_path=find(), args=QUIET, chromium_sandbox=False)
        question(browser, demo)
        dashboard(browser, demo)
        browser.close()
    sys.stdout.write(f"Pictures are in {PICTURES}\n")


if __name__ == "__main__":
    main()
