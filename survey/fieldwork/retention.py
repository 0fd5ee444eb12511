"""Purging: what is past its term goes, and what was done is proved by counting again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, select
from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_
from survey.questionnaires.study import Study
from survey.storage.engines import Store, writing
from survey.storage.rewriting import rewrite
from survey.storage.studies import AuditEntry, Work

from . import audit, designs, destruction, erasures, removals, terms, upkeep
from .terms import Lot
from .waves import Field

KEYS = "keys"
"""Stands for the keyring beside the names of databases."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the proof: `months` is None for a fixed term, which `what` (a message id) names.

    `since` is the day on which the term began, if it did; `left` rows are there still, `past` of which should not be.
    """

    store: str
    table: str
    what: str
    study_id: str
    months: int | None
    since: date | None
    removed: int
    left: int
    past: int


def purge(field: Field) -> list[Line]:
    """Remove what is past its term in every database and the keyring, and write the databases anew.

    Commits each database several times; can be repeated if it stops half-way.

    Raises:
        TooBusyError: rows are gone, but a database that was in use may still hold their bytes.
    """
    proof = [line for study in designs.every(field.studies) for line in _of_study(field, study)]
    proof += [_fixed(field, lot) for lot in terms.outdated(field.now)]
    for store in Store:
        rewrite(_session(field, store), store)
    for work in (Work.PURGE, Work.RESHUFFLE):
        upkeep.note(field.studies, work, field.now)
    return proof


def _of_study(field: Field, study: Study) -> Iterator[Line]:
    """Keys first: with them go people and tickets, and what they would be needed for."""
    since = terms.over_since(field.studies, study, field.now.date())
    removals.again(field, study)
    if study.id in field.keyring.held():
        erasures.again(field, study)
        yield _keys(field, study, since)
    for lot in terms.lots(study):
        due = since is not None and field.now.date() > terms.ends(since, lot.months)
        removed = _remove(field, lot) if due else 0
        left = _count(field, lot)
        yield Line(
            lot.store, lot.table.__tablename__, lot.what, study.id, lot.months, since, removed, left, left if due else 0
        )


def _keys(field: Field, study: Study, since: date | None) -> Line:
    """The keys end by their term if nobody ended them before: so it was approved, and so the study told its people."""
    months = terms.retention(study).keys
    due = since is not None and field.now.date() > terms.ends(since, months)
    if due:
        destruction.end_by_term(field, study, months)
    left = int(study.id in field.keyring.held())
    return Line(KEYS, KEYS, N_("keys"), study.id, months, since, 1 - left if due else 0, left, left if due else 0)


def _fixed(field: Field, lot: Lot) -> Line:
    removed, past = _remove(field, lot), _count(field, lot)
    session = _session(field, lot.store)
    left = session.scalar(select(func.count()).select_from(lot.table)) or 0
    oldest = session.scalar(select(func.min(AuditEntry.at))) if lot.table is AuditEntry else None
    session.rollback()
    since = oldest.date() if oldest else None
    return Line(lot.store, lot.table.__tablename__, lot.what, "", None, since, removed, left, past)


def _remove(field: Field, lot: Lot) -> int:
    """Delete the rows of a lot; how many. Commits."""
    session = writing(_session(field, lot.store))
    if lot.table is AuditEntry:  # A chain: it is shortened from its beginning, and says so.
        number = audit.shorten(session, field.now, field.actor, terms.log_limit(field.now))
        session.commit()
        return number
    number = cast(CursorResult[Any], session.execute(delete(lot.table).where(lot.here))).rowcount
    session.commit()
    return number


def _count(field: Field, lot: Lot) -> int:
    session = _session(field, lot.store)
    number = session.scalar(select(func.count()).select_from(lot.table).where(lot.here)) or 0
    session.rollback()
    return number


def _session(field: Field, store: Store) -> Session:
    session: Session = getattr(field, store.value)
    return session
