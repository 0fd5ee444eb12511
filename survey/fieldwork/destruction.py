"""The end of a study's keys: from then on nobody, ourselves included, can find out whose answers are whose.

Two people decide it when every wave is closed. Each step can be repeated; what a crash interrupted the worker finishes.
"""

import secrets
from collections import defaultdict

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import Study
from survey.storage.contacts import Contact, Outbox, Trajectory
from survey.storage.engines import Store, writing
from survey.storage.responses import Response, Ticket, TypedCode
from survey.storage.rewriting import rewrite
from survey.storage.studies import Destruction, Erasure, Stage, WaveRow

from . import audit, designs
from .audit import Deed
from .key_copies import KeysDestroyedError
from .waves import Field

DESTROYED = "destroy keys"
"""The deed in the audit log."""

PEOPLE, LABEL_BYTES = 2, 16
LONGEST_NAME = 100


class NotClosedError(RefusedError):
    """People could still answer, or be asked."""

    sentence = N_("Wave {wave} is not closed yet. Close it first: survey studies close {study} {name}")


class TwoPeopleError(RefusedError):
    """One person alone does not decide it."""

    sentence = N_("Two people decide this. Name both, each with --by.")


def destroy(field: Field, study: Study, names: tuple[str, ...]) -> None:
    """Destroy the keys of a study, purge who its people are, and label its answers anew. Commits each database.

    Raises:
        TwoPeopleError, NotClosedError, KeysDestroyedError: nothing was changed.
        TooBusyError: it is decided, and the worker goes on with it.
    """
    people = [" ".join(name.split())[:LONGEST_NAME] for name in names]
    if len(people) != PEOPLE or not all(people) or len({name.casefold() for name in people}) != PEOPLE:
        raise TwoPeopleError
    _decide(field, study, people)
    finish(field, study)


def _decide(field: Field, study: Study, people: list[str]) -> None:
    """Step 1, studies: it is decided, and a worker can finish it."""
    field.studies.rollback()
    found = writing(field.studies).get(Destruction, study.id)
    try:
        if found is not None and found.finished:
            raise KeysDestroyedError(study=study.id, day=found.begun.isoformat())
        _check_closed(field.studies, study)
    except RefusedError:
        field.studies.rollback()
        raise
    if found is None:
        first, second = people
        field.studies.add(Destruction(study_id=study.id, first=first, second=second, begun=field.now.date()))
    field.studies.commit()


def _check_closed(studies: Session, study: Study) -> None:
    """Raise `NotClosedError` for a wave that is open; one that never began has nobody in it, and never begins."""
    busy = WaveRow.stage.not_in([Stage.PLANNED, Stage.CLOSED])
    name = studies.scalar(select(WaveRow.name).where(WaveRow.study_id == study.id, busy).order_by(WaveRow.position))
    if name:
        raise NotClosedError(study=study.id, wave=designs.wave_id(study.id, name), name=name)


def unfinished(studies: Session) -> list[str]:
    """The ids of the studies whose keys are being destroyed, or were when the computer stopped."""
    found = list(studies.scalars(select(Destruction.study_id).where(Destruction.finished.is_(None))))
    studies.rollback()
    return found


def finish(field: Field, study: Study) -> None:
    """Steps 2 to 5: keys, contacts, responses, done. Repeating them changes nothing.

    Databases keep what was deleted until they are written anew.
    """
    field.keyring.destroy(study.id)
    forget_people(writing(field.contacts), study.id)
    field.contacts.commit()
    rewrite(field.contacts, Store.CONTACTS)
    label_anew(writing(field.responses), study)
    field.responses.commit()
    rewrite(field.responses, Store.RESPONSES)
    found = writing(field.studies).get(Destruction, study.id)
    field.studies.execute(delete(Erasure).where(Erasure.study_id == study.id))  # They say nothing without the key.
    if found is not None and not found.finished:
        found.finished = field.now.date()
        audit.record(field.studies, field.now, Deed(field.actor, study.id, DESTROYED, f"{found.first}, {found.second}"))
    field.studies.commit()


def forget_people(contacts: Session, study_id: str) -> None:
    """Everybody on the panel, with their trajectories, forms, mails and wishes."""
    for table in (Outbox, Trajectory, Contact):
        contacts.execute(delete(table).where(table.study_id == study_id))


def label_anew(responses: Session, study: Study) -> None:
    """No tickets, drafts and codes any more; random labels on responses, or none where nothing needs to be joined."""
    for wave in study.waves:
        for table in (Ticket, TypedCode):
            responses.execute(delete(table).where(table.wave_id == designs.wave_id(study.id, wave.id)))
    waves = [designs.wave_id(study.id, wave.id) for wave in study.waves]
    here = Response.wave_id.in_(waves)
    if not study.keeps_joins:
        responses.execute(update(Response).where(here).values(pseudonym=None, trajectory=None))
        return
    labels: defaultdict[bytes, bytes] = defaultdict(lambda: secrets.token_bytes(LABEL_BYTES))
    query = select(Response.id, Response.pseudonym, Response.trajectory).where(here, Response.pseudonym.is_not(None))
    rows = [
        {"id": row.id, "pseudonym": labels[b"p" + row.pseudonym], "trajectory": labels[b"t" + (row.trajectory or b"")]}
        for row in responses.execute(query)
    ]
    if rows:
        responses.execute(update(Response), rows)
