"""Specimens: a message as somebody would get it, to look at before it leaves. Its links open and stop nothing."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from survey.questionnaires.definition import Audience
from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import LetterKind
from survey.storage.contacts import Contact, Enrolment, MailKind, Trajectory

from . import messages
from .designs import FrozenWave
from .keyring import KEY_BYTES, StudyKeys
from .messages import Sender
from .outbox import Mail
from .tokens import Form

NOBODY = 0
"""No contact has this number: a link that stops the mails of nobody."""

KINDS = {
    LetterKind.INVITATION: MailKind.INVITATION,
    LetterKind.REMINDER: MailKind.REMINDER_1,
    LetterKind.THANKS: MailKind.THANKS,
}
INVENTED = "deelnemer@example.org"


class UnknownContactError(RefusedError):
    """Nobody on the panel has this address or number."""

    sentence = N_("Study {study} has no “{audience}” with the address or number “{contact}”.")


class NoLetterError(RefusedError):
    """The study does not write such a mail."""

    sentence = N_("Study {study} has no letter of this kind: {kind}.")


class OtherLanguageError(RefusedError):
    """The wave does not speak this language."""

    sentence = N_("Wave {wave} is not in “{language}”. It is in: {known}.")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to see. Without a `contact` it is the first on the panel, or somebody invented; always that
    for who may not see the panel. Without a `language`, theirs. `address` is where it goes."""

    kind: LetterKind = LetterKind.INVITATION
    language: str | None = None
    contact: str | None = None
    address: str | None = None
    is_invented: bool = False


def specimen(contacts: Session, wave: FrozenWave, sender: Sender, wish: Wish, now: datetime) -> EmailMessage:
    """The message, with the data of the contact.

    Raises:
        UnknownContactError, NoLetterError, OtherLanguageError: there is nothing to show.
    """
    study, audience = wave.study, wave.wave.audience
    if wish.kind is LetterKind.THANKS and study.letter(wish.kind, wave.wave) is None:
        raise NoLetterError(study=study.id, kind=wish.kind.value)
    known = study.languages_of(audience)
    if wish.language and wish.language not in known:
        raise OtherLanguageError(wave=wave.id, language=wish.language, known=", ".join(known))
    mail = _mail(contacts, wave, wish, now)
    keys = StudyKeys(secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES))
    return messages.compose(sender, wave, keys, mail, (now, (now + wave.wave.open_for).date()))


def _mail(contacts: Session, wave: FrozenWave, wish: Wish, now: datetime) -> Mail:
    invented = Mail(
        id=0,
        study_id=wave.study.id,
        wave_id=wave.id,
        cohort_id=f"{wave.id}/{secrets.token_hex(8)}",
        contact_id=NOBODY,
        round=1,
        kind=KINDS[wish.kind],
        attempts=0,
        address=wish.address or INVENTED,
        language=wish.language or wave.study.languages_of(wave.wave.audience)[0],
        lease_until=now,
        forms=((Form(NOBODY, None, 1), None),),
    )
    found = None if wish.is_invented else _person(contacts, wave, wish)
    if found is None:
        return invented
    labels = _labels(contacts, wave, found.id)
    forms = tuple((Form(NOBODY, at, 1), label) for at, label in enumerate(labels)) or invented.forms
    address, language = wish.address or found.address or INVENTED, wish.language or found.language
    contacts.rollback()
    return replace(invented, forms=forms, address=address, language=language)


def _person(contacts: Session, wave: FrozenWave, wish: Wish) -> Contact | None:
    """Who would get it."""
    audience = wave.wave.audience
    query = select(Contact).where(Contact.study_id == wave.study.id, Contact.audience == audience)
    if wish.contact:
        query = query.where(or_(Contact.address == wish.contact.lower(), Contact.number == wish.contact))
    found = contacts.scalar(query.order_by(Contact.id).limit(1))
    if found is None and wish.contact:
        contacts.rollback()
        raise UnknownContactError(study=wave.study.id, audience=audience.value, contact=wish.contact)
    return found


def _labels(contacts: Session, wave: FrozenWave, contact_id: int) -> Sequence[str]:
    """The trajectories that the mail names: those of the person's forms, or before the wave opens all of a coach."""
    enrolled = select(Trajectory.label).join(Enrolment, Enrolment.trajectory_id == Trajectory.id)
    enrolled = enrolled.where(Enrolment.contact_id == contact_id, Enrolment.wave_id == wave.id)
    found = list(contacts.scalars(enrolled.order_by(Trajectory.label)))
    if not found and wave.wave.audience is Audience.JOB_COACH:
        query = select(Trajectory.label).where(Trajectory.coach_id == contact_id)
        found = list(contacts.scalars(query.order_by(Trajectory.label)))
    return found
