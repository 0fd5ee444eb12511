"""Restore drill: an old copy is put back; who was erased stays erased, answers that were withdrawn stay gone, destroyed
keys stay so, and no mail leaves."""

import gzip
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pyrage import decrypt, x25519
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from survey.cli import words
from survey.fieldwork import removals
from survey.fieldwork.answers import standing, submit
from survey.fieldwork.clock import AMSTERDAM
from survey.fieldwork.keyring import Keyring
from survey.fieldwork.tokens import Form, form_token
from survey.questionnaires.catalogue import questionnaire, shipped_studies
from survey.storage.contacts import Contact, Outbox
from survey.storage.engines import Store
from survey.storage.responses import Response, Ticket, TicketState
from survey.storage.studies import Removal
from tests.fixtures.databases import Urls, opened
from tests.fixtures.mail import MailServer
from tests.integration.cli.terminal import Terminal

STUDY, WHO = "amsterdam-jobcoaching", "person-7@example.org"
BOTH = ("--by", "A. Jansen", "--by", "B. de Vries", "--yes")
TODAY = datetime.now(AMSTERDAM).date()
ASKED = questionnaire("participant-satisfaction")


@pytest.fixture
def server(smtp: Callable[..., MailServer]) -> MailServer:
    """Takes every mail."""
    return smtp()


@pytest.fixture
def terminal(urls: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: MailServer) -> Terminal:
    """A wave of a linked study is open for thirty people, no mail has left, and there is a backup of everything."""
    monkeypatch.setattr(words, "LANGUAGE", "en")
    settings = {
        "SURVEY_SMTP_URL": f"smtp://127.0.0.1:{server.port}",
        "SURVEY_PUBLIC_URL": "https://onderzoek.example.org",
    }
    terminal = Terminal(urls, tmp_path / "instance", settings)
    people = tmp_path / "people.csv"
    people.write_text("\n".join(["email", *(f"person-{number}@example.org" for number in range(30))]))
    design = tmp_path / "linked.yaml"
    written = shipped_studies()[STUDY].read_text("utf-8").replace("\nmode: unlinked", "\nmode: linked")
    design.write_text(written.replace("\n# dpia: ", "\ndpia: "), "utf-8")
    terminal.done("studies", "load", str(design))
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


def links(terminal: Terminal) -> dict[str | None, str]:
    """The link of everybody in the wave, by address."""
    engine = opened(terminal.urls[Store.CONTACTS], Store.CONTACTS)
    key, wave = Keyring(terminal.folder / "keys").keys(STUDY).token, f"{STUDY}/single"
    with Session(engine) as session:
        rows = session.execute(select(Contact.id, Contact.address)).all()
    engine.dispose()
    return {row.address: form_token(key, wave, Form(row.id, None, 1)) for row in rows}


def answer(terminal: Terminal, token: str) -> TicketState:
    """Send the answers of a form, if its link gives a right to."""
    engine = opened(terminal.urls[Store.RESPONSES], Store.RESPONSES)
    with Session(engine) as session:
        found = standing(session, token)
        state = TicketState.CLOSED if found is None else submit(session, found, ASKED, TODAY, {"grade": 8})
    engine.dispose()
    return state


def take_back(terminal: Terminal, token: str) -> None:
    """Withdraw, as the page does."""
    engines = {store: opened(terminal.urls[store], store) for store in (Store.STUDIES, Store.RESPONSES)}
    with Session(engines[Store.STUDIES]) as studies, Session(engines[Store.RESPONSES]) as responses:
        removals.withdraw(studies, responses, token)
    for engine in engines.values():
        engine.dispose()


def backed_up(terminal: Terminal) -> str:
    """Make a newer backup, and forget the older."""
    folder = terminal.folder.parent
    for path in (folder / "backups").iterdir():
        path.unlink()
    identity = x25519.Identity.from_str((folder / "identity.txt").read_text(encoding="utf-8").strip())
    return terminal.done("backup", str(folder / "backups"), "--to", str(identity.to_public()))


def test_withdrawn_answers_stay_gone_whatever_is_put_back(terminal: Terminal) -> None:
    tokens = [token for address, token in sorted(links(terminal).items(), key=str) if address != WHO]
    for token in tokens[:3]:
        assert answer(terminal, token) is TicketState.USED
    backed_up(terminal)
    take_back(terminal, tokens[0])
    for store in ("responses", "studies", "contacts", "responses"):
        said = restored(terminal, store)
        assert ("withdrawn or erased: 1 rows." in said) is (store == "responses")
        assert counted(terminal, Store.RESPONSES, Response) == 2
    assert answer(terminal, tokens[0]) is TicketState.USED
    assert counted(terminal, Store.RESPONSES, Response) == 2


def test_the_link_of_who_was_erased_does_not_open_again(terminal: Terminal) -> None:
    theirs = links(terminal)[WHO]
    terminal.done("contacts", "erase", STUDY, WHO, "--yes")
    restored(terminal, "responses")
    assert answer(terminal, theirs) is TicketState.CLOSED
    assert counted(terminal, Store.RESPONSES, Ticket) == 29
    restored(terminal, "contacts")
    restored(terminal, "responses")
    assert answer(terminal, theirs) is TicketState.CLOSED
    assert counted(terminal, Store.RESPONSES, Response) == 0


def test_teeth_without_the_marks_both_come_back(terminal: Terminal) -> None:
    theirs, other = links(terminal)[WHO], links(terminal)["person-8@example.org"]
    answer(terminal, other)
    backed_up(terminal)
    take_back(terminal, other)
    terminal.done("contacts", "erase", STUDY, WHO, "--yes")
    engine = opened(terminal.urls[Store.STUDIES], Store.STUDIES)
    with engine.begin() as connection:
        connection.execute(delete(Removal))
    engine.dispose()
    restored(terminal, "responses")
    assert counted(terminal, Store.RESPONSES, Response) == 1
    assert answer(terminal, theirs) is TicketState.USED


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
