"""Browsers that walk through the pages, without a window: on the application itself, or over HTTP."""

import html
import http.client
import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Protocol
from urllib.parse import urlencode, urlsplit

from flask import Flask
from flask.testing import FlaskClient

WORD = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
PAGE = re.compile(r"/answer/\w+/(\w+)")
REDIRECTS = (301, 302, 303)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and from where."""

    status: int
    text: str
    path: str


class Browser(Protocol):
    """Asks for pages, follows redirects, and keeps cookies."""

    def ask(self, path: str, sent: dict[str, str] | None = None) -> Answer:
        """A page; with something `sent` by POST."""

    def cookies(self) -> list[str]:
        """The cookies that are left, as `name=value`."""


class InProcess:
    """The application without a network."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()
        self.base_url: str = app.extensions["settings"].public_url

    def ask(self, path: str, sent: dict[str, str] | None = None) -> Answer:
        """A page."""
        method = "GET" if sent is None else "POST"
        found = self.client.open(path, method=method, data=sent, base_url=self.base_url)
        if found.status_code in REDIRECTS:
            return self.ask(_local(found.location))
        return Answer(found.status_code, found.text, path)

    def cookies(self) -> list[str]:
        """The cookies that are left."""
        kept = self.client._cookies or {}  # noqa: SLF001 - there is no other way to see all of them
        return [f"{cookie.key}={cookie.value}" for cookie in kept.values()]


@dataclass
class OverHttp:
    """A server on this machine. `headers` go with every request."""

    url: str
    headers: dict[str, str] = field(default_factory=dict)
    kept: dict[tuple[str, str], str] = field(default_factory=dict)

    def ask(self, path: str, sent: dict[str, str] | None = None) -> Answer:
        """A page."""
        where = urlsplit(self.url)
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=30)
        cookies = "; ".join(f"{name}={value}" for (name, under), value in self.kept.items() if path.startswith(under))
        headers = self.headers | {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        body = None if sent is None else urlencode(sent)
        connection.request("GET" if sent is None else "POST", path, body, headers)
        found = connection.getresponse()
        text = found.read().decode(errors="replace")
        connection.close()
        for line in found.headers.get_all("Set-Cookie", []):
            self._keep(line)
        if found.status in REDIRECTS:
            return self.ask(_local(found.headers["Location"]))
        return Answer(found.status, text, path)

    def _keep(self, line: str) -> None:
        for name, morsel in SimpleCookie(line).items():
            self.kept.pop((name, morsel["path"] or "/"), None)
            if morsel.value and morsel["max-age"] != "0":
                self.kept[name, morsel["path"] or "/"] = morsel.value

    def cookies(self) -> list[str]:
        """The cookies that are left."""
        return [f"{name}={value}" for (name, _), value in self.kept.items()]


def walk(browser: Browser, link: str, given: tuple[tuple[str, str], ...], *, first: bool = False) -> Answer:
    """Open a link, press Start, and answer every page that comes; only one page if `first`."""
    opened = browser.ask(link)
    page = browser.ask(link, _hidden(opened.text))
    wanted = dict(given)
    while found := PAGE.match(page.path):
        assert page.status == 200, page.text
        item = found[1]
        page = browser.ask(page.path, _hidden(page.text) | {f"item_{item}": wanted[item], "go": "on"})
        if first:
            break
    return page


def _hidden(text: str) -> dict[str, str]:
    word = WORD.search(text)
    return {"csrf_token": html.unescape(word[1])} if word else {}


def _local(address: str) -> str:
    where = urlsplit(address)
    return where.path + (f"?{where.query}" if where.query else "")
