"""The whole path by commands: from an empty installation to published tables."""

import json
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from survey.cli.demo.replica import answer_sets
from survey.cli.demo.walk import link_in
from survey.fieldwork import answers
from survey.fieldwork.clock import amsterdam_now
from survey.questionnaires import catalogue
from survey.storage.engines import Store
from tests.fixtures.databases import opened
from tests.fixtures.mail import MailServer

from .terminal import Terminal

STUDY = "amsterdam-jobcoaching"


def answer(engine: Engine, mails: list[Path]) -> None:
    """Let the people behind `mails` answer, without the pages."""
    asked = catalogue.questionnaire("participant-satisfaction")
    with Session(engine) as session:
        for mail, given in zip(mails, answer_sets(), strict=False):
            found = answers.standing(session, link_in(mail).removeprefix("/a/"))
            assert found is not None
            answers.submit(session, found, asked, amsterdam_now().date(), given)


def test_from_nothing_to_published_tables(terminal: Terminal, people: Path) -> None:
    assert "is ready" in terminal.done("init")
    assert terminal.done("studies", "load", STUDY, "--demo") == f"Study {STUDY} is loaded. Waves: single.\n"
    assert "People: 30 new" in terminal.done("contacts", "import", STUDY, str(people))
    assert f"Wave single of {STUDY} is open for 30 people." in terminal.done("studies", "open", STUDY, "single")
    assert "Sent: 30. Will be tried again: 0. Refused for good: 0." in terminal.done("worker", "--once")
    mails = sorted((terminal.folder / "mailbox" / STUDY).glob("*.eml"))
    assert len({link_in(mail) for mail in mails}) == 30
    engine = opened(terminal.urls[Store.RESPONSES], Store.RESPONSES)
    answer(engine, mails[:25])
    engine.dispose()
    assert "is closed" in terminal.done("studies", "close", STUDY, "single", "--yes")
    assert f"Published for {STUDY}: single." in terminal.done("publish", STUDY)
    document = json.loads(terminal.done("publication", "show", STUDY, "--json"))
    assert (document["study"], document["wave"], document["population"]) == (STUDY, "single", 30)
    assert terminal.done("studies", "list") == f"{STUDY}  single  closed\n"


def test_a_publication_is_shown_as_text(published: Terminal) -> None:
    text = published.done("publication", "show", STUDY)
    assert f"({STUDY}/single)" in text.splitlines()[0]
    assert "1,561" in text
    columns = [line.split() for line in text.splitlines()]
    assert ["Mean:", "8.0"] in columns or ["Mean:", "8"] in columns
    assert ["Yes", "114", "81%"] in [each[:3] for each in columns]
    assert text == published.done("publication", "show", STUDY)
    assert "The answers are confidential" in text
    published.done("keys", "destroy", STUDY, "--by", "A", "--by", "B", "--yes")
    after = published.done("publication", "show", STUDY)
    assert after == text.replace(
        "confidential: they are kept apart from names", "anonymous: nobody can find out any more whose they are"
    )


def test_publishing_again_says_the_same(published: Terminal) -> None:
    before = published.done("publication", "show", STUDY, "--json")
    assert "Published" in published.done("publish", STUDY)
    assert published.done("publication", "show", STUDY, "--json") == before


def test_mails_leave_over_the_mail_server_that_is_set(
    terminal: Terminal, people: Path, smtp: Callable[..., MailServer]
) -> None:
    server = smtp("--reject", "person-7@example.org")
    terminal.variables["SURVEY_SMTP_URL"] = f"smtp://127.0.0.1:{server.port}"
    terminal.variables["SURVEY_PUBLIC_URL"] = "https://onderzoek.example.org"
    terminal.load_assessed(STUDY)
    terminal.done("contacts", "import", STUDY, str(people))
    terminal.done("studies", "open", STUDY, "single")
    assert "Sent: 29. Will be tried again: 0. Refused for good: 1." in terminal.done("worker", "--once")
    assert not (terminal.folder / "mailbox").exists()
    assert all("https://onderzoek.example.org/a/" in str(message) for message in server.messages())
