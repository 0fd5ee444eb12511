"""Pictures of every page of every questionnaire in the library, in every language, on the smallest phone.

`make pictures` writes them to build/pictures, one folder for each questionnaire and language, with sheets of twenty
to look at.
"""

import logging
import math
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page

from survey.questionnaires.catalogue import questionnaire, shipped_questionnaires
from survey.questionnaires.definition import Questionnaire
from tests.fixtures.browser import PHONE

from .field import Field, toured
from .states import EVERY
from .visitor import Visitor
from .walks import MOST_OPTIONS, pages, walk, with_mouse

FOLDER = Path(__file__).parents[2] / "build" / "pictures"
NARROW = (320, 640)
ON_A_SHEET, COLUMNS = 20, 10
START, END = "start", "thank-you"


class Camera:
    """Takes a picture of each page once, in the order in which pages are met."""

    def __init__(self, visitor: Visitor, folder: Path, taken: set[str]) -> None:
        self.visitor, self.folder, self.taken = visitor, folder, taken

    def __call__(self, page_id: str) -> None:
        """Take the page, if it was not taken yet."""
        if page_id in self.taken:
            return
        self.taken.add(page_id)
        name = f"{len(self.taken):02}-{page_id}.png"
        self.visitor.page.screenshot(path=self.folder / name, full_page=True)


def opened(browser: Browser, size: tuple[int, int] = NARROW) -> Page:
    """A blank page."""
    viewport = {"width": size[0], "height": size[1]}
    context = browser.new_context(viewport=viewport, reduced_motion="reduce")  # type: ignore[arg-type]
    return context.new_page()


def photograph(field: Field, browser: Browser, asked: Questionnaire, language: str) -> Path:
    """Walk through the questionnaire, with one answer after the other, until every page was taken."""
    folder = FOLDER / asked.id / language
    folder.mkdir(parents=True)
    taken: set[str] = set()
    for nth in range(MOST_OPTIONS):
        visitor = field.visitor(opened(browser), language, asked)
        camera = Camera(visitor, folder, taken)
        visitor.open(visitor.link.path)
        camera(START)
        walk(visitor, with_mouse(visitor), nth, camera)
        camera(END)
        visitor.page.context.close()
        if taken >= pages(asked):
            break
    return folder


def sheets(browser: Browser, folder: Path) -> None:
    """Put the pictures beside each other."""
    pictures = sorted(folder.glob("[0-9]*.png"))
    page = opened(browser, (COLUMNS * NARROW[0], PHONE[1]))
    for number in range(math.ceil(len(pictures) / ON_A_SHEET)):
        some = pictures[number * ON_A_SHEET : (number + 1) * ON_A_SHEET]
        shown = "".join(
            f"<img src='{each.as_uri()}' style='width:{100 / COLUMNS}%;vertical-align:top'>" for each in some
        )
        sheet = folder / "sheet.html"
        sheet.write_text(f"<body style='margin:0;background:#888'>{shown}", encoding="utf-8")
        page.goto(sheet.as_uri())
        page.screenshot(path=folder / f"sheet-{number + 1}.png", full_page=True)
        sheet.unlink()
    page.context.close()


def main() -> None:
    """Take all."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    shutil.rmtree(FOLDER, ignore_errors=True)
    with toured() as (field, browser):
        for asked in [EVERY, *map(questionnaire, shipped_questionnaires())]:
            for language in asked.languages:
                folder = photograph(field, browser, asked, language)
                sheets(browser, folder)
                sys.stdout.write(f"{folder}: {len(list(folder.glob('[0-9]*.png')))} pages\n")


if __name__ == "__main__":
    main()
