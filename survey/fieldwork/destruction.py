"""The end of a study's keys: from then on nobody, ourselves included, can find out whose answers are whose.

Two people decide it when every wave is closed. Nobody has to decide it again when the term is over that the study told
its people, and that its owner approved with it: then the keys end by `TERM`. Each step can be repeated; what a crash
interrupted the worker finishes.
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

TERM = "term"
"""Stands in the place of the first name where keys ended by their term; who approved it stands in the second."""
UNNAMED = "survey maintain purge"
"""Stands there where nobody had to approve the study: one for tests or demonstrations."""

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
        NoListError, TwoPeopleError, NotClosedError, KeysDestroyedError: nothing was changed.
        TooBusyError: it is decided, and the worker goes on with it.
    """
    designs.check_has_list(study)
    people = [" ".join(name.split())[:LONGEST_NAME] for name in names]
    if len(people) != PEOPLE or not all(people) or len({name.casefold() for name in people}) != PEOPLE:
        raise TwoPeopleError
    _decide(field, study, Destruction(study_id=study.id, first=people[0], second=people[1]))
    finish(field, study)


def end_by_term(field: Field, study: Study, months: int) -> None:
    """End the keys of a study whose term of so many months is over, with all that goes too. Commits each database.

    Raises:
        NotClosedError, KeysDestroyedError: nothing was changed.
        TooBusyError: it is decided, and the worker goes on with it.
    """
    approved = study.dpia.approved_by[:LONGEST_NAME] if study.dpia else UNNAMED
    _decide(field, study, Destruction(study_id=study.id, first=TERM, second=approved, term=months))
    finish(field, study)


def _decide(field: Field, study: Study, decision: Destruction) -> None:
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
        decision.begun = field.now.date()
        field.studies.add(decision)
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
        audit.record(field.studies, field.now, Deed(field.actor, study.id, DESTROYED, _told(found)))
    field.studies.commit()


def _told(decision: Destruction) -> str:
    """Why the keys ended, for the audit log."""
    if decision.term is None:
        return f"{decision.first}, {decision.second}"
    return f"{TERM}: {decision.term} months, approved by {decision.second}"


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
