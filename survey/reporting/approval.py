"""Approval: a second person looks at a publication before a dashboard shows it, if the study asks for that."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_, RefusedError
from survey.storage.engines import writing
from survey.storage.studies import PublicationRow


class UnknownPublicationError(RefusedError):
    """There is no such publication."""

    sentence = N_("There is no publication {number}. See which ones wait: survey publication list")


class OwnPublicationError(RefusedError):
    """Who made a publication does not approve it."""

    sentence = N_("Publication {number} was made by {name}. Somebody else has to approve it.")


class NobodySignedError(RefusedError):
    """It is not known who made the publication, so nobody can be somebody else."""

    sentence = N_("It is not known who made publication {number}. Publish the wave again; its figures stay the same.")


def sign(studies: Session, publication_id: int, name: str) -> bool:
    """Note who made a publication; the first one stays. Returns whether it waits for approval. The caller commits."""
    row = writing(studies).get_one(PublicationRow, publication_id)
    row.maker = row.maker or name
    studies.flush()
    return row.approved is None


def waiting(studies: Session, study_id: str) -> list[tuple[int, str, date, str | None]]:
    """The publications of a study, the newest first: number, wave, day, and who approved it.

    Without approval that is None; where the study asks for none, it is empty.
    """
    rows = studies.scalars(
        select(PublicationRow).where(PublicationRow.study_id == study_id).order_by(PublicationRow.id.desc())
    )
    return [
        (row.id, row.wave_id.rpartition("/")[2], row.day, (row.approver or "") if row.approved else None)
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Listed:
    """A publication in the list of a study; not `shown` while it waits for approval.

    `replaced`: a newer one of its wave is shown.
    """

    number: int
    wave: str
    day: date
    digest: str
    maker: str
    approver: str
    shown: bool
    replaced: bool


def publications(studies: Session, study_id: str) -> list[Listed]:
    """The publications of a study, the newest first, without what is in them."""
    columns = (PublicationRow.id, PublicationRow.wave_id, PublicationRow.day, PublicationRow.digest)
    people = (PublicationRow.maker, PublicationRow.approver, PublicationRow.approved)
    query = select(*columns, *people).where(PublicationRow.study_id == study_id).order_by(PublicationRow.id.desc())
    found: list[Listed] = []
    for row in studies.execute(query):
        wave, shown = row.wave_id.rpartition("/")[2], row.approved is not None
        replaced = any(each.wave == wave and each.shown for each in found)
        told = (row.id, wave, row.day, row.digest, row.maker, row.approver or "")
        found.append(Listed(*told, shown=shown, replaced=replaced))
    return found


def approve(studies: Session, publication_id: int, name: str, today: date) -> str:
    """Let dashboards show a publication from today on; the id of its study. Approving twice changes nothing. Commits.

    Raises:
        UnknownPublicationError, NobodySignedError, OwnPublicationError: nothing was changed.

    """
    row = writing(studies).get(PublicationRow, publication_id)
    if row is None:
        studies.rollback()
        raise UnknownPublicationError(number=publication_id)
    study_id, maker, waits = row.study_id, row.maker, row.approved is None
    if waits and not maker:
        studies.rollback()
        raise NobodySignedError(number=publication_id)
    if waits and maker.casefold() == name.casefold():
        studies.rollback()
        raise OwnPublicationError(number=publication_id, name=maker)
    if waits:
        row.approver, row.approved = name, today
    studies.commit()
    return study_id
