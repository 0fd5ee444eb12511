"""Every state of the builder's pages owes what every page owes: axe, valid HTML, room on the smallest screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.fixtures.application import LiveServer
from tests.fixtures.browser import OpenPage
from tests.fixtures.node import Validator

from .duties import SMALLEST, judged
from .making import LIST, Maker, begun

NAMES = ("participant-satisfaction", "work-as-value")
ONE, OTHER = (f"{LIST}/{name}" for name in NAMES)

Way = Callable[[Maker], None]


def opened(path: str) -> Way:
    """A page as it is opened."""
    return lambda maker: maker.open(path)


def moved(maker: Maker) -> None:
    """Something was just done."""
    maker.open(ONE)
    maker.page.locator("#down-grade").click()
    maker.page.locator("#status p").wait_for()


def emptied(maker: Maker) -> None:
    """A question without its text."""
    maker.open(f"{ONE}/items/there")
    for field in maker.page.locator("textarea[name^='text:']").all():
        field.fill("")
    maker.page.locator("#troubles .problems").wait_for()


def wrong(maker: Maker) -> None:
    """A questionnaire with problems."""
    emptied(maker)
    maker.page.locator("button[value='save-done']").click()
    maker.page.locator("#problems").wait_for()


def met(maker: Maker) -> None:
    """Two windows met."""
    maker.open(f"{ONE}/heading")
    maker.page.locator("input[name=rev]").first.evaluate("each => { each.value = '99'; }")
    maker.page.locator("#minutes").fill("9")
    maker.page.locator(".savings button").click()
    maker.page.locator(".meeting").wait_for()
    maker.wrong.clear()  # The browser tells of the 409.


def refused(maker: Maker) -> None:
    """A text in which no questions can be found."""
    maker.open(f"{ONE}/source")
    maker.page.locator("#text").fill("pages: [")
    maker.page.locator("button[value=save]").click()
    maker.page.locator("[role=alert]").wait_for()
    maker.wrong.clear()  # The browser tells of the 422.


def unfolded(maker: Maker) -> None:
    """A question with everything unfolded."""
    maker.open(f"{ONE}/items/good")
    maker.page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true; })")


def begun_empty(maker: Maker) -> None:
    """A questionnaire without questions."""
    maker.open(f"{LIST}/new")
    maker.page.locator("#title").fill("Een nieuwe vragenlijst")
    maker.page.locator("form:has(#title) button").click()
    maker.page.locator(".empty").wait_for()


STATES: dict[str, tuple[Way, str, str]] = {
    "the list": (opened(LIST), "Klaar voor gebruik", "Ready to use"),
    "a new one": (opened(f"{LIST}/new"), "Begin zonder vragen", "Begin without questions"),
    "without questions": (begun_empty, "Voeg de eerste toe", "Add the first one"),
    "the outline": (opened(ONE), "Zoals mensen het zien", "As people see it"),
    "screens that are shared": (opened(OTHER), "Samen op één scherm", "Together on one screen"),
    "something was done": (moved, "is verplaatst", "was moved"),
    "problems": (wrong, "Te herstellen", "To mend"),
    "the gallery": (opened(f"{ONE}/add"), "Wat voor vraag?", "What kind of question?"),
    "a question": (opened(f"{ONE}/items/why_not"), "Voor wie", "For whom"),
    "a question, unfolded": (unfolded, "Korte naam", "Short name"),
    "a question that is empty": (emptied, "ontbreekt", "missing"),
    "a card": (opened(f"{OTHER}/items/value_develop"), "Vragen op de kaart", "Questions on the card"),
    "shared answers": (opened(f"{OTHER}/shared/importance"), "Gedeelde antwoorden", "Shared answers"),
    "title and settings": (opened(f"{ONE}/heading"), "Titel en instellingen", "Title and settings"),
    "texts": (opened(f"{ONE}/texts?to=ar"), "Teksten naast elkaar", "Texts side by side"),
    "versions": (opened(f"{ONE}/history"), "Versies", "Versions"),
    "a version": (opened(f"{ONE}/history/1"), "Versie 1", "Version 1"),
    "as text": (opened(f"{ONE}/source"), "De vragenlijst als tekst", "The questionnaire as text"),
    "as text, refused": (refused, "Niet opgeslagen", "Not saved"),
    "removing": (opened(f"{ONE}/remove"), "verwijderen?", "Remove"),
    "two windows": (met, "intussen gewijzigd", "changed this meanwhile"),
    "the preview": (opened(f"{ONE}/preview?item=grade"), "Welk cijfer", "Welk cijfer"),
}


@pytest.fixture(params=["nl", "en"])
def maker(live_server: LiveServer, open_page: OpenPage, request: pytest.FixtureRequest) -> Maker:
    """Somebody who has logged in, on the smallest phone, and reads Dutch or English."""
    begun(live_server, *NAMES)
    made = Maker(open_page(size=SMALLEST), live_server.url)
    made.log_in()
    made.open(f"{LIST}?lang={request.param}")
    return made


def markup(page: Page) -> str:
    """The page as it is now, with what a script made of it."""
    return f"<!doctype html>\n{page.evaluate('document.documentElement.outerHTML')}"


@pytest.mark.parametrize(("reach", "dutch", "english"), STATES.values(), ids=STATES)
def test_nobody_is_shut_out(maker: Maker, validator: Validator, reach: Way, dutch: str, english: str) -> None:
    language = maker.page.evaluate("document.documentElement.lang")
    reach(maker)
    spoken = "nl" if "/preview" in maker.page.url else language
    verdict = judged(maker.page, validator, markup(maker.page), spoken, [dutch if language == "nl" else english])
    assert verdict.wrong == {}
    assert maker.wrong == []
