"""A freeze of all mail: after an old copy was put back nobody knows what has left since, until somebody looks."""

from datetime import date

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_, RefusedError
from survey.storage.contacts import FREEZE, Freeze, MailState, Outbox
from survey.storage.engines import writing


class FrozenError(RefusedError):
    """No mail leaves."""

    sentence = N_(
        "No mail leaves since {since}, when an old copy was put back ({copy}). See what would leave: survey mail "
        "status STUDY. Then: survey mail thaw"
    )


class NotFrozenError(RefusedError):
    """There is nothing to thaw."""

    sentence = N_("Mails are not frozen.")


def freeze(contacts: Session, since: date, copy: str) -> None:
    """Let no mail leave, in the caller's transaction; a freeze that is there already stays."""
    if contacts.get(Freeze, FREEZE) is None:
        contacts.add(Freeze(id=FREEZE, since=since, copy=copy))
        contacts.flush()


def is_frozen(contacts: Session) -> bool:
    """Whether no mail may leave, in the caller's transaction."""
    return contacts.scalar(select(Freeze.id)) is not None


def check(contacts: Session) -> None:
    """Raise `FrozenError` if no mail may leave."""
    found = contacts.scalar(select(Freeze))
    contacts.rollback()
    if found is not None:
        raise FrozenError(since=found.since.isoformat(), copy=found.copy)


def check_frozen(contacts: Session) -> None:
    """Raise `NotFrozenError` if there is nothing to thaw."""
    found = is_frozen(contacts)
    contacts.rollback()
    if not found:
        raise NotFrozenError


def thaw(contacts: Session, skipped_before: date | None) -> int:
    """Let mails leave again; those that were planned before a day are cancelled: how many. Commits."""
    writing(contacts)
    number = 0
    if skipped_before is not None:
        unsent = Outbox.state.in_([MailState.WAITING, MailState.SENDING]) & (Outbox.day < skipped_before)
        number = contacts.scalar(select(func.count()).select_from(Outbox).where(unsent)) or 0
        values = {"state": MailState.CANCELLED, "lease_until": None}
        contacts.execute(update(Outbox).where(unsent).values(values))
    contacts.execute(delete(Freeze))
    contacts.commit()
    return number
