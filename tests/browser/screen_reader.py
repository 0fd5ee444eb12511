"""What a screen reader has of each kind of item: `make screen-reader` prints it and keeps it in docs/screen-reader."""

import logging
import sys
from pathlib import Path

from playwright.sync_api import Page

from .field import Field, toured
from .states import EVERY, PAGES

KEPT = Path(__file__).parents[2] / "docs" / "screen-reader"
LANGUAGE = "nl"


def heard(field: Field, page: Page, page_id: str) -> str:
    """The accessibility tree of what is in the page itself, as text."""
    visitor = field.visitor(page, LANGUAGE, EVERY)
    visitor.turn_to(page_id)
    return page.locator("main").aria_snapshot() + "\n"


def main() -> None:
    """Print all, and keep them."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    KEPT.mkdir(parents=True, exist_ok=True)
    with toured() as (field, browser):
        for page_id in PAGES:
            context = browser.new_context(locale="nl-NL")
            tree = heard(field, context.new_page(), page_id)
            context.close()
            (KEPT / f"{page_id}.yaml").write_text(tree, encoding="utf-8")
            sys.stdout.write(f"--- {page_id}\n{tree}\n")


if __name__ == "__main__":
    main()
