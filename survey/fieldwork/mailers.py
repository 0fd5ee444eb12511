"""Mailers: a mail server, or a folder that stands in for one in demo and test studies."""

import contextlib
import re
import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from .signing import Signer

TIMEOUT_SECONDS = 30
FINE, FIRST_PERMANENT = 250, 500
TAKEN = (250, 251)
PATIENCE = 4
"""So many times longer a server may think about a whole message: hung up on too early, it would get it twice."""

STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")


class TryLaterError(Exception):
    """The mail did not leave; it may later."""


class WillNeverLeaveError(Exception):
    """The server refused this mail for good; `status` is the code of RFC 3463, if it gave one."""

    def __init__(self, code: int, reply: bytes = b"") -> None:
        found = STATUS.search(reply.decode(errors="replace"))
        self.status = found[1] if found else ""
        super().__init__(str(code))


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
    offers it) or `smtps://...`. Mails are signed if there is a signer; what comes back goes to `returns`, else to the
    address that they are from."""

    def __init__(
        self, url: str, signer: Signer | None = None, returns: str = "", timeout: float = TIMEOUT_SECONDS
    ) -> None:
        self._url = urlsplit(url)
        self._signer = signer
        self._returns = returns
        self._timeout = timeout
        self._server: smtplib.SMTP | None = None

    def send(self, message: EmailMessage, study_id: str) -> None:
        """Send over the kept connection; a connection that broke is made anew next time."""
        sender, recipient = (message[name].addresses[0].addr_spec for name in ("From", "To"))
        content = message.as_bytes(policy=SMTP)
        content = self._signer.sign(content) if self._signer else content
        try:
            self._hand_over(self._returns or sender, recipient, content)
        except smtplib.SMTPRecipientsRefused as refusal:
            self._reset()
            code, reply = refusal.recipients[recipient]
            raise (WillNeverLeaveError(code, reply) if code >= FIRST_PERMANENT else TryLaterError(code)) from None
        except smtplib.SMTPResponseException as refusal:
            self._reset()
            code = refusal.smtp_code
            # Only a refusal of this recipient or this text is about this mail; the rest can be mended on our side.
            if code >= FIRST_PERMANENT and isinstance(refusal, smtplib.SMTPDataError):
                raise WillNeverLeaveError(code) from None
            raise TryLaterError(code) from None
        except (smtplib.SMTPException, OSError) as fault:
            self._reset()
            raise TryLaterError(type(fault).__name__) from None

    def _hand_over(self, sender: str, recipient: str, content: bytes) -> None:
        """The conversation about one message."""
        server = self._connection()
        international = () if f"{sender}{recipient}".isascii() else ("SMTPUTF8", "BODY=8BITMIME")
        code, reply = server.mail(sender, international)
        if code != FINE:
            raise smtplib.SMTPSenderRefused(code, reply, sender)
        code, reply = server.rcpt(recipient)
        if code not in TAKEN:
            raise smtplib.SMTPRecipientsRefused({recipient: (code, reply)})
        self._wait(PATIENCE * self._timeout)
        code, reply = server.data(content)
        if code != FINE:
            raise smtplib.SMTPDataError(code, reply)
        self._wait(self._timeout)

    def _wait(self, seconds: float) -> None:
        """How long the server may take for its next answers."""
        if self._server is not None and self._server.sock is not None:
            self._server.sock.settimeout(seconds)

    def close(self) -> None:
        """Say goodbye to the server."""
        if self._server is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._server.quit()
            self._reset()

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
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, self._url.port or 465, timeout=self._timeout, context=safe)
        else:
            server = smtplib.SMTP(host, self._url.port or 587, timeout=self._timeout)
        try:
            server.ehlo_or_helo_if_needed()
            if self._url.scheme != "smtps" and server.has_extn("starttls"):
                server.starttls(context=safe)
                server.ehlo_or_helo_if_needed()
            if self._url.username:
                server.login(unquote(self._url.username), unquote(self._url.password or ""))
        except BaseException:
            server.close()
            raise
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
