"""The mailbox of a demo in a real browser: a mail looks like a mail, its button works, and nothing else in it does."""

import re
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from survey.fieldwork.mailers import FolderMailer
from survey.settings import Settings
from tests.fixtures.application import LiveServer
from tests.fixtures.browser import DESKTOP, PHONE, OpenPage, assert_accessible
from tests.fixtures.invited import design, invite

SMALLEST = (320, 568)


@pytest.fixture
def link(live_server: LiveServer) -> str:
    """A link that stands in the only mail of the mailbox."""
    settings: Settings = live_server.app.extensions["settings"]
    link = live_server.url + invite(live_server.app, *design()).link.path
    message = EmailMessage()
    message["From"], message["To"] = "onderzoek@example.org", "een.heel.lang.adres.van.iemand@voorbeeld.example.org"
    message["Message-ID"], message["Subject"] = "<abc@example.org>", "Wat vindt u van uw jobcoach?"
    message.set_content(f"Beste deelnemer,\n\n{link}\n")
    style = "<style>a { color: rgb(1, 2, 3) }</style>"
    script = "<script>top.document.title = 'Gekaapt'; document.title = 'Gekaapt'</script>"
    body = f"<body>{script}<a href='{link}'>Doe mee</a></body>"
    message.add_alternative(f"<html lang='nl'><head><title>Mail</title>{style}</head>{body}</html>", subtype="html")
    FolderMailer(settings.mailbox).send(message, "proef")
    return link


@pytest.mark.parametrize("size", [SMALLEST, PHONE, DESKTOP], ids=["320", "390", "1280"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.usefixtures("link")
def test_list_and_mail_are_accessible_at_any_width(
    open_page: OpenPage, live_server: LiveServer, size: tuple[int, int], scheme: str
) -> None:
    page = open_page(size=size)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in ("/mailbox", "/mailbox/proef/abc"):
        page.goto(live_server.url + path)
        assert_accessible(page)
        width, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert width <= room, path


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_button_in_a_mail_opens_the_link_in_the_whole_window(
    open_page: OpenPage, live_server: LiveServer, link: str, javascript: bool
) -> None:
    page = opened(open_page(javascript=javascript), live_server)
    with page.expect_navigation():
        page.frame_locator("iframe").get_by_role("link", name="Doe mee").click()
    assert page.url == link
    expect(page.get_by_role("button", name="Start")).to_be_visible()


def test_a_mail_keeps_its_own_style_and_runs_no_script(open_page: OpenPage, live_server: LiveServer, link: str) -> None:
    page = opened(open_page(), live_server)
    button = page.frame_locator("iframe").get_by_role("link", name="Doe mee")
    expect(button).to_have_css("color", "rgb(1, 2, 3)")
    assert button.get_attribute("href") == link
    expect(page).to_have_title(re.compile("^Wat vindt u van uw jobcoach"))


def opened(page: Page, server: LiveServer) -> Page:
    """The mail, found in the list."""
    page.goto(server.url + "/mailbox")
    page.get_by_text("een.heel.lang.adres").click()
    return page
