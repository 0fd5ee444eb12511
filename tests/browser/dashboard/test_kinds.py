"""Every kind of figure in a browser: accessible and whole, on a phone and at a desk, by day, by night and on paper."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from survey.cli.frame import Survey
from tests.fixtures.application import LiveServer, served
from tests.fixtures.browser import DESKTOP, PHONE, OpenPage, assert_accessible
from tests.fixtures.staff import LEAD, PASSWORD

STUDY = "/dashboard/jobcoaching"
KINDS = (
    STUDY,
    f"{STUDY}/capability",
    f"{STUDY}/capability.values",
    f"{STUDY}/capability?by=age_class",
    f"{STUDY}/change_participants",
    f"{STUDY}/change_coaches",
    f"{STUDY}/grades_compared",
    f"{STUDY}/hours_worker",
    f"{STUDY}/work_over_time",
    f"{STUDY}/work_flow",
    f"{STUDY}/yield",
    "/dashboard/needs-by-role",
    "/dashboard/needs-by-role/needs_by_role",
    "/dashboard/needs-by-role/needs?by=role",
)
LOOKS = [(PHONE, "light"), (PHONE, "dark"), (DESKTOP, "light"), (DESKTOP, "dark")]
WIDER = "each => each.scrollWidth > each.clientWidth + 1"
CROSSED = """() => [...document.querySelectorAll(".drawing svg")].flatMap(svg => {
  if (!svg.checkVisibility()) return [];
  const boxes = [...svg.querySelectorAll("text")].map(each => each.getBoundingClientRect());
  return boxes.flatMap((one, place) => boxes.slice(place + 1).filter(other =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 4 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 4).map(other => `${one.left} ${other.left}`));
})"""
"""Words of a drawing that lie over each other."""


@pytest.fixture(scope="module")
def site(closed_studies: Survey) -> Iterator[LiveServer]:
    """The closed studies, served."""
    with served(closed_studies.settings) as server:
        yield server


@pytest.fixture
def page(site: LiveServer, open_page: OpenPage) -> Page:
    """A program lead's browser."""
    found = open_page()
    found.goto(f"{site.url}/")
    found.get_by_label("E-mailadres").fill(LEAD)
    found.get_by_label("Wachtwoord").fill(PASSWORD)
    found.get_by_role("button", name="Inloggen").click()
    found.wait_for_url(f"{site.url}/")
    return found


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_every_kind_is_accessible_and_fits(page: Page, site: LiveServer, size: tuple[int, int], scheme: str) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in KINDS:
        page.goto(f"{site.url}{path}")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") == size[0], path


def test_on_a_desk_no_table_hides_a_column(page: Page, site: LiveServer) -> None:
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    for path in KINDS:
        page.goto(f"{site.url}{path}")
        assert not [path for each in page.locator(".scroll").all() if each.evaluate(WIDER)], path


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_no_words_of_a_drawing_lie_over_each_other(page: Page, site: LiveServer, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for path in ("/dashboard/needs-by-role/needs_by_role", f"{STUDY}/work_over_time", f"{STUDY}/capability.values"):
        page.goto(f"{site.url}{path}")
        assert page.evaluate(CROSSED) == [], path


def test_every_kind_prints_with_its_figure_and_its_table(page: Page, site: LiveServer) -> None:
    page.emulate_media(media="print")
    for path in (path for path in KINDS if path.count("/") > 2):
        page.goto(f"{site.url}{path}")
        assert page.locator(".drawing .plot svg:visible").count(), path
        assert page.locator("table:visible").count(), path
        assert not page.locator(".others:visible, .chooser:visible, .takings:visible").count(), path


def test_the_numbers_of_a_drawing_are_those_of_its_table(page: Page, site: LiveServer) -> None:
    for path in (path for path in KINDS if path.count("/") > 2):
        page.goto(f"{site.url}{path}")
        for exhibit in page.locator(".exhibit").all():
            cells = exhibit.locator("tbody td, tfoot td").all_inner_texts()
            written = {cell.split()[0] for cell in cells if cell.strip()}
            words = exhibit.locator("svg:visible title").all_text_contents()
            told = {number for each in words for number in re.findall(r": (-?[\d.,]*\d%?)", each)}
            assert told, path
            assert told <= written, (path, told - written)
