"""Intake: what comes back is dealt with, once. Bounces and complaints count against the contact whose mail they carry.

Anybody can write to the address that mails come from, and can write that an address does not exist. So a bounce counts
only if it names a mail of ours by its Message-ID, which follows from the study's key and is known to nobody but us and
the person who got it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from survey.storage.contacts import Bounce, MailState, Outbox, StopReason
from survey.storage.engines import writing

from . import replies
from .keyring import KeyGoneError, Keyring
from .mailboxes import Mailbox
from .messages import identified
from .replies import Reply, ReplyKind
from .suppression import suppress

MEMORY = timedelta(days=90)
"""How long after its day a mail can come back."""

MOST_SOFT = 3
"""So many different mails that came back for a passing reason are reason enough."""


class Dealt(StrEnum):
    """What became of a message. `KNOWN`: it told nothing new."""

    BOUNCED = "bounced"
    PUT_OFF = "put off"
    COMPLAINED = "complained"
    KNOWN = "known"
    AUTOMATIC = "automatic"
    FOR_PEOPLE = "for people"


@dataclass(frozen=True, slots=True)
class Collector:
    """What intake works with. `address` is what mails are from."""

    contacts: Session
    keyring: Keyring
    address: str
    today: date


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail that we sent, and to whom."""

    outbox_id: int
    contact_id: int


def collect(collector: Collector, mailbox: Mailbox) -> Counter[Dealt]:
    """Deal with what is in a mailbox; how much of what. Commits after each message, then marks it: what is dealt with
    twice changes nothing."""
    found = [(name, replies.read(content)) for name, content in mailbox.messages()]
    ours = _ours(collector, {each for _, reply in found for each in reply.message_ids if reply.kind in ABOUT_A_MAIL})
    counted: Counter[Dealt] = Counter()
    for name, reply in found:
        dealt = _deal(collector, reply, next((ours[each] for each in reply.message_ids if each in ours), None))
        (mailbox.for_people if dealt is Dealt.FOR_PEOPLE else mailbox.seen)(name)
        counted[dealt] += 1
    return counted


ABOUT_A_MAIL = frozenset({ReplyKind.HARD, ReplyKind.SOFT, ReplyKind.COMPLAINT})


def _ours(collector: Collector, names: Iterable[str]) -> dict[str, Sent]:
    """The mails that have these names."""
    wanted = set(names)
    recent = Outbox.day >= collector.today - MEMORY
    columns = (Outbox.id, Outbox.cohort_id, Outbox.contact_id, Outbox.round, Outbox.kind)
    found: dict[str, Sent] = {}
    studies = list(collector.contacts.scalars(select(Outbox.study_id).where(recent).distinct())) if wanted else []
    for study_id in studies:
        try:
            keys = collector.keyring.keys(study_id)
        except KeyGoneError:
            continue
        for row in collector.contacts.execute(select(*columns).where(recent, Outbox.study_id == study_id)):
            name = identified(collector.address, keys, (row.cohort_id, row.contact_id, row.round, row.kind))
            if name in wanted:
                found[name] = Sent(row.id, row.contact_id)
    collector.contacts.rollback()
    return found


def _deal(collector: Collector, reply: Reply, sent: Sent | None) -> Dealt:
    """Note what a message says."""
    if reply.kind is ReplyKind.AUTOMATIC:
        return Dealt.AUTOMATIC
    if reply.kind is ReplyKind.PERSON or sent is None:
        return Dealt.FOR_PEOPLE
    writing(collector.contacts)
    if reply.kind is ReplyKind.COMPLAINT:
        suppress(collector.contacts, sent.contact_id, StopReason.COMPLAINED, collector.today)
        dealt = Dealt.COMPLAINED
    else:
        dealt = _bounced(collector, reply, sent)
    collector.contacts.commit()
    return dealt


def _bounced(collector: Collector, reply: Reply, sent: Sent) -> Dealt:
    """Note a bounce in the caller's transaction; each mail bounces once, for good if one of its bounces says so."""
    hard = reply.kind is ReplyKind.HARD
    before = collector.contacts.get(Bounce, sent.outbox_id)
    if before is not None and (before.hard or not hard):
        return Dealt.KNOWN
    collector.contacts.merge(Bounce(outbox_id=sent.outbox_id, hard=hard, status=reply.status[:12], day=collector.today))
    collector.contacts.flush()
    if hard:
        failed = update(Outbox).where(Outbox.id == sent.outbox_id, Outbox.state != MailState.CANCELLED)
        collector.contacts.execute(failed.values(state=MailState.FAILED, attempts=0, lease_until=None))
    if hard or _soft(collector.contacts, sent.contact_id) >= MOST_SOFT:
        suppress(collector.contacts, sent.contact_id, StopReason.BOUNCED, collector.today)
    return Dealt.BOUNCED if hard else Dealt.PUT_OFF


def _soft(contacts: Session, contact_id: int) -> int:
    """How many mails to a contact came back for a passing reason."""
    query = select(func.count()).select_from(Bounce).join(Outbox, Outbox.id == Bounce.outbox_id)
    return contacts.scalar(query.where(Outbox.contact_id == contact_id, ~Bounce.hard)) or 0
