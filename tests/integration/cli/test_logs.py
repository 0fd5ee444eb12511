"""The shipped server's logs: a line for each page of staff, none for what participants open, faults without values."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.fixtures.shipped import Shipped, shipped

from .terminal import Terminal

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
LINK = "QWERTYUIOPASDFGHJKLZXCVBNM234567"
LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (GET|POST) (/\S*) (\d{3}) \d+ ms")


@pytest.fixture
def server(terminal: Terminal, tmp_path: Path) -> Iterator[Shipped]:
    """The shipped server."""
    terminal.done("init")
    with shipped(terminal.folder, terminal.environment(), tmp_path / "log") as server:
        yield server


def ask(server: Shipped, path: str) -> int:
    """The status of a page, asked for by somebody with an agent and a referrer."""
    headers = {"User-Agent": "Canary/1", "Referer": f"http://x/{LINK}"}
    try:
        with urlopen(Request(server.url + path, headers=headers)) as page:  # noqa: S310 - our own address
            return int(page.status)
    except HTTPError as refusal:
        return refusal.code


def written(server: Shipped) -> list[str]:
    """What the server wrote, but for its greeting, when it has stopped."""
    server.process.terminate()
    server.process.wait()
    return [line for line in server.log.read_text().splitlines() if not line.startswith("Serving on")]


def test_staff_pages_leave_a_line_and_everything_else_leaves_none(server: Shipped) -> None:
    assert [ask(server, path) for path in (f"/login?next={LINK}", f"/dashboard/nowhere?q={LINK}")] == [200, 200]
    others = (
        *(f"/a/{LINK}", f"/a/{LINK}/decline", f"/a/{LINK}/x", f"/answer/qwertyui/grade?t={LINK}", "/code"),
        *(f"/stop/{LINK}", f"/{LINK}", f"/A/{LINK}", "/privacy/proef", "/thanks/proef", "/accessibility"),
    )
    assert {ask(server, path) for path in others} == {200, 403, 404}
    lines = written(server)
    found = [match.groups() for line in lines if (match := LINE.fullmatch(line))]
    assert len(found) == len(lines), lines
    assert sorted(found) == [  # A line is written when the answer is out already: in any order.
        ("GET", "/dashboard/<study>", "302"),  # Somebody may have pasted a link there.
        ("GET", "/login", "200"),
        ("GET", "/login", "200"),  # Where the dashboard leads.
    ]


def test_what_the_server_itself_cannot_read_leaves_nothing_of_it(server: Shipped) -> None:
    broken = (
        f"GET /a/{LINK}\r\n\r\n",
        f"GET /a/{LINK} HTTP/9.9\r\n\r\n",
        f"BREW\x01 /a/{LINK} HTTP/1.1\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: x\r\nbad header {LINK}\r\n\r\n",
        f"GET /a/{LINK}{'x' * 9000} HTTP/1.1\r\n\r\n",
        f"POST /a/{LINK} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: {LINK}\r\n\r\n",
    )
    answers = [server.raw(each.encode()) for each in broken]
    assert all(answer.startswith(b"HTTP/1.1 ") for answer in answers if answer)
    assert LINK not in "\n".join(written(server))
