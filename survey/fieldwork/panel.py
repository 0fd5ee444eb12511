"""The panel: the people whom a study may invite, and who is enrolled in which wave."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from survey.questionnaires.definition import Audience
from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import Study
from survey.storage.contacts import Contact, Enrolment, Outbox, Trajectory
from survey.storage.engines import writing

from .contacts_file import Case, Person
from .enlisting import Added, enlist
from .tokens import Form


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What a ticket needs to know of one form of an enrolled person."""

    form: Form
    language: str
    attributes: dict[str, str]


def add(contacts: Session, study: Study, audience: Audience, people: Sequence[Person]) -> Iterator[Added]:
    """Put people without trajectories on the panel of a study, as `enlist` does."""
    return enlist(contacts, study, audience, (Case(line, person) for line, person in enumerate(people, start=1)))


def enrolled(contacts: Session, cohort_id: str) -> list[Enrolled]:
    """Everybody in a cohort, in no meaningful order."""
    columns = (Contact.id, Enrolment.trajectory_id, Enrolment.round, Contact.language, Contact.attributes)
    query = select(*columns).join(Contact, Contact.id == Enrolment.contact_id).where(Enrolment.cohort_id == cohort_id)
    return [Enrolled(Form(*row[:3]), row.language, row.attributes) for row in contacts.execute(query)]


def count(contacts: Session, study_id: str, audience: str) -> int:
    """How many people of an audience are on the panel of a study."""
    here = (Contact.study_id == study_id) & (Contact.audience == audience)
    return contacts.scalar(select(func.count()).select_from(Contact).where(here)) or 0


def register_classes(contacts: Session, study_id: str, audience: str) -> list[tuple[str | None, dict[str, str]]]:
    """The register classes of everybody of an audience on the panel, with the month in which they start, if known."""
    start = select(func.max(Trajectory.start)).where(Trajectory.participant_id == Contact.id).scalar_subquery()
    here = (Contact.study_id == study_id) & (Contact.audience == audience)
    return [(row[0], row[1]) for row in contacts.execute(select(start, Contact.attributes).where(here))]


class UnknownPersonError(RefusedError):
    """Nobody is called so."""

    sentence = N_("Nobody in study {study} has the id or address “{who}”.")


class UnknownTrajectoryError(RefusedError):
    """There is no trajectory with this label."""

    sentence = N_("Study {study} has no trajectory “{label}”.")


class StartNotLaterError(RefusedError):
    """A new round begins after the one before it."""

    sentence = N_("Trajectory {label} started in {before}. A new round must start in a later month.")


def erase_all(contacts: Session, study_id: str, ids: Sequence[int]) -> None:
    """Take people off the panel with their trajectories, forms and mails, in the caller's transaction."""
    contacts.execute(delete(Contact).where(Contact.study_id == study_id, Contact.id.in_(ids)))
    _drop_empty_mails(contacts, study_id)


def _drop_empty_mails(contacts: Session, study_id: str) -> None:
    """Mails of coaches who have no form left in the cohort, because the person it was about was erased."""
    form = (Enrolment.contact_id == Outbox.contact_id) & (Enrolment.cohort_id == Outbox.cohort_id)
    empty = ~select(Enrolment.id).where(form).exists()
    contacts.execute(delete(Outbox).where(Outbox.study_id == study_id, empty))


def reenter(contacts: Session, study_id: str, label: str, start: str) -> int:
    """Let a trajectory begin anew after a job change, in the month `start`; returns the new round. Commits.

    Everybody is then asked again, at the start and after each offset; what was planned for the round before is not
    asked any more, and forms that are open stay open.

    Raises:
        UnknownTrajectoryError, StartNotLaterError: nothing was changed.
    """
    here = (Trajectory.study_id == study_id) & (Trajectory.label == label)
    row = writing(contacts).scalars(select(Trajectory).where(here).with_for_update()).one_or_none()
    if row is None:
        contacts.rollback()
        raise UnknownTrajectoryError(study=study_id, label=label)
    if start <= row.start:
        before = row.start
        contacts.rollback()
        raise StartNotLaterError(label=label, before=before)
    row.round, row.start = row.round + 1, start
    round_ = row.round
    contacts.commit()
    return round_
