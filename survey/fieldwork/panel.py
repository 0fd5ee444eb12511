"""The panel: the people whom a study may invite, and who is enrolled in which wave."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from survey.questionnaires.definition import Audience
from survey.questionnaires.study import Study
from survey.storage.contacts import Contact, Enrolment
from survey.storage.engines import writing

from .contacts_file import Person
from .tokens import Form

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Added:
    """What an import did: `new` people, and people who were `known` already and stay as they are."""

    new: int
    known: int


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What a ticket needs to know of one form of an enrolled person."""

    form: Form
    language: str
    attributes: dict[str, str]


def add(contacts: Session, study: Study, audience: Audience, people: Sequence[Person]) -> Iterator[Added]:
    """Add people to the panel of a study, in one transaction that the caller commits; yields the progress.

    Somebody whose address is there already is left as is.
    """
    writing(contacts)
    present = set(contacts.scalars(select(Contact.address).where(Contact.study_id == study.id)))
    done = Added(0, 0)
    for start in range(0, len(people), BATCH):
        batch = people[start : start + BATCH]
        rows = [_row(study, audience, person) for person in batch if person.address not in present]
        if rows:
            contacts.execute(insert(Contact), rows)
        done = Added(done.new + len(rows), done.known + len(batch) - len(rows))
        yield done


def _row(study: Study, audience: Audience, person: Person) -> dict[str, object]:
    return {
        "study_id": study.id,
        "audience": audience,
        "address": person.address,
        "language": person.language,
        "attributes": person.attributes,
    }


def enrolled(contacts: Session, cohort_id: str) -> list[Enrolled]:
    """Everybody in a cohort, in no meaningful order."""
    columns = (Contact.id, Enrolment.trajectory_id, Enrolment.round, Contact.language, Contact.attributes)
    query = select(*columns).join(Contact, Contact.id == Enrolment.contact_id).where(Enrolment.cohort_id == cohort_id)
    return [Enrolled(Form(*row[:3]), row.language, row.attributes) for row in contacts.execute(query)]
