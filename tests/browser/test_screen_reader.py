"""What a screen reader has of each kind of item is what somebody read for sense and kept in docs/screen-reader."""

import pytest

from tests.fixtures.browser import OpenPage

from .field import Field
from .screen_reader import KEPT, heard
from .states import PAGES


@pytest.mark.parametrize("page_id", PAGES)
def test_it_says_what_was_kept(field: Field, open_page: OpenPage, page_id: str) -> None:
    kept = (KEPT / f"{page_id}.yaml").read_text(encoding="utf-8")
    assert heard(field, open_page(), page_id) == kept, "read `git diff` after `make screen-reader`"


def test_a_label_that_is_gone_is_noticed(field: Field, open_page: OpenPage) -> None:
    page = open_page()
    before = heard(field, page, "short_text")
    page.locator("main label").evaluate("each => each.replaceWith(...each.childNodes)")
    after = page.locator("main").aria_snapshot()
    assert 'textbox "Wat is uw beroep?"' in before
    assert 'textbox "Wat is uw beroep?"' not in after
