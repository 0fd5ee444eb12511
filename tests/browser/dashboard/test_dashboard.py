"""The dashboard in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.fixtures.application import LiveServer
from tests.fixtures.browser import DESKTOP, PHONE, assert_accessible
from tests.fixtures.publications import THREE
from tests.fixtures.staff import LEAD, PASSWORD

from .conftest import Enter

STUDY = "/dashboard/amsterdam-jobcoaching"
WAVES = f"/dashboard/{THREE}"
FIGURES = (
    f"{STUDY}/grade",
    f"{STUDY}/grade?by=age_class",
    f"{STUDY}/gains",
    f"{STUDY}/gains?by=age_class",
    f"{STUDY}/there",
    f"{STUDY}/age_class",
    f"{WAVES}/yield?by=age_class&wave=y2026&beside={THREE}/y2025",
)
PAGES = ("/", STUDY, WAVES, f"/results/{THREE}/y2026", *FIGURES)
INK = re.compile(r"rgb\((27, 40, 37|0, 0, 0)\)")


def visit(page: Page, path: str) -> None:
    """Open a page of the same site and wait for its figure."""
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1", page.url) + path)
    if path in FIGURES:
        expect(drawing(page)).to_be_visible()


def drawing(page: Page) -> Locator:
    """The drawing that can be seen: the wide one, or the one for a phone."""
    return page.locator(".drawing .plot svg:visible").first


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
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"[?&]by=\w+"))
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
def test_every_figure_has_the_numbers_of_its_table(enter: Enter, size: tuple[int, int]) -> None:
    page = enter(size=size)
    for path in FIGURES:
        visit(page, path)
        for exhibit in page.locator(".exhibit").all():
            cells = exhibit.locator("tbody td, tfoot td").all_inner_texts()
            written = {cell.split()[0] for cell in cells if cell.strip()}
            told = [text.rpartition(": ")[2] for text in exhibit.locator("svg:visible title").all_text_contents()]
            assert told, path
            assert set(told) <= written, path
            drawn = exhibit.locator("svg:visible text:not(.soft)").all_text_contents()
            assert {text for text in drawn if re.fullmatch(r"\d+%", text)} <= written, path


def test_bars_are_as_long_as_their_numbers(enter: Enter) -> None:
    page = enter()
    visit(page, f"{STUDY}/grade")
    boxes = [box["width"] for bar in drawing(page).locator(".mark rect").all() if (box := bar.bounding_box())]
    assert [round(100 * width / sum(boxes)) for width in boxes] == [9, 19, 72]


def test_the_bands_of_the_grade_are_drawn(enter: Enter) -> None:
    page = enter()
    visit(page, f"{STUDY}/grade")
    expect(drawing(page).locator("text.on")).to_have_text(["9%", "19%", "72%"])
    texts = drawing(page).locator("text").all_text_contents()
    assert {"5 of lager", "6 en 7", "8 of hoger"} <= set(texts)
    assert "(n=137)" in " ".join(texts)


def test_the_numbers_of_a_figure_are_pointed_at_one_by_one_with_the_keyboard(enter: Enter) -> None:
    page = enter(size=PHONE)
    visit(page, f"{STUDY}/grade")
    page.get_by_role("button", name="Volgend getal").focus()
    page.keyboard.press("Enter")
    status = page.locator(".hands [role=status]")
    expect(status).to_have_text("Cijfer voor de hulp (n=137), 5 of lager: 9%")
    page.keyboard.press("Enter")
    expect(status).to_have_text("Cijfer voor de hulp (n=137), 6 en 7: 19%")
    expect(page.locator(".pointed:visible")).to_have_count(1)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(status).to_have_text("Cijfer voor de hulp (n=137), 5 of lager: 9%")


def test_plotly_is_loaded_only_when_somebody_zooms_in_and_sends_nothing_away(enter: Enter) -> None:
    page = enter()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    visit(page, f"{STUDY}/grade")
    assert not any("plotly" in url for url in asked)
    page.get_by_role("button", name="Inzoomen").click()
    expect(page.locator(".zoom .main-svg").first).to_be_visible(timeout=30_000)
    expect(page.locator(".zoom .bartext")).to_have_text(["9%", "19%", "72%"])
    page.locator(".zoom").hover()
    assert page.locator(".zoom .modebar-btn, .zoom a, .plotly-cloud-dialog").count() == 0
    assert any("plotly" in url for url in asked)
    page.get_by_role("button", name="Terug naar de tekening").click()
    expect(drawing(page)).to_be_visible()


def test_what_plotly_draws_is_what_the_drawing_shows(enter: Enter) -> None:
    page = enter()
    for path in (f"{STUDY}/gains", f"{STUDY}/gains?by=age_class", f"{STUDY}/there"):
        visit(page, path)
        shown = drawing(page).locator("text").all_text_contents()
        shown += [told.rpartition(": ")[2] for told in drawing(page).locator("title").all_text_contents()]
        page.get_by_role("button", name="Inzoomen").click()
        expect(page.locator(".zoom .main-svg").first).to_be_visible(timeout=30_000)
        drawn = page.locator(".zoom .bartext, .zoom .annotation-text, .zoom .textpoint").all_text_contents()
        numbers = [text for text in drawn if text.strip().endswith("%")]
        assert numbers
        assert set(numbers) <= set(shown), path


@pytest.mark.parametrize("form", ["png", "svg", "csv", "xlsx"])
def test_without_javascript_the_drawing_the_table_and_the_files_say_it_all(
    enter: Enter, form: str, tmp_path: Path
) -> None:
    page = enter(javascript=False, size=PHONE)
    page.goto(page.url + STUDY[1:])
    page.get_by_role("link", name="Cijfer voor de hulp").last.click()
    page.get_by_label("Vergelijk groepen").select_option("age_class")
    page.get_by_role("button", name="Toon").click()
    expect(page.locator("table")).to_contain_text("75%")
    expect(drawing(page)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name=form.upper()).click()
    assert download.value.suggested_filename == f"grade-age_class.{form}"
    download.value.save_as(tmp_path / form)
    assert (tmp_path / form).stat().st_size > 300


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
    for away in (".bar", ".chooser", ".others", ".trail", ".hands", ".takings"):
        expect(page.locator(away)).to_be_hidden()
    expect(page.locator("table")).to_be_visible()
    expect(drawing(page)).to_be_visible()
    expect(page.locator("table td").first).to_have_css("color", INK)
    expect(drawing(page).locator("text.ink").first).to_have_css("fill", INK)
