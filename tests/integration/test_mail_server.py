"""The mail server of the tests is a process that speaks SMTP."""

from collections.abc import Callable
from email.message import EmailMessage
from smtplib import SMTP, SMTPDataError, SMTPRecipientsRefused

import pytest

from tests.fixtures.mail import MailServer


def letter(to: str = "anna@example.org") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "onderzoek@example.org"
    message["To"] = to
    message["Subject"] = "Hoe gaat het?"
    message.set_content("Één vraag over jobcoaching.")
    return message


def test_an_accepted_message_is_kept_with_its_envelope(smtp: Callable[..., MailServer]) -> None:
    server = smtp()
    with SMTP("127.0.0.1", server.port) as connection:
        connection.send_message(letter(), from_addr="bounces@example.org")
    (kept,) = server.messages()
    assert kept["Subject"] == "Hoe gaat het?"
    assert kept.get_content().splitlines() == ["Één vraag over jobcoaching."]
    assert (kept["X-Envelope-From"], kept["X-Envelope-To"]) == ("bounces@example.org", "anna@example.org")


def test_a_deferred_message_is_accepted_later(smtp: Callable[..., MailServer]) -> None:
    server = smtp("--defer", "1")
    with SMTP("127.0.0.1", server.port) as connection:
        with pytest.raises(SMTPDataError, match="Try again later"):
            connection.send_message(letter())
        assert server.messages() == []
        connection.send_message(letter())
    assert len(server.messages()) == 1


def test_a_rejected_recipient_gets_nothing(smtp: Callable[..., MailServer]) -> None:
    server = smtp("--reject", "gone@example.org")
    with SMTP("127.0.0.1", server.port) as connection, pytest.raises(SMTPRecipientsRefused):
        connection.send_message(letter("gone@example.org"))
    assert server.messages() == []
