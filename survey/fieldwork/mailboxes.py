"""Mailboxes: where what comes back is fetched. A message that was dealt with is marked as seen; one for people stays
unseen and gets a flag, which also keeps it from being fetched again."""

import contextlib
import imaplib
import mailbox
import ssl
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from survey.questionnaires.problems import N_, RefusedError

TIMEOUT_SECONDS = 60
MOST = 500
"""Messages in one go; what is left comes the next time."""


class MailboxFaultError(RefusedError):
    """The mailbox cannot be read now."""

    sentence = N_("The mailbox at {place} cannot be read: {reason}")


class Mailbox(Protocol):
    """Messages that nobody has dealt with."""

    def messages(self) -> Iterator[tuple[str, bytes]]:
        """Each message with the name that this mailbox knows it by; at most `MOST`."""

    def seen(self, name: str) -> None:
        """It was dealt with."""

    def for_people(self, name: str) -> None:
        """Somebody has to read it."""

    def close(self) -> None:
        """Let go."""


def opened(url: str) -> Mailbox:
    """The mailbox at `imaps://user:password@host/folder` (or `imap://`, with STARTTLS where the server offers it), or a
    Maildir folder.

    Raises:
        MailboxFaultError: it is not there, or does not let us in.
    """
    if urlsplit(url).scheme in ("imap", "imaps"):
        return ImapMailbox(url)
    if not (Path(url) / "new").is_dir():
        raise MailboxFaultError(place=url, reason="no Maildir")
    return MaildirMailbox(Path(url))


class MaildirMailbox:
    """A folder in which a mail server puts messages, one to a file."""

    def __init__(self, folder: Path) -> None:
        self._box = mailbox.Maildir(folder, factory=None, create=False)

    def messages(self) -> Iterator[tuple[str, bytes]]:
        """Those without a flag."""
        names = sorted(name for name in self._box.keys() if not self._box.get_message(name).get_flags())  # noqa: SIM118
        for name in names[:MOST]:
            yield name, self._box.get_bytes(name)

    def seen(self, name: str) -> None:
        """Move it to `cur`, marked S."""
        self._mark(name, "S")

    def for_people(self, name: str) -> None:
        """Move it to `cur`, marked F."""
        self._mark(name, "F")

    def _mark(self, name: str, flag: str) -> None:
        message = self._box.get_message(name)
        message.set_subdir("cur")
        message.set_flags(flag)
        self._box[name] = message

    def close(self) -> None:
        """Nothing is kept open."""
        self._box.close()


class ImapMailbox:
    """A folder on an IMAP server."""

    def __init__(self, url: str) -> None:
        self._parts = urlsplit(url)
        self._place = f"{self._parts.scheme}://{self._parts.hostname}"
        with self._told():
            self._server = self._connected()

    def _connected(self) -> imaplib.IMAP4:
        host, safe = self._parts.hostname or "", ssl.create_default_context()
        if self._parts.scheme == "imaps":
            server: imaplib.IMAP4 = imaplib.IMAP4_SSL(
                host, self._parts.port or 993, ssl_context=safe, timeout=TIMEOUT_SECONDS
            )
        else:
            server = imaplib.IMAP4(host, self._parts.port or 143, timeout=TIMEOUT_SECONDS)
        try:
            if self._parts.scheme != "imaps" and "STARTTLS" in server.capabilities:
                server.starttls(safe)
            server.login(unquote(self._parts.username or ""), unquote(self._parts.password or ""))
            self._answer(server.select(unquote(self._parts.path.strip("/")) or "INBOX"))
        except BaseException:
            server.shutdown()
            raise
        return server

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Any fault as a sentence; never with the password."""
        try:
            yield
        except (imaplib.IMAP4.error, OSError) as fault:
            raise MailboxFaultError(place=self._place, reason=type(fault).__name__) from None

    def _answer(self, given: tuple[str, Sequence[object]]) -> Sequence[object]:
        """What the server said; a refusal is a fault."""
        if given[0] != "OK":
            raise imaplib.IMAP4.error(given[0])
        return given[1]

    def messages(self) -> Iterator[tuple[str, bytes]]:
        """Those that are neither seen nor flagged; to fetch one does not mark it."""
        with self._told():
            found = self._answer(self._server.uid("SEARCH", "UNSEEN", "UNFLAGGED"))
        names = found[0].decode().split() if found and isinstance(found[0], bytes) else []
        for name in names[:MOST]:
            with self._told():
                parts = self._answer(self._server.uid("FETCH", name, "(BODY.PEEK[])"))
            content = next((part[1] for part in parts if isinstance(part, tuple)), None)
            if content is not None:  # Somebody may have deleted it meanwhile.
                yield name, content

    def seen(self, name: str) -> None:
        """Mark it as seen."""
        self._mark(name, r"(\Seen)")

    def for_people(self, name: str) -> None:
        """Mark it with a flag, and leave it unseen."""
        self._mark(name, r"(\Flagged)")

    def _mark(self, name: str, flags: str) -> None:
        with self._told():
            self._answer(self._server.uid("STORE", name, "+FLAGS.SILENT", flags))

    def close(self) -> None:
        """Say goodbye."""
        with contextlib.suppress(imaplib.IMAP4.error, OSError):
            self._server.logout()
        with contextlib.suppress(OSError):
            self._server.shutdown()


class OneMessage:
    """One message that a mail server hands to a program."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.kept = False

    def messages(self) -> Iterator[tuple[str, bytes]]:
        """It alone."""
        yield "-", self._content

    def seen(self, name: str) -> None:
        """Nothing to mark."""

    def for_people(self, name: str) -> None:
        """Whoever handed it over hears that it is for people."""
        self.kept = True

    def close(self) -> None:
        """Nothing is kept open."""
