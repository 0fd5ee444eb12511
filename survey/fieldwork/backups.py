"""Backups: a sealed copy of each database by itself, without any key; and putting one back.

What was erased or destroyed since stays so: it is done again. No mail leaves until somebody looked (`freezing`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from survey.questionnaires.study import Study
from survey.storage import copies
from survey.storage.copies import Copy
from survey.storage.engines import Store, writing
from survey.storage.rewriting import rewrite
from survey.storage.studies import Base, Destruction, Erasure, Removal, StudyRow, Work

from . import audit, designs, destruction, erasures, freezing, removals, upkeep
from .audit import Deed
from .key_copies import FileIsThereError
from .keyring import write_once
from .sealing import Opener, Seal
from .waves import Field


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: `rows` of a database, how many people were `erased` again, and how much was `removed` again:
    answers that were withdrawn, and rights of people who were erased."""

    copy: Copy
    rows: int
    erased: int
    removed: int


def backup(field: Field, folder: Path, seal: Seal) -> Iterator[Path]:
    """Write a sealed copy of each database to a folder, and say where each is.

    Raises:
        FileIsThereError, and what a seal refuses: the copies that were made before stay.
        TooBusyError: the responses could not be reshuffled, and were not copied.
    """
    seal.check()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    day = field.now.date()
    for store in Store:
        path = folder / f"{store}-{day.isoformat()}.age"
        if path.exists():
            raise FileIsThereError(file=path)
        session: Session = getattr(field, store.value)
        session.rollback()
        if store is Store.RESPONSES:
            rewrite(session, store)
            upkeep.note(field.studies, Work.RESHUFFLE, field.now)
        write_once(path, seal.seal(copies.copied(cast(Engine, session.get_bind()), store, day).content))
        yield path
    upkeep.note(field.studies, Work.BACKUP, field.now)


def restore(field: Field, file: Path, opener: Opener) -> Restored:
    """Replace a database by the copy in a file: whole or not at all. Freezes all mail first.

    Raises:
        WrongKeyError, DamagedCopyError, OtherVersionError: the database is as it was.
        KeyGoneError: it was put back, but who was erased is on the panel again until the keys are here.
    """
    copy = copies.opened(opener.open(file))
    named = f"{copy.store.value} {copy.day.isoformat()}"
    freezing.freeze(writing(field.contacts), field.now.date(), named)
    field.contacts.commit()
    session: Session = getattr(field, copy.store.value)
    session.rollback()
    try:
        rows = _replace(field, writing(session), copy, named)
    except Exception:
        session.rollback()
        raise
    session.commit()
    audit.record(writing(field.studies), field.now, Deed(field.actor, "", "restore", named))
    field.studies.commit()
    removed = sum(removals.again(field, study) for study in designs.every(field.studies))
    return Restored(copy, rows, again(field), removed)


def _replace(field: Field, session: Session, copy: Copy, named: str) -> int:
    """In one transaction: the rows of the copy, and what an old copy must not undo."""
    lasting = (Erasure, Removal, Destruction) if copy.store is Store.STUDIES else ()
    kept = [(table, values) for table in lasting for values in _values(session, table)]
    rows = copies.put_back(session, copy)
    for table, values in kept:
        if table is not Destruction or session.get(StudyRow, values["study_id"]) is not None:
            session.merge(table(**values))
    if copy.store is Store.CONTACTS:
        freezing.freeze(session, field.now.date(), named)
    return rows


def _values(session: Session, table: type[Base]) -> list[dict[str, Any]]:
    """The rows of a table, apart from the session."""
    return [dict(row) for row in session.execute(select(*table.__table__.columns)).mappings()]


def again(field: Field) -> int:
    """Do again what was done since a copy was made: destroyed keys stay destroyed, and who was erased stays erased.
    What was withdrawn is removed first: once answers are labelled anew, nobody could find it.

    Returns how many people were erased. Raises `KeyGoneError` if there are marks of erased people without their key.
    """
    return sum(_once_more(field, study) for study in designs.every(field.studies))


def _once_more(field: Field, study: Study) -> int:
    removals.again(field, study)
    ended = field.studies.get(Destruction, study.id) is not None
    field.studies.rollback()
    if not ended:
        return erasures.again(field, study)
    destruction.finish(field, study)
    return 0
