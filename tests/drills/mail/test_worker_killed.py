"""1,561 invitations leave through a real SMTP server while the worker is killed and started again."""

import os
import random
import re
import select
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import click
import pytest
from sqlalchemy import func
from sqlalchemy import select as query
from sqlalchemy.orm import Session

from survey.cli import words
from survey.fieldwork.tokens import ticket_hash
from survey.storage.contacts import Outbox
from survey.storage.engines import Store
from survey.storage.responses import Ticket
from tests.fixtures.databases import Urls, opened
from tests.fixtures.mail import MailServer
from tests.integration.cli.terminal import Terminal

STUDY = "amsterdam-jobcoaching"
PUBLIC = "https://onderzoek.example.org"
LINK = re.compile(rf"{PUBLIC}/a/([A-Z2-7]{{32}})")
INVITED = 1561
HOLD = 280
KILLS = 5

Smtp = Callable[..., MailServer]


@pytest.fixture
def terminal(urls: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The wave is open, and nothing has left yet; a worker that dies loses its mail after a second."""
    monkeypatch.setattr(words, "LANGUAGE", "en")
    terminal = Terminal(urls, tmp_path / "instance", {"SURVEY_PUBLIC_URL": PUBLIC, "SURVEY_LEASE_SECONDS": "1"})
    people = tmp_path / "people.csv"
    people.write_text("\n".join(["email", *(f"person-{number}@example.org" for number in range(INVITED))]))
    terminal.variables["SURVEY_SMTP_URL"] = "smtp://127.0.0.1:1"
    terminal.load_assessed(STUDY)
    terminal.done("contacts", "import", STUDY, str(people))
    terminal.done("studies", "open", STUDY, "single")
    return terminal


@contextmanager
def worker(terminal: Terminal) -> Iterator[subprocess.Popen[bytes]]:
    """`survey worker --once` as a process, killed at the end if it still runs."""
    command = [sys.executable, "-m", "survey", "--instance", str(terminal.folder), "worker", "--once"]
    with subprocess.Popen(command, env=os.environ | terminal.environment(), stdout=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


def unsent(terminal: Terminal) -> int:
    """How many mails are not done yet."""
    engine = opened(terminal.urls[Store.CONTACTS], Store.CONTACTS)
    with Session(engine) as session:
        number = session.scalar(query(func.count()).select_from(Outbox).where(Outbox.state != "done")) or 0
    engine.dispose()
    return number


def run_until_all_left(terminal: Terminal, interrupted: Callable[[subprocess.Popen[bytes]], bool]) -> int:
    """Start workers until every mail has left. `interrupted` waits, and says whether to kill; how many were killed."""
    killed = 0
    while unsent(terminal):
        with worker(terminal) as process:
            if interrupted(process):
                killed += 1
            else:
                assert process.wait() == 0
        time.sleep(1.1)  # A lease is a second.
    return killed


def check_links(terminal: Terminal, messages: list[EmailMessage]) -> None:
    """Everybody has a mail, every person's link is their own, and there is a ticket behind each."""
    links: dict[str, set[str]] = {}
    for message in messages:
        body = message.get_body(("plain",))
        assert body is not None
        links.setdefault(message["X-Envelope-To"], set()).update(LINK.findall(body.get_content()))
    assert len(links) == INVITED
    assert {len(each) for each in links.values()} == {1}
    engine = opened(terminal.urls[Store.RESPONSES], Store.RESPONSES)
    with Session(engine) as session:
        tickets = set(session.scalars(query(Ticket.hash)))
    engine.dispose()
    assert {ticket_hash(link) for each in links.values() for link in each} == tickets
    assert len(tickets) == INVITED


@pytest.mark.parametrize(
    "urls", ["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgresql, pytest.mark.full])], indirect=True
)
def test_none_is_lost_and_none_arrives_twice(
    terminal: Terminal, smtp: Smtp, capsys: pytest.CaptureFixture[str]
) -> None:
    """Killed each time while the server, which has not accepted the mail, keeps it waiting for an answer."""
    server = smtp("--hold", str(HOLD))
    terminal.variables["SURVEY_SMTP_URL"] = f"smtp://127.0.0.1:{server.port}"
    begun = time.monotonic()

    def held(process: subprocess.Popen[bytes]) -> bool:
        while process.poll() is None:
            if select.select([server.output], [], [], 0.1)[0]:
                return server.output.readline() == "holding\n"
        return False

    killed = run_until_all_left(terminal, held)
    messages = server.messages()
    copies = Counter(message["X-Envelope-To"] for message in messages)
    with capsys.disabled():
        spent = time.monotonic() - begun
        click.echo(f"\n{INVITED} invitations, {killed} kills, {spent:.0f} s, {len(messages)} arrived")
    assert killed == KILLS
    assert (len(copies), set(copies.values())) == (INVITED, {1})
    check_links(terminal, messages)


@pytest.mark.full
def test_whenever_it_is_killed_none_is_lost_and_at_most_one_a_kill_arrives_twice(
    terminal: Terminal, smtp: Smtp, capsys: pytest.CaptureFixture[str]
) -> None:
    server = smtp()
    terminal.variables["SURVEY_SMTP_URL"] = f"smtp://127.0.0.1:{server.port}"
    chance = random.Random(1561)

    def at_any_moment(process: subprocess.Popen[bytes]) -> bool:
        before = server.arrived()
        while process.poll() is None and server.arrived() == before:  # However slow the machine: it has begun to send.
            time.sleep(0.02)
        try:
            process.wait(chance.uniform(0, 2.5))
        except subprocess.TimeoutExpired:
            return True
        return False

    killed = run_until_all_left(terminal, at_any_moment)
    messages = server.messages()
    twice = len(messages) - INVITED
    with capsys.disabled():
        click.echo(f"\n{INVITED} invitations, {killed} kills at any moment, {twice} arrived twice")
    assert killed > 0
    assert 0 <= twice <= killed
    assert len({message["Message-ID"] for message in messages}) == INVITED
    check_links(terminal, messages)
