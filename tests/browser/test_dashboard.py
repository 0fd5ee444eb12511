"""The dashboard in a real browser."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, expect

from tests.fixtures.application import LiveServer
from tests.fixtures.browser import DESKTOP, PHONE, OpenPage, assert_accessible
from tests.fixtures.publications import publish_replica
from tests.fixtures.staff import LEAD, PASSWORD, add_staff, stores_of

STUDY = "/dashboard/amsterdam-jobcoaching"
PAGES = ("/", STUDY, f"{STUDY}/grade", f"{STUDY}/grade?by=age_class", f"{STUDY}/gains?by=last_help", f"{STUDY}/there")
FIGURES = PAGES[2:]
INK = "rgb(27, 40, 37)"
BLACK = "rgb(0, 0, 0)"

Enter = Callable[..., Page]


@pytest.fixture
def enter(live_server: LiveServer, open_page: OpenPage) -> Iterator[Enter]:
    """Open a page as a program lead; what the browser complains about, or asks of others, fails the test."""
    databases = stores_of(live_server.app)
    with databases.studies() as studies, databases.responses() as responses:
        publish_replica(studies, responses)
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


def visit(page: Page, path: str) -> None:
    """Open a page of the same site and wait for its figure."""
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1", page.url) + path)
    if path in FIGURES:
        expect(page.locator("#figure .main-svg").first).to_be_visible()


def test_log_in_and_look_closer_with_the_keyboard_only(enter: Enter, live_server: LiveServer) -> None:
    page = enter()
    page.get_by_role("button", name="Uitloggen").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/login")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "email":
            break
    page.keyboard.type(LEAD)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/")
    page.get_by_role("link", name="Jobcoaching Amsterdam").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Jobcoaching Amsterdam")
    visit(page, f"{STUDY}/grade")
    chooser = page.get_by_label("Vergelijk groepen")
    chooser.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"\?by=\w+"))
    expect(page.locator("table")).to_contain_text("31")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_pages_are_accessible_and_fit(enter: Enter, size: tuple[int, int], scheme: str, tmp_path: Path) -> None:
    page = enter(size=size, scheme=scheme)
    for number, path in enumerate(PAGES):
        visit(page, path)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") == size[0], path
        page.screenshot(path=tmp_path / f"{number}.png", full_page=True)


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_the_figure_is_drawn_with_the_numbers_of_the_table(enter: Enter, size: tuple[int, int]) -> None:
    page = enter(size=size)
    visit(page, f"{STUDY}/grade?by=age_class")
    drawn = set(page.locator("#figure .bartext").all_text_contents())
    shares = page.locator("#numbers tbody td:nth-of-type(n+2)").all_inner_texts()
    written = {share.split()[0] for share in shares if "%" in share}
    assert {"53%", "68%", "75%", "74%"} <= drawn <= written
    bars = page.locator("#figure .bars path")
    assert bars.count() == len(drawn)
    widths = [round(box["width"]) for bar in bars.all() if (box := bar.bounding_box())]
    assert max(widths) > 2 * min(widths) > 0


def test_the_bands_of_the_grade_are_drawn(enter: Enter) -> None:
    page = enter()
    visit(page, f"{STUDY}/grade")
    expect(page.locator("#figure .bartext")).to_have_text(["9%", "19%", "72%"])
    expect(page.locator("#figure-key li")).to_have_text(["5 of lager", "6 en 7", "8 of hoger"])
    expect(page.locator("#figure .ytick")).to_contain_text("n=137")


def test_no_buttons_that_send_data_away(enter: Enter) -> None:
    page = enter()
    visit(page, f"{STUDY}/grade")
    page.locator("#figure").hover()
    assert page.locator("#figure .modebar-btn, #figure a, .plotly-cloud-dialog").count() == 0


def test_without_javascript_the_table_says_it_all(enter: Enter) -> None:
    page = enter(javascript=False, size=PHONE)
    page.goto(page.url + STUDY[1:])
    page.get_by_role("link", name="Cijfer voor de hulp").last.click()
    page.get_by_label("Vergelijk groepen").select_option("age_class")
    page.get_by_role("button", name="Toon").click()
    expect(page.locator("table")).to_contain_text("75%")
    expect(page.locator("figure")).to_be_hidden()


def test_the_figure_is_described_by_its_sentence_and_its_table(enter: Enter) -> None:
    page = enter()
    visit(page, f"{STUDY}/grade")
    figure = page.get_by_role("img", name="Cijfer voor de hulp")
    described = str(figure.get_attribute("aria-describedby")).split()
    assert all(page.locator(f"#{each}").inner_text().strip() for each in described)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_there_is_dark_ink_and_no_navigation(enter: Enter, scheme: str) -> None:
    page = enter(scheme=scheme)
    visit(page, f"{STUDY}/grade")
    page.emulate_media(media="print")
    for away in (".bar", ".chooser", ".others", ".trail"):
        expect(page.locator(away)).to_be_hidden()
    expect(page.locator("table")).to_be_visible()
    expect(page.locator("#figure")).to_be_visible()
    expect(page.locator("table td").first).to_have_css("color", BLACK)
    expect(page.locator("#figure .ytick text")).to_have_css("fill", INK)
