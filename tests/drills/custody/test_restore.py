"""Restore drill: an old copy is put back; who was erased stays erased, destroyed keys stay so, and no mail leaves."""

import gzip
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pyrage import decrypt, x25519
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.cli import words
from survey.fieldwork.clock import AMSTERDAM
from survey.storage.contacts import Contact, Outbox
from survey.storage.engines import Store
from survey.storage.responses import Response, Ticket
from tests.fixtures.databases import Urls, opened
from tests.fixtures.mail import MailServer
from tests.integration.cli.terminal import Terminal

STUDY, WHO = "amsterdam-jobcoaching", "person-7@example.org"
BOTH = ("--by", "A. Jansen", "--by", "B. de Vries", "--yes")
TODAY = datetime.now(AMSTERDAM).date()


@pytest.fixture
def server(smtp: Callable[..., MailServer]) -> MailServer:
    """Takes every mail."""
    return smtp()


@pytest.fixture
def terminal(urls: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: MailServer) -> Terminal:
    """A wave is open for thirty people, no mail has left, and there is a backup of everything."""
    monkeypatch.setattr(words, "LANGUAGE", "en")
    settings = {
        "SURVEY_SMTP_URL": f"smtp://127.0.0.1:{server.port}",
        "SURVEY_PUBLIC_URL": "https://onderzoek.example.org",
    }
    terminal = Terminal(urls, tmp_path / "instance", settings)
    people = tmp_path / "people.csv"
    people.write_text("\n".join(["email", *(f"person-{number}@example.org" for number in range(30))]))
    terminal.load_assessed(STUDY)
    terminal.done("contacts", "import", STUDY, str(people))
    terminal.done("studies", "open", STUDY, "single")
    identity = x25519.Identity.generate()
    (tmp_path / "identity.txt").write_text(f"{identity}\n", encoding="utf-8")
    terminal.done("backup", str(tmp_path / "backups"), "--to", str(identity.to_public()))
    return terminal


def restored(terminal: Terminal, store: str) -> str:
    """Put the copy of a database back."""
    folder = terminal.folder.parent
    file = next((folder / "backups").glob(f"{store}-*.age"))
    return terminal.done("restore", str(file), "--identity", str(folder / "identity.txt"), "--yes")


def addresses(terminal: Terminal) -> set[str | None]:
    """Who is on the panel."""
    engine = opened(terminal.urls[Store.CONTACTS], Store.CONTACTS)
    with Session(engine) as session:
        found = set(session.scalars(select(Contact.address)))
    engine.dispose()
    return found


def counted(terminal: Terminal, store: Store, table: type[Outbox] | type[Ticket] | type[Response]) -> int:
    engine = opened(terminal.urls[store], store)
    with Session(engine) as session:
        number = session.scalar(select(func.count()).select_from(table)) or 0
    engine.dispose()
    return number


def morning(days: int) -> list[str]:
    """The option that lets the worker act as if it were ten o'clock, so many days later."""
    return ["--now", f"{TODAY + timedelta(days=days)}T10:00:00"]


def test_erased_stays_erased_and_no_mail_leaves(terminal: Terminal, server: MailServer) -> None:
    terminal.done("contacts", "erase", STUDY, WHO, "--yes")
    terminal.done("worker", "--once", *morning(3))
    assert len(server.messages()) == 29
    said = restored(terminal, "contacts")
    assert "Put back: contacts of" in said
    assert "Erased again: 1 people." in said
    assert len(addresses(terminal)) == 29
    assert WHO not in addresses(terminal)
    worked = terminal("worker", "--once", *morning(4))
    assert worked.exit_code == 1
    assert "No mail leaves since" in worked.stderr
    assert "survey mail thaw" in worked.stderr
    assert "No mail leaves since" in terminal.refused("mail", "status", STUDY)
    assert len(server.messages()) == 29
    said = terminal.done("mail", "thaw", "--skip-before", f"{TODAY + timedelta(days=4)}", "--yes")
    assert "Cancelled: 29." in said
    assert "Sent: 0." in terminal.done("worker", "--once", *morning(5))
    assert len(server.messages()) == 29
    assert "Mails are not frozen." in terminal.refused("mail", "thaw", "--yes")


@pytest.mark.parametrize("store", ["studies", "responses"])
def test_whatever_is_put_back_mail_is_frozen(terminal: Terminal, server: MailServer, store: str) -> None:
    terminal.done("contacts", "erase", STUDY, WHO, "--yes")
    restored(terminal, store)
    assert "No mail leaves since" in terminal("worker", "--once", *morning(3)).stderr
    assert server.messages() == []
    restored(terminal, "contacts")
    assert WHO not in addresses(terminal)
    terminal.done("mail", "thaw", "--yes")
    assert "Sent: 29." in terminal.done("worker", "--once", *morning(3))
    assert WHO not in {str(mail["To"]) for mail in server.messages()}


def test_destroyed_keys_stay_destroyed(terminal: Terminal) -> None:
    terminal.done("studies", "close", STUDY, "single", "--yes")
    terminal.done("keys", "destroy", STUDY, *BOTH)
    for store in ("contacts", "responses", "studies"):
        restored(terminal, store)
        assert addresses(terminal) == set()
        assert counted(terminal, Store.RESPONSES, Ticket) == counted(terminal, Store.CONTACTS, Outbox) == 0
        assert not any((terminal.folder / "keys").iterdir())
    assert "answers are anonymous" in terminal.done("keys", "list")


def test_without_the_keys_nothing_thaws(terminal: Terminal, tmp_path: Path) -> None:
    terminal.done("contacts", "erase", STUDY, WHO, "--yes")
    (terminal.folder / "keys").rename(tmp_path / "elsewhere")
    file = next((tmp_path / "backups").glob("contacts-*.age"))
    said = terminal.refused("restore", str(file), "--identity", str(tmp_path / "identity.txt"), "--yes")
    assert "There are no keys for study" in said
    assert "There are no keys for study" in terminal.refused("mail", "thaw", "--yes")
    (tmp_path / "elsewhere").rename(terminal.folder / "keys")
    terminal.done("mail", "thaw", "--yes")
    assert WHO not in addresses(terminal)


def test_a_stolen_backup_has_no_keys_and_says_nothing(terminal: Terminal, tmp_path: Path) -> None:
    keys = [path.read_bytes() for path in (terminal.folder / "keys").rglob("*") if path.is_file()]
    keys.append((terminal.folder / "secret-key").read_bytes())
    copies = sorted((tmp_path / "backups").iterdir())
    assert [path.name.partition("-")[0] for path in copies] == ["contacts", "responses", "studies"]
    identity = x25519.Identity.from_str((tmp_path / "identity.txt").read_text(encoding="utf-8").strip())
    for path in copies:
        sealed = path.read_bytes()
        plain = _opened(sealed, identity)
        assert b"person-" not in sealed
        assert (b"person-" in plain) is path.name.startswith("contacts")
        assert not any(key in content for key in keys for content in (sealed, plain))
        assert path.stat().st_mode & 0o777 == 0o600


def _opened(sealed: bytes, identity: x25519.Identity) -> bytes:
    return gzip.decompress(decrypt(sealed, [identity]))
