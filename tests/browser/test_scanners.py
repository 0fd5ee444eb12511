"""Mail scanners open every address in a mail, some with JavaScript; nothing happens by it, and the person can go on."""

import re
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from survey.cli.frame import Survey
from survey.cli.working import run
from survey.extensions import Stores
from survey.storage.contacts import Suppression
from survey.storage.migrate import METADATA
from tests.fixtures.application import LiveServer
from tests.fixtures.browser import OpenPage, assert_accessible
from tests.fixtures.invited import PEOPLE, Invited, design, invite

ADDRESS = re.compile(r"https?://[^\s<>\"')]+")
Content = dict[str, list[str]]


@pytest.fixture
def invited(live_server: LiveServer) -> Invited:
    """Twelve people whose mail has left for the mailbox folder."""
    found = invite(live_server.app, *design())
    survey = Survey(given=live_server.app.extensions["settings"])
    run(survey)
    survey.close()
    return found


@pytest.fixture
def addresses(invited: Invited, live_server: LiveServer) -> list[str]:
    """Every address in one mail: in its headers, its text and its HTML."""
    folder: Path = live_server.app.extensions["settings"].mailbox / invited.study.id
    mails = sorted(folder.glob("*.eml"))
    assert len(mails) == PEOPLE
    message = BytesParser(policy=policy.default).parsebytes(mails[0].read_bytes())
    parts = [part.get_content() for part in message.iter_parts()]
    found = ADDRESS.findall("\n".join([*map(str, message.values()), *parts]))
    return sorted({each for each in found if each.startswith(live_server.url)})


def content(app: Flask) -> Content:
    """Everything in the three databases, by table."""
    stores: Stores = app.extensions["stores"]
    found: Content = {}
    for store, engine in stores.engines.items():
        with engine.connect() as connection:
            for table in METADATA[store].sorted_tables:
                rows = connection.execute(select(table))
                found[f"{store}.{table.name}"] = sorted(repr(tuple(row)) for row in rows)
    return found


def ask(address: str, method: str) -> int:
    """Open an address as a scanner does."""
    request = urllib.request.Request(address, method=method)  # noqa: S310 - our own server
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - as above
        answer.read()
        return int(answer.status)


def test_scanners_change_nothing_and_the_person_can_answer_or_stop(
    live_server: LiveServer, open_page: OpenPage, addresses: list[str]
) -> None:
    assert sorted({each.removeprefix(live_server.url).split("/")[1] for each in addresses}) == ["a", "privacy", "stop"]
    before = content(live_server.app)
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(ask, each, method) for each in addresses for method in ("HEAD", *["GET"] * 5)]
        for each in addresses:
            page = open_page()
            page.goto(each)
            page.mouse.move(100, 100)
            page.wait_for_timeout(2000)
        assert {each.result() for each in asked} == {200}
    assert content(live_server.app) == before
    stop, start = (next(each for each in addresses if f"/{name}/" in each) for name in ("stop", "a"))
    page = open_page()
    page.goto(start)
    page.get_by_role("button", name="Start").click()
    expect(page).to_have_url(re.compile("/answer/"))
    page.goto(stop)
    assert_accessible(page)
    page.get_by_role("button", name="Stuur mij geen mail meer").click()
    expect(page.get_by_role("heading", name="U krijgt geen mail meer")).to_be_visible()
    assert_accessible(page)
    assert len(suppressed(live_server.app)) == 1
    page.get_by_role("button", name="Stuur mij weer mail").click()
    expect(page.get_by_role("heading", name="U krijgt weer mail")).to_be_visible()
    assert suppressed(live_server.app) == []


def suppressed(app: Flask) -> list[Suppression]:
    """Who gets no mail."""
    stores: Stores = app.extensions["stores"]
    with stores.contacts() as session:
        return list(session.scalars(select(Suppression)))
