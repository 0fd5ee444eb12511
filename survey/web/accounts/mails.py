"""Mails to the staff: an invitation, and a link for who forgot a password. They go through the house's mail server."""

import contextlib
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from survey.fieldwork.mailers import TryLaterError, WillNeverLeaveError
from survey.questionnaires.problems import N_, RefusedError
from survey.settings import Settings

FOLDER = "accounts"
"""Where they come in the mailbox folder, which stands in for a mail server on one's own machine only: the mailbox page
has no lock."""

OWN_MACHINE = ("127.0.0.1", "localhost", "::1")
LOGGER = logging.getLogger(__name__)

INVITED = (
    N_("You can log in to Werkpeil"),
    N_("{inviter} invites you to Werkpeil, where studies are set up and their results are read."),
    N_("Choose a password with this link. It works once, within 7 days:"),
    N_("Do you not expect this? Then do nothing; nobody can log in with your address."),
)
FORGOTTEN = (
    N_("A new password for Werkpeil"),
    N_("Somebody, probably you, asked for a new password for your account."),
    N_("Choose one with this link. It works once, within an hour:"),
    N_("Did you not ask for this? Then do nothing; your password stays as it is."),
)


class NoMailForStaffError(RefusedError):
    """The mail cannot leave."""

    sentence = N_("The mail to {email} could not be sent. Is a mail server set (SURVEY_SMTP_URL)? Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to somebody of the staff: its words in their order, and where the link leads."""

    email: str
    words: tuple[str, str, str, str]
    link: str
    inviter: str = ""


def composed(settings: Settings, letter: Letter, translate: Callable[[str], str], now: datetime) -> EmailMessage:
    """The message, as text."""
    subject, why, how, otherwise = map(translate, letter.words)
    message = EmailMessage(policy=SMTP)
    message["From"] = Address("Werkpeil", addr_spec=settings.mail_from)
    message["To"] = Address(addr_spec=letter.email)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{secrets.token_hex(16)}@{settings.mail_from.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Subject"] = subject
    told = why.replace("{inviter}", letter.inviter)
    message.set_content(f"{told}\n\n{how}\n\n{letter.link}\n\n{otherwise}\n", cte="quoted-printable")
    return message


def send(settings: Settings, message: EmailMessage) -> None:
    """Send it now; `NoMailForStaffError` if it does not leave."""
    from survey.cli.posting import mailer  # noqa: PLC0415 - the terminal is not needed for pages

    recipient = message["To"].addresses[0].addr_spec
    if not settings.smtp_url and settings.host not in OWN_MACHINE:
        raise NoMailForStaffError(email=recipient)
    with contextlib.closing(mailer(settings)) as leaving:
        try:
            leaving.send(message, FOLDER)
        except (TryLaterError, WillNeverLeaveError) as fault:
            LOGGER.warning("A mail to the staff did not leave: %s", type(fault).__name__)
            raise NoMailForStaffError(email=recipient) from None
