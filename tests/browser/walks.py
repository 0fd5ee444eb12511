"""Walks through a whole questionnaire, from the link to the thank-you."""

import re
from collections.abc import Callable

from survey.questionnaires.definition import Questionnaire

from .filling import fill
from .keyboard import Keyboard
from .visitor import Visitor

MOST_OPTIONS = 6
PLACE = re.compile(r"/answer/\w+/(\w+)")

Onward = Callable[[str, int], None]
"""Answers a page with the option of that number, and presses the button with these words."""


def with_mouse(visitor: Visitor) -> Onward:
    """Somebody with a mouse or a finger."""

    def onward(words: str, nth: int) -> None:
        fill(visitor.page, nth)
        with visitor.page.expect_navigation():
            visitor.page.get_by_role("button", name=words, exact=True).click()

    return onward


def with_keyboard(keyboard: Keyboard) -> Onward:
    """Somebody without a mouse."""
    return keyboard.onward


def walk(visitor: Visitor, onward: Onward, nth: int, seen: Callable[[str], None] = lambda _: None) -> list[str]:
    """Go all the way and return the ids of the pages; `seen` is told of each before it is answered.

    Raises:
        AssertionError: the way does not end, or ends elsewhere.
    """
    visitor.open(visitor.link.path)
    onward(visitor.says("Start"), nth)
    way: list[str] = []
    while place := PLACE.search(visitor.page.url):
        assert way.count(place[1]) < 2, f"no way on: {visitor.page.locator('main').inner_text()}"
        way.append(place[1])
        seen(place[1])
        last = visitor.page.get_by_role("button", name=visitor.says("Send"), exact=True).count()
        onward(visitor.says("Send" if last else "Continue"), nth)
    assert visitor.page.get_by_role("heading", level=1).inner_text() == visitor.says("Thank you!")
    return list(dict.fromkeys(way))


def pages(questionnaire: Questionnaire) -> set[str]:
    """The pages on which something is shown."""
    return {page.id for page in questionnaire.pages if any(item.is_shown for item in page.items)}
