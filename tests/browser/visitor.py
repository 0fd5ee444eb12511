"""Somebody who visits the participant's pages in one of the languages."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Request, Response

from survey.languages import translator
from tests.fixtures.application import LiveServer
from tests.fixtures.invited import Link


@dataclass
class Visitor:
    """A browser at somebody's link; keeps the addresses that were asked for and the HTML of the page."""

    page: Page
    server: LiveServer
    link: Link
    language: str
    study: str = ""
    asked: list[str] = field(default_factory=list)
    markup: str = ""
    status: int = 0

    def __post_init__(self) -> None:
        self.page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if urlsplit(request.url).scheme not in ("data", "blob"):
            self.asked.append(request.url)

    def says(self, message: str, **values: object) -> str:
        """A message in this visitor's language."""
        words = translator(self.language).gettext(message)
        return words.format(**values) if values else words

    def open(self, path: str) -> None:
        """Go to an address, in this visitor's language."""
        self._keep(self.page.goto(f"{self.server.url}{path}?lang={self.language}"))

    def button(self, message: str) -> Locator:
        """The button with this message."""
        return self.page.get_by_role("button", name=self.says(message), exact=True)

    def press(self, message: str) -> None:
        """Press a button that leads to another page."""
        with self.page.expect_navigation() as led:
            self.button(message).click()
        self._keep(led.value)

    def start(self) -> None:
        """Open the link and press Start."""
        self.open(self.link.path)
        self.press("Start")

    def turn_to(self, page_id: str) -> None:
        """Start and go to a page of the questionnaire."""
        self.start()
        self._keep(self.page.goto(self.server.url + self.link.page(page_id)))

    def _keep(self, response: Response | None) -> None:
        assert response is not None, "nothing came"
        self.markup, self.status = response.text(), response.status

    def strange(self) -> list[str]:
        """The addresses elsewhere that were asked for."""
        return [address for address in self.asked if not address.startswith(self.server.url)]
