"""What comes back to the address that mails are sent from: bounces, complaints, automatic answers, and people.

A report in the standard form (RFC 3464, RFC 5965) is read by its fields; other bounces by flufl.bounce, which knows the
forms of many servers. Only what says that an address does not exist counts as hard: a full mailbox or a mail that was
taken for spam says nothing about the person.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from enum import StrEnum

from flufl.bounce import all_failures

LARGEST = 2_000_000
"""Bytes that are looked at; a server sends back no more than the mail that we sent."""


class ReplyKind(StrEnum):
    """What a message is."""

    HARD = "hard"
    SOFT = "soft"
    COMPLAINT = "complaint"
    AUTOMATIC = "automatic"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Reply:
    """A message that came back. `addresses` are those it is about, in lower case; `status` is the code of RFC 3463.

    `message_ids` are the names of the mails that it answers: only somebody who had one knows it.
    """

    kind: ReplyKind
    addresses: tuple[str, ...] = ()
    status: str = ""
    message_ids: tuple[str, ...] = ()


NO_SUCH_ADDRESS = re.compile(r"5\.(1\.(0|1|2|3|6|10)|2\.1|4\.4)")
"""Bad address, moved, mailbox disabled, no such host. Everything else can pass, or is about the mail."""

STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
PASSES = re.compile(
    r"quota|mailbox (is )?full|over ?limit|spam|block(ed|list)|policy|reputation|too large|DMARC", re.IGNORECASE
)

AWAY = re.compile(
    r"^\s*(automatisch(e)? (antwoord|beantwoording)|afwezig|automatic reply|auto(matic)?[- ]?(reply|response)|"
    r"out of (the )?office|abwesenheit|réponse automatique|رد تلقائي)",
    re.IGNORECASE,
)
AWAY_HEADERS = ("X-Autoreply", "X-Autorespond", "X-Autoresponse", "X-Mail-Autoreply")
AWAY_PRECEDENCE = frozenset({"auto_reply", "auto-reply", "bulk", "junk"})
FROM_SERVERS = re.compile(r"^(mailer-daemon|postmaster|mail delivery)", re.IGNORECASE)


def read(content: bytes) -> Reply:
    """What kind of message this is, and about whom."""
    message = message_from_bytes(content[:LARGEST])
    ids = tuple(dict.fromkeys(_message_ids(message)))
    report = str(message.get_param("report-type", "")).lower()
    if report == "feedback-report":
        return Reply(ReplyKind.COMPLAINT, tuple(dict.fromkeys(_complaining(message))), message_ids=ids)
    reported = _reported(message)
    if reported:
        return _judged(reported, ids)
    if reported is not None or _is_automatic(message):
        return Reply(ReplyKind.AUTOMATIC, message_ids=ids)
    return _recognised(message, ids)


def _reported(message: Message) -> dict[str, str] | None:
    """The status for each address that a delivery report says has failed, which may be none; None if it is no report.

    A mail that is only delayed may still arrive; if it does not, another report says so.
    """
    reports = [each for each in message.walk() if each.get_content_type() in REPORTS]
    found: dict[str, str] = {}
    for block in (block for part in reports if part.is_multipart() for block in part.get_payload()):
        if not isinstance(block, Message) or str(block.get("Action", "")).strip().lower() != "failed":
            continue
        named = str(block.get("Original-Recipient") or block.get("Final-Recipient") or "")
        if address := named.rpartition(";")[2].strip().strip("<>").lower():
            found[address] = _status(str(block.get("Status", "")), str(block.get("Diagnostic-Code", "")))
    return found if reports else None


REPORTS = ("message/delivery-status", "message/global-delivery-status")


def _status(given: str, told: str) -> str:
    """The code of RFC 3463: what the server says itself, if the report knows only that it failed."""
    codes = STATUS.findall(given) + STATUS.findall(told)
    return next((code for code in codes if not code.endswith(".0.0")), codes[0] if codes else "")


def _judged(found: dict[str, str], ids: tuple[str, ...]) -> Reply:
    hard = tuple(address for address, status in found.items() if NO_SUCH_ADDRESS.fullmatch(status))
    addresses = hard or tuple(found)
    kind = ReplyKind.HARD if hard else ReplyKind.SOFT
    return Reply(kind, addresses, found[addresses[0]], ids)


def _recognised(message: Message, ids: tuple[str, ...]) -> Reply:
    """A bounce in a form of its own, or what a person wrote."""
    try:
        later, never = all_failures(message)
    except (LookupError, ValueError, AttributeError, TypeError):  # It reads what anybody can send us.
        return Reply(ReplyKind.PERSON, message_ids=ids)
    text = _text(message)
    if not never and not later:
        return Reply(ReplyKind.PERSON, message_ids=ids)
    status = STATUS.search(text)
    code = status[1] if status else ""
    refused = NO_SUCH_ADDRESS.fullmatch(code) if code else not PASSES.search(text)
    kind = ReplyKind.HARD if never and refused else ReplyKind.SOFT
    addresses = sorted(address.decode(errors="replace").lower() for address in never or later)
    return Reply(kind, tuple(addresses), code, ids)


def _is_automatic(message: Message) -> bool:
    """Whether nobody typed it: an answer of somebody who is away, a receipt, a list."""
    submitted = str(message.get("Auto-Submitted", "no")).strip().lower()
    if submitted.startswith("auto-replied") or any(name in message for name in AWAY_HEADERS):
        return True
    if AWAY.match(_subject(message)) or str(message.get("Precedence", "")).strip().lower() in AWAY_PRECEDENCE:
        return True
    from_server = FROM_SERVERS.match(_sender(message))
    return submitted.startswith("auto-") and not from_server


def _subject(message: Message) -> str:
    """The subject, also where it is not encoded as it should be."""
    raw = next((str(value) for name, value in message.raw_items() if name.lower() == "subject"), "")
    text = raw.encode(errors="surrogateescape").decode(errors="replace")
    try:
        return str(make_header(decode_header(text)))
    except (LookupError, MessageError, ValueError):
        return text


def _sender(message: Message) -> str:
    return next((name or address for name, address in getaddresses([str(message.get("From", ""))])), "")


def _complaining(message: Message) -> Iterator[str]:
    """The addresses that a complaint names: of the report itself, else those that the returned mail went to."""
    named = [
        str(block.get("Original-Rcpt-To"))
        for part in message.walk()
        if part.get_content_type() == "message/feedback-report"
        for block in _blocks(part)
        if block.get("Original-Rcpt-To")
    ]
    for _, address in getaddresses(named or [str(each.get("To", "")) for each in _returned(message)]):
        if address:
            yield address.lower()


def _blocks(part: Message) -> Iterator[Message]:
    """The fields of a report, as messages without a body."""
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (each for each in payload if isinstance(each, Message))
    else:
        yield message_from_bytes(str(payload).strip().encode(errors="replace"))


def _returned(message: Message) -> Iterator[Message]:
    """The mails, or only their heads, that a report carries."""
    for part in message.walk():
        if part.get_content_type() in ("message/rfc822", "message/global"):
            yield from (each for each in part.get_payload() if isinstance(each, Message))
        elif part.get_content_type() in ("text/rfc822-headers", "message/global-headers"):
            yield from _blocks(part)


NAME = re.compile(r"<[^<>\s]{1,250}>")


def _message_ids(message: Message) -> Iterator[str]:
    """The names of the mails that this one answers or carries."""
    for header in ("In-Reply-To", "References"):
        yield from NAME.findall(str(message.get(header, "")))
    for returned in _returned(message):
        yield from NAME.findall(str(returned.get("Message-ID", "")))
    yield from (f"<{each}>" for each in re.findall(r"(?im)^\s*message-id:\s*<([^<>\s]{1,250})>", _text(message)))


def _text(message: Message) -> str:
    """The words that can be read."""
    found = (part.get_payload(decode=True) for part in message.walk() if part.get_content_maintype() == "text")
    return "\n".join(content.decode(errors="replace") for content in found if isinstance(content, bytes))
