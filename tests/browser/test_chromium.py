"""The browser of the tests is a real Chromium that can do without JavaScript, and can be told what is wrong."""

import pytest

from tests.fixtures.browser import OpenPage, assert_accessible, violations

SCRIPTED = "<main><h1>Zonder</h1></main><script>document.querySelector('h1').textContent = 'Met'</script>"
GOOD = (
    "<!doctype html><html lang=nl><title>Vraag</title><main><h1>Vraag</h1>"
    "<label for=a>Naam</label><input id=a></main></html>"
)


@pytest.mark.parametrize(("javascript", "heading"), [(True, "Met"), (False, "Zonder")])
def test_javascript_can_be_switched_off(open_page: OpenPage, javascript: bool, heading: str) -> None:
    page = open_page(javascript=javascript)
    page.set_content(SCRIPTED)
    assert page.locator("h1").inner_text() == heading


def test_a_page_is_as_wide_as_a_phone(open_page: OpenPage) -> None:
    page = open_page()
    assert page.evaluate("[innerWidth, navigator.language]") == [390, "nl-NL"]


def test_an_accessible_page_passes(open_page: OpenPage) -> None:
    page = open_page()
    page.set_content(GOOD)
    assert_accessible(page)


def test_a_field_without_a_label_is_found(open_page: OpenPage) -> None:
    page = open_page()
    page.set_content(GOOD.replace("<label for=a>Naam</label>", ""))
    assert [line.split(":")[0] for line in violations(page)] == ["label"]


def test_an_empty_page_does_not_pass(open_page: OpenPage) -> None:
    page = open_page()
    page.set_content("<!doctype html><html lang=nl><title>Leeg</title><main></main></html>")
    with pytest.raises(AssertionError, match="no visible text"):
        assert_accessible(page)
