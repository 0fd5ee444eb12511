"""`survey mail`: mails to look at, to oneself, and what came back."""

import re
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from survey.cli.frame import Survey
from survey.fieldwork.stop_links import Stop, stop_key, unseal
from survey.fieldwork.tokens import ticket_hash
from survey.settings import Settings
from survey.storage.responses import Ticket
from tests.fixtures.databases import opened
from tests.fixtures.imap import ImapServer
from tests.fixtures.mail import MailServer
from tests.fixtures.returned import OURS, PEOPLE, POSTFIX_UNKNOWN

from .terminal import Terminal

STUDY = "amsterdam-jobcoaching"
Smtp = Callable[..., MailServer]
only_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
pytestmark = only_sqlite


@pytest.fixture
def loaded(terminal: Terminal, people: Path) -> Terminal:
    """A study with people, before it opens."""
    terminal.done("studies", "load", STUDY, "--test")
    terminal.done("contacts", "import", STUDY, str(people))
    return terminal


@pytest.fixture
def invited(loaded: Terminal) -> Terminal:
    """After it opened, when the mails have left."""
    loaded.done("studies", "open", STUDY, "single")
    loaded.done("worker", "--once")
    return loaded


def test_a_mail_can_be_looked_at_before_the_wave_opens(loaded: Terminal) -> None:
    told = loaded.done("mail", "preview", STUDY, "single")
    assert "To: person-1@example.org\nSubject: Wat vindt u van uw jobcoach?\n" in told
    assert "Meedoen is vrijwillig." in told


def test_it_can_be_looked_at_in_another_language_and_for_somebody_else(loaded: Terminal) -> None:
    told = loaded.done("mail", "preview", STUDY, "single", "--language", "ar", "--contact", "person-4@example.org")
    assert "To: person-4@example.org" in told
    assert "المشاركة اختيارية" in told
    assert loaded.done("mail", "preview", STUDY, "single", "--kind", "reminder").count("Herinnering: ") == 1


def test_it_can_be_written_to_files(loaded: Terminal, tmp_path: Path) -> None:
    loaded.done("mail", "preview", STUDY, "single", "--to", str(tmp_path / "look"))
    assert sorted(path.name for path in (tmp_path / "look").iterdir()) == ["mail.eml", "mail.html", "mail.txt"]
    assert "Naar de vragen" in (tmp_path / "look" / "mail.html").read_text(encoding="utf-8")


def test_the_links_of_a_mail_to_look_at_open_and_stop_nothing(invited: Terminal) -> None:
    told = invited.done("mail", "preview", STUDY, "single")
    engine = opened(invited.urls["responses"], "responses")  # type: ignore[index,arg-type]
    with engine.connect() as connection:
        hashes = set(connection.execute(Ticket.__table__.select()).scalars())
    engine.dispose()
    tokens = re.findall(r"/a/([A-Z2-7]{32})", told)
    assert len(tokens) == 1
    assert ticket_hash(tokens[0]) not in hashes
    survey = Survey(given=Settings(instance=invited.folder))
    (sealed,) = re.findall(r"/stop/(\S+)", told)
    assert unseal(stop_key(survey.settings.secret_key()), sealed) == Stop(0, STUDY, "nl")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("nobody", "single"), "There is no study"),
        ((STUDY, "second"), "has no wave"),
        ((STUDY, "single", "--contact", "x@example.org"), "has no “participant” with the address or number"),
        ((STUDY, "single", "--language", "fr"), "is not in “fr”"),
        ((STUDY, "single", "--kind", "thanks"), "has no letter of this kind: thanks"),
    ],
)
def test_what_cannot_be_shown_is_refused(loaded: Terminal, words: tuple[str, ...], complaint: str) -> None:
    assert complaint in loaded.refused("mail", "preview", *words)


def test_a_test_mail_goes_to_oneself_and_says_what_it_is(loaded: Terminal, smtp: Smtp) -> None:
    server = smtp()
    loaded.variables["SURVEY_SMTP_URL"] = f"smtp://127.0.0.1:{server.port}"
    assert loaded.done("mail", "test", STUDY, "single", "--to", "me@example.org") == "Sent to me@example.org.\n"
    (message,) = server.messages()
    assert message["X-Envelope-To"] == "me@example.org"
    assert message["Subject"] == "Test: Wat vindt u van uw jobcoach?"


def test_a_server_that_does_not_take_it_is_told(loaded: Terminal, smtp: Smtp) -> None:
    loaded.variables["SURVEY_SMTP_URL"] = f"smtp://127.0.0.1:{smtp('--reject', 'me@example.org').port}"
    assert "did not take it: 550" in loaded.refused("mail", "test", STUDY, "single", "--to", "me@example.org")


def test_the_status_says_how_far_it_is(invited: Terminal) -> None:
    told = invited.done("mail", "status", STUDY)
    assert "single/1: 30 invited, 0 unreachable, 0 want no mail; about 0 answered (0%)." in told


def test_the_status_of_a_study_that_is_not_open_says_so(loaded: Terminal) -> None:
    assert loaded.done("mail", "status", STUDY) == "Nobody was invited yet.\n"


def message_id(terminal: Terminal) -> bytes:
    """The Message-ID of a mail that left."""
    mail = min((terminal.folder / "mailbox" / STUDY).glob("*.eml"))
    return str(message_from_bytes(mail.read_bytes(), policy=default)["Message-ID"]).encode()


def test_what_came_back_is_collected_from_the_mailbox_of_the_settings(invited: Terminal, imap: ImapServer) -> None:
    imap.put(POSTFIX_UNKNOWN.replace(OURS.encode(), message_id(invited)))
    imap.put(PEOPLE["question"])
    invited.variables["SURVEY_MAILBOX_URL"] = imap.url
    told = invited.done("mail", "collect")
    assert told == "Bounced: 1. Put off: 0. Complaints: 0. Automatic or known: 0. For people: 1.\n"
    assert "1 unreachable" in invited.done("mail", "status", STUDY)


@pytest.mark.parametrize(("name", "code"), [("bounce", 0), ("letter", 1)])
def test_a_mail_server_can_hand_over_one_message(invited: Terminal, name: str, code: int) -> None:
    contents = {"bounce": POSTFIX_UNKNOWN.replace(OURS.encode(), message_id(invited)), "letter": PEOPLE["question"]}
    given: Any = contents[name]
    assert invited("mail", "collect", "-", answer=given).exit_code == code


def test_without_a_mailbox_there_is_nothing_to_collect(invited: Terminal) -> None:
    result = invited("mail", "collect")
    assert (result.exit_code, "Say which mailbox" in result.output) == (2, True)


def test_the_checklist_of_the_dns_never_claims_what_it_cannot_see(loaded: Terminal) -> None:
    loaded.variables["SURVEY_MAIL_FROM"] = "onderzoek@nowhere.werkpeil.example"
    result = loaded("mail", "check")
    assert "SPF   nowhere.werkpeil.example" in result.output
    assert "present" not in result.output
    assert "Mails are not signed." in result.output
