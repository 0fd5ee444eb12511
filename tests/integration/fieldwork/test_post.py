"""Post: every mail that is due leaves over a real SMTP server, whatever that server says first."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage
from socket import SHUT_RDWR

import pytest
from sqlalchemy import update

from survey.fieldwork.invitations import Sender
from survey.fieldwork.mailers import Mailer, SmtpMailer
from survey.fieldwork.post import Outcome, PostOffice, send_due
from survey.storage.contacts import Outbox
from survey.storage.engines import Store
from tests.fixtures.mail import MailServer

from .ground import Ground

Smtp = Callable[..., MailServer]
SENDER = Sender("https://onderzoek.example.org", "onderzoek@example.org", lambda words, _tag: words)

only_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


@contextmanager
def office(ground: Ground, mailer: Mailer) -> Iterator[PostOffice]:
    with ground.session(Store.STUDIES) as studies, ground.session(Store.CONTACTS) as contacts:
        yield PostOffice(
            studies=studies,
            contacts=contacts,
            keyring=ground.keyring,
            clock=lambda: ground.now,
            sender=SENDER,
            mailer_for=lambda _study: mailer,
            lease=timedelta(seconds=60),
        )
    mailer.close()


def sent(ground: Ground, port: int) -> Counter[Outcome]:
    """Send what is due to the server on `port`."""
    with office(ground, SmtpMailer(f"smtp://127.0.0.1:{port}")) as here:
        return Counter(send_due(here))


def states(ground: Ground) -> Counter[str]:
    return Counter(row.state for row in ground.rows(Store.CONTACTS, Outbox))


def links(messages: list[EmailMessage]) -> list[str]:
    bodies = [message.get_body(("plain",)) for message in messages]
    texts = [body.get_content() for body in bodies if body is not None]
    return [line.rpartition("/")[2] for text in texts for line in text.splitlines() if "/a/" in line]


def test_everybody_gets_one_mail_with_their_own_link(ground: Ground, smtp: Smtp) -> None:
    study = ground.opened(number=30)
    server = smtp()
    assert sent(ground, server.port) == {Outcome.SENT: 30}
    messages = server.messages()
    assert sorted(message["X-Envelope-To"] for message in messages) == sorted(
        f"person-{number}@example.org" for number in range(1, 31)
    )
    assert sorted(links(messages)) == sorted(ground.secrets(study))
    assert len({message["Message-ID"] for message in messages}) == 30
    assert states(ground) == {"done": 30}
    assert sent(ground, server.port) == {}


@only_sqlite
def test_a_mail_that_the_server_puts_off_leaves_later_with_the_same_message_id(ground: Ground, smtp: Smtp) -> None:
    ground.opened(number=12)
    server = smtp("--defer", "2")
    assert sent(ground, server.port) == {Outcome.SENT: 10, Outcome.POSTPONED: 2}
    assert sent(ground, server.port) == {}
    ground.later(minutes=5)
    assert sent(ground, server.port) == {Outcome.SENT: 2}
    assert len({message["Message-ID"] for message in server.messages()}) == 12


@only_sqlite
def test_an_address_that_does_not_exist_fails_and_holds_up_nobody(ground: Ground, smtp: Smtp) -> None:
    ground.opened(number=12)
    server = smtp("--reject", "person-3@example.org")
    assert sent(ground, server.port) == {Outcome.SENT: 11, Outcome.REFUSED: 1}
    assert states(ground) == {"done": 11, "failed": 1}
    ground.later(days=2)
    assert sent(ground, server.port) == {}


@only_sqlite
def test_when_there_is_no_server_every_mail_waits_for_one(ground: Ground, smtp: Smtp) -> None:
    ground.opened(number=12)
    assert sent(ground, 1) == {Outcome.POSTPONED: 12}
    ground.later(minutes=5)
    assert sent(ground, smtp().port) == {Outcome.SENT: 12}


@only_sqlite
def test_a_server_that_hung_up_between_two_mails_is_called_again(ground: Ground, smtp: Smtp) -> None:
    ground.opened(number=12)
    server = smtp()
    mailer = SmtpMailer(f"smtp://127.0.0.1:{server.port}")
    with office(ground, mailer) as here:
        outcomes = send_due(here)
        assert next(outcomes) is Outcome.SENT
        connection = mailer._server  # noqa: SLF001 - the fault cannot be had otherwise
        assert connection is not None
        assert connection.sock is not None
        connection.sock.shutdown(SHUT_RDWR)
        assert set(outcomes) == {Outcome.SENT}
    assert len(server.messages()) == 12


@only_sqlite
def test_a_wave_that_disappeared_is_no_mail_to_send(ground: Ground, smtp: Smtp) -> None:
    ground.opened(number=12)
    with ground.session(Store.CONTACTS) as session:
        session.execute(update(Outbox).values(wave_id="proef/gone"))
        session.commit()
    with pytest.raises(LookupError, match="proef/gone"):
        sent(ground, smtp().port)
