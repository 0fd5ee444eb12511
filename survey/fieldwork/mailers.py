"""Mailers: a mail server, or a folder that stands in for one in demo and test studies."""

import contextlib
import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

TIMEOUT_SECONDS = 30
FINE, FIRST_PERMANENT = 250, 500


class TryLaterError(Exception):
    """The mail did not leave; it may later."""


class WillNeverLeaveError(Exception):
    """The server refused this mail for good."""


class Mailer(Protocol):
    """Something that takes a message for one person."""

    def send(self, message: EmailMessage, study_id: str) -> None:
        """Hand the message over.

        Raises:
            TryLaterError: a passing fault.
            WillNeverLeaveError: a refusal for good.
        """

    def close(self) -> None:
        """Let go of the connection."""


class SmtpMailer:
    """One kept connection to a mail server, given as `smtp://user:password@host:port` (STARTTLS where the server
    offers it) or `smtps://...`."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)
        self._server: smtplib.SMTP | None = None

    def send(self, message: EmailMessage, study_id: str) -> None:
        """Send over the kept connection; a connection that broke is made anew next time."""
        try:
            self._connection().send_message(message)
        except smtplib.SMTPRecipientsRefused as refusal:
            self._reset()
            code = max(code for code, _ in refusal.recipients.values())
            raise (WillNeverLeaveError if code >= FIRST_PERMANENT else TryLaterError)(str(code)) from None
        except smtplib.SMTPResponseException as refusal:
            self._reset()
            # Only a refusal of this recipient or this text is about this mail; the rest can be mended on our side.
            permanent = refusal.smtp_code >= FIRST_PERMANENT and isinstance(refusal, smtplib.SMTPDataError)
            raise (WillNeverLeaveError if permanent else TryLaterError)(str(refusal.smtp_code)) from None
        except (smtplib.SMTPException, OSError) as fault:
            self._reset()
            raise TryLaterError(type(fault).__name__) from None

    def close(self) -> None:
        """Say goodbye to the server."""
        if self._server is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._server.quit()
            self._server = None

    def _reset(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    def _connection(self) -> smtplib.SMTP:
        """The kept connection if the server still answers on it, else a new one."""
        with contextlib.suppress(smtplib.SMTPException, OSError):
            if self._server is not None and self._server.noop()[0] == FINE:
                return self._server
        self._reset()
        self._server = self._connect()
        return self._server

    def _connect(self) -> smtplib.SMTP:
        host = self._url.hostname or ""
        safe = ssl.create_default_context()
        if self._url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, self._url.port or 465, timeout=TIMEOUT_SECONDS, context=safe)
        else:
            server = smtplib.SMTP(host, self._url.port or 587, timeout=TIMEOUT_SECONDS)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=safe)
        if self._url.username:
            server.login(unquote(self._url.username), unquote(self._url.password or ""))
        return server


class FolderMailer:
    """Writes each message to `folder/<study>/<message id>.eml`, where the mailbox page shows it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: EmailMessage, study_id: str) -> None:
        """Write the message; the same message twice is one file."""
        home = self._folder / study_id
        name = message["Message-ID"].strip("<>").partition("@")[0]
        try:
            home.mkdir(parents=True, exist_ok=True)
            (home / f"{name}.new").write_bytes(message.as_bytes(policy=SMTP))
            (home / f"{name}.new").rename(home / f"{name}.eml")
        except OSError as fault:
            raise TryLaterError(str(fault)) from fault

    def close(self) -> None:
        """Nothing is kept open."""
