"""A post office on a piece of ground: sends what is due to a mail server of the test."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

from survey.fieldwork.mailers import Mailer, SmtpMailer
from survey.fieldwork.messages import Sender
from survey.fieldwork.post import Outcome, PostOffice, send_due
from survey.questionnaires.problems import RefusedError
from survey.storage.contacts import Outbox
from survey.storage.engines import Store
from tests.fixtures.mail import MailServer

from .ground import Ground

Smtp = Callable[..., MailServer]
SENDER = Sender("https://onderzoek.example.org", "onderzoek@example.org", lambda words, _tag: words, bytes(32))


def unexpected(refusal: RefusedError) -> None:
    """Nothing was to go wrong."""
    raise refusal


@contextmanager
def office(ground: Ground, mailer: Mailer, **changes: Any) -> Iterator[PostOffice]:
    """A post office, by the clock of the ground."""
    with (
        ground.session(Store.STUDIES) as studies,
        ground.session(Store.CONTACTS) as contacts,
        ground.session(Store.RESPONSES) as responses,
    ):
        given: dict[str, Any] = {
            "studies": studies,
            "contacts": contacts,
            "responses": responses,
            "keyring": ground.keyring,
            "clock": lambda: ground.now,
            "sender": SENDER,
            "mailer_for": lambda _study: mailer,
            "complain": unexpected,
            "lease": timedelta(seconds=60),
        }
        yield PostOffice(**given | changes)
    mailer.close()


def sent(ground: Ground, port: int, **changes: Any) -> Counter[Outcome]:
    """Send what is due to the server on `port`; what became of it."""
    with office(ground, SmtpMailer(f"smtp://127.0.0.1:{port}", timeout=2), **changes) as here:
        return Counter(send_due(here))


def states(ground: Ground) -> Counter[str]:
    """How many mails stand where."""
    return Counter(row.state for row in ground.rows(Store.CONTACTS, Outbox))


def recipients(messages: list[EmailMessage]) -> list[str]:
    """To whom mails went, in the order of their addresses."""
    return sorted(message["X-Envelope-To"] for message in messages)


def tokens(messages: list[EmailMessage]) -> list[str]:
    """The tokens in the mails."""
    bodies = [message.get_body(("plain",)) for message in messages]
    texts = [body.get_content() for body in bodies if body is not None]
    return [line.rpartition("/")[2] for text in texts for line in text.splitlines() if "/a/" in line]
