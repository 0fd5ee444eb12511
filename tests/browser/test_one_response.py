"""Back, refresh, double tap, two tabs, two devices and a lost connection: one response each time, and nothing lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import func, select

from survey.extensions import Stores
from survey.storage.responses import OpenText, Response
from tests.fixtures.application import LiveServer
from tests.fixtures.browser import OpenPage

from .field import Field
from .states import EVERY
from .visitor import Visitor

TEXT = "Mijn coach was er altijd, ook op maandag."
LAST = "open_text"


def stored(server: LiveServer) -> tuple[int, int]:
    """How many responses there are, and how many of the texts are the one that these tests write."""
    stores: Stores = server.app.extensions["stores"]
    with stores.responses() as session:
        responses = session.scalar(select(func.count()).select_from(Response)) or 0
        texts = session.scalar(select(func.count()).select_from(OpenText).where(OpenText.text == TEXT)) or 0
        session.rollback()
    return responses, texts


@pytest.fixture
def somebody(field: Field, open_page: OpenPage) -> Visitor:
    """Somebody on the last page, who has written something."""
    visitor = field.visitor(open_page(), "nl", EVERY)
    write(visitor)
    return visitor


def write(visitor: Visitor) -> None:
    """Write something on the last page."""
    visitor.turn_to(LAST)
    visitor.page.get_by_role("textbox").fill(TEXT)


def other(visitor: Visitor, page: Page) -> Visitor:
    """The same person, in another tab or on another device."""
    return Visitor(page, visitor.server, visitor.link, visitor.language)


def send(visitor: Visitor) -> None:
    visitor.press("Send")


def back_and_again(visitor: Visitor) -> None:
    """Send, go back in the browser, and send again if that is still possible."""
    send(visitor)
    visitor.page.go_back()
    if visitor.button("Send").count():
        send(visitor)


def refreshed(visitor: Visitor) -> None:
    """Send, and reload what comes."""
    send(visitor)
    visitor.page.reload()


def tapped_twice(visitor: Visitor) -> None:
    """Two taps in quick succession."""
    with visitor.page.expect_navigation(url="**/thanks/**"):
        visitor.button("Send").dblclick()


def in_two_tabs(visitor: Visitor) -> None:
    """The same page in two tabs, sent from both."""
    tab = other(visitor, visitor.page.context.new_page())
    write(tab)
    send(visitor)
    send(tab)
    visitor.page = tab.page


def connection_lost_on_the_way_there(visitor: Visitor) -> None:
    """No connection when the button is pressed; the page says so, and the button works once there is one."""
    visitor.page.context.set_offline(offline=True)
    visitor.button("Send").click()
    expect(visitor.page.locator("#unreachable")).to_be_visible()
    visitor.page.context.set_offline(offline=False)
    expect(visitor.page.get_by_role("textbox")).to_have_value(TEXT)
    send(visitor)


def connection_lost_on_the_way_back(visitor: Visitor) -> None:
    """The answer of the server is lost; reloading asks again."""

    def swallow(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort("connectionreset")

    visitor.page.route("**/answer/**", swallow, times=1)
    visitor.button("Send").click()
    expect(visitor.page.locator("#main-frame-error")).to_be_visible()  # The browser says so itself.
    visitor.page.reload()


WAYS: list[Callable[[Visitor], None]] = [
    send,
    back_and_again,
    refreshed,
    tapped_twice,
    in_two_tabs,
    connection_lost_on_the_way_there,
    connection_lost_on_the_way_back,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_there_is_one_response_with_what_was_written(somebody: Visitor, way: Callable[[Visitor], None]) -> None:
    responses, texts = stored(somebody.server)
    way(somebody)
    assert stored(somebody.server) == (responses + 1, texts + 1)
    somebody.open(somebody.link.path)
    expect(somebody.page.get_by_role("heading", level=1)).to_have_text(somebody.says("Your answers have been received"))


def test_two_devices_send_one_response_together(field: Field, open_page: OpenPage) -> None:
    phone = field.visitor(open_page(), "nl", EVERY)
    responses, texts = stored(phone.server)
    phone.turn_to("short_text")
    phone.page.get_by_role("textbox").fill("Bakker")
    phone.press("Continue")
    computer = other(phone, open_page(size=(1280, 900)))
    computer.open(computer.link.path)
    computer.press("Go on")
    computer.page.goto(computer.server.url + computer.link.page("short_text"))
    expect(computer.page.get_by_role("textbox")).to_have_value("Bakker")
    computer.page.goto(computer.server.url + computer.link.page(LAST))
    computer.page.get_by_role("textbox").fill(TEXT)
    computer.press("Send")
    phone.press("Continue")
    expect(phone.page.get_by_role("heading", level=1)).to_have_text(phone.says("Thank you!"))
    assert stored(phone.server) == (responses + 1, texts + 1)


@pytest.mark.parametrize("leave", [Page.reload, Page.go_back], ids=["refresh", "back and forth"])
def test_what_was_chosen_is_there_again(field: Field, open_page: OpenPage, leave: Callable[[Page], object]) -> None:
    visitor = field.visitor(open_page(), "nl", EVERY)
    visitor.turn_to("report_grade")
    visitor.page.get_by_label("8", exact=True).check()
    visitor.press("Continue")
    leave(visitor.page)
    visitor.page.goto(visitor.server.url + visitor.link.page("report_grade"))
    expect(visitor.page.get_by_label("8", exact=True)).to_be_checked()
