"""Two workers send while servers put off, hang up and go silent, and while the workers are killed again and again."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from threading import Thread

import click
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.cli import words
from survey.fieldwork.clock import AMSTERDAM
from survey.storage.contacts import Outbox
from survey.storage.engines import Store
from tests.fixtures.databases import Urls, opened
from tests.fixtures.faulty_mail import PHASES
from tests.fixtures.mail import MailServer, mail_server
from tests.integration.cli.terminal import Terminal

STUDY = "amsterdam-jobcoaching"
MOST_ROUNDS = 14
SOUND, BROKEN = "survey", "tests.drills.mail.premature"


@dataclass
class Drill:
    """Workers, each with a server of its own that says when to kill it; all mail arrives in one Maildir."""

    terminal: Terminal
    servers: list[MailServer]
    module: str = SOUND
    said: list[Counter[str]] = field(default_factory=list)
    kills: int = 0
    running: dict[int, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def listen(self, number: int) -> None:
        """Do what a server says, until it stops."""
        for line in self.servers[number].output:
            self.said[number][line.strip()] += 1
            if line == "kill\n" and number in self.running:
                self.running[number].kill()

    def work(self, number: int, now: datetime) -> None:
        """Run a worker until nothing is due, as often as it is killed."""
        variables = os.environ | self.terminal.environment()
        variables["SURVEY_SMTP_URL"] = f"smtp://127.0.0.1:{self.servers[number].port}"
        command = [sys.executable, "-m", self.module, "--instance", str(self.terminal.folder)]
        command += ["worker", "--once", "--now", f"{now:%Y-%m-%dT%H:%M:%S}"]
        while True:
            with subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL) as process:
                self.running[number] = process
                code = process.wait()
                del self.running[number]
            if code == 0:
                return
            assert code == -9
            self.kills += 1

    def states(self) -> Counter[str]:
        """How many mails stand where."""
        engine = opened(self.terminal.urls[Store.CONTACTS], Store.CONTACTS)
        with Session(engine) as session:
            found = Counter(session.scalars(select(Outbox.state)))
        engine.dispose()
        return found

    def run(self) -> None:
        """Send until nothing waits; a quarter of an hour passes between rounds."""
        self.said = [Counter() for _ in self.servers]
        begin = datetime.now(AMSTERDAM)
        for number in range(len(self.servers)):
            Thread(target=self.listen, args=(number,), daemon=True).start()
        for turn in range(MOST_ROUNDS):
            with ThreadPoolExecutor(len(self.servers)) as pool:
                list(pool.map(self.work, range(len(self.servers)), [begin + timedelta(minutes=30 * turn)] * 2))
            if not {"waiting", "sending"} & set(self.states()):
                return

    def messages(self) -> list[EmailMessage]:
        """What arrived at any server."""
        return self.servers[0].messages()

    def heard(self, what: str) -> int:
        """How often the servers said something."""
        return sum(each[what] for each in self.said)


@contextmanager
def drill(terminal: Terminal, folder: Path, people: int, kill: int, module: str = SOUND) -> Iterator[Drill]:
    """A study that is open for `people`, and two bad servers; every `kill`th message at each kills its worker."""
    contacts = folder / "people.csv"
    contacts.write_text("\n".join(["email", *(f"person-{number}@example.org" for number in range(people))]))
    terminal.done("studies", "load", STUDY, "--test")
    terminal.done("contacts", "import", STUDY, str(contacts))
    terminal.done("studies", "open", STUDY, "single")
    options = ("--grey", "5", "--lose", "3", "--kill", str(kill))
    with ExitStack() as stack:
        servers = [
            stack.enter_context(mail_server(folder / "maildir", *options, *more, module="tests.fixtures.faulty_mail"))
            for more in (["--hang"], [])
        ]
        made = Drill(terminal, servers, module)
        yield made


@pytest.fixture
def terminal(urls: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A worker that loses its patience soon; its lease is shorter than the pause between rounds."""
    monkeypatch.setattr(words, "LANGUAGE", "en")
    variables = {"SURVEY_PUBLIC_URL": "https://onderzoek.example.org", "SURVEY_LEASE_SECONDS": "60"}
    return Terminal(urls, tmp_path / "instance", variables | {"SURVEY_SMTP_TIMEOUT": "1.5"})


def check(found: Drill, people: int) -> str:
    """None is lost, and no more arrive twice than there were accidents; what happened, in a line."""
    messages = found.messages()
    copies = Counter(message["X-Envelope-To"] for message in messages)
    twice, lost = len(messages) - people, found.heard("lost")
    assert len(copies) == people, f"{people - len(copies)} mails are lost"
    assert twice <= found.kills + lost
    assert len({message["Message-ID"] for message in messages}) == people
    assert found.states() == {"done": people}
    assert all(found.heard(f"hang {phase}") == 1 for phase in PHASES)
    return f"{people} mails, {found.kills} kills, {lost} lost 250s, {len(PHASES)} hangs: 0 lost, {twice} twice"


only_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


@only_sqlite
def test_none_is_lost_and_few_arrive_twice(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with drill(terminal, tmp_path, 60, 12) as found:
        found.run()
        told = check(found, 60)
    assert found.kills >= 2
    with capsys.disabled():
        click.echo(f"\n{told}")


@pytest.mark.full
def test_none_is_lost_in_the_whole_drill(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with drill(terminal, tmp_path, 420, 20) as found:
        found.run()
        told = check(found, 420)
    assert found.kills >= 15
    with capsys.disabled():
        click.echo(f"\n{told}")


@only_sqlite
def test_a_build_that_notes_a_mail_before_it_leaves_fails_the_drill(terminal: Terminal, tmp_path: Path) -> None:
    with drill(terminal, tmp_path, 40, 4, BROKEN) as found:
        found.run()
        with pytest.raises(AssertionError, match="mails are lost"):
            check(found, 40)
