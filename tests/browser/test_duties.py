"""What a page owes can be broken, and is then found."""

import pytest
from playwright.sync_api import Page

from tests.fixtures.browser import OpenPage
from tests.fixtures.node import Validator

from .duties import SMALLEST, Verdict, judged

STYLE = "<style>button, input { min-width: 44px; min-height: 44px; max-width: 100% }</style>"
QUESTION = "Wat is uw beroep?"
PAGE = f"""<!doctype html>
<html lang="nl" dir="ltr">
<head><meta name="viewport" content="width=device-width"><title>Vraag</title>{STYLE}</head>
<body><main><h1>{QUESTION}</h1>
<form method="post">
<p><label for="work">Uw beroep</label> <input id="work" type="text" name="work"></p>
<p><button type="submit">Verder</button></p>
</form></main></body>
</html>
"""

BROKEN = {
    "a field without a label": ('<label for="work">Uw beroep</label>', "<b>Uw beroep</b>", "axe"),
    "text that cannot be told from its paper": ("<h1>", "<h1 style='color: #bbb'>", "axe"),
    "a question that is not there": (f"<h1>{QUESTION}</h1>", "<h1>Vraag 1</h1>", "words"),
    "a question that is hidden": (f"<h1>{QUESTION}</h1>", f"<h1>Vraag 1<span hidden>{QUESTION}</span></h1>", "words"),
    "an element that is not closed": ("</p>\n<p>", "\n<div>", "HTML"),
    "an id that is there twice": ("<main>", '<main id="work">', "HTML"),
    "another language": ('lang="nl"', 'lang="en"', "language"),
    "the wrong direction": ('dir="ltr"', 'dir="rtl"', "direction"),
    "a button of 20 pixels": ("<button", "<button style='all: unset; font-size: 12px; height: 20px'", "targets"),
    "a line that does not wrap": ("<h1>", "<h1 style='white-space: nowrap; width: 500px'>", "fits 320 x 568"),
    "a word that is broken off": ("<h1>", "<h1 style='overflow-wrap: anywhere; width: 1.5em'>", "unbroken words"),
    "a box that is too low for spaced text": (
        "<h1>",
        "<h1 style='height: 2.3em; line-height: 1.1; overflow: hidden'>",
        "fits with spaced text",
    ),
    "a word that only fits when it is small": (QUESTION, QUESTION + " Arbeidsongeschiktheid", "fits with large text"),
}


def shown(page: Page, validator: Validator, markup: str) -> Verdict:
    """The verdict on a page."""
    page.set_content(markup)
    return judged(page, validator, markup, "nl", [QUESTION])


def test_a_good_page_is_good(open_page: OpenPage, validator: Validator) -> None:
    verdict = shown(open_page(size=SMALLEST), validator, PAGE)
    assert verdict.wrong == {}
    assert verdict.rules > 10


@pytest.mark.parametrize(("good", "bad", "duty"), BROKEN.values(), ids=BROKEN)
def test_found(open_page: OpenPage, validator: Validator, good: str, bad: str, duty: str) -> None:
    assert good in PAGE
    verdict = shown(open_page(size=SMALLEST), validator, PAGE.replace(good, bad))
    assert duty in verdict.wrong


def test_a_verdict_without_words_to_read_is_no_verdict(open_page: OpenPage, validator: Validator) -> None:
    page = open_page(size=SMALLEST)
    page.set_content(PAGE)
    assert judged(page, validator, PAGE, "nl", []).wrong == {"words": ["no words were asked for"]}
