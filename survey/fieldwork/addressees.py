"""Addressees: who gets a letter on paper, and that the code in it works.

Whether somebody has answered plays no part: a pile that lacks the letters of those who did would tell whoever puts
them in envelopes.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.questionnaires.definition import Audience
from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import Study
from survey.storage.contacts import Contact, Enrolment, Trajectory
from survey.storage.engines import writing
from survey.storage.studies import Cohort, Stage

from . import audit, codes, designs
from .audit import Deed
from .tokens import Form, form_code, form_token
from .waves import Field, WaveNotOpenError


class NotInWaveError(RefusedError):
    """Letters are asked for people who are not in the wave."""

    sentence = N_("These people are not in wave {wave}: {people}.")


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who gets a letter, with what the code and the link are worth: until `closes`.

    `reference` is what the programme knows the person by: its own number, else the address, and the label of the
    trajectory that the questions are about.
    """

    reference: str
    language: str
    closes: date
    code: str
    token: str


def addressees(field: Field, study: Study, name: str, chosen: Collection[str] | None) -> list[Addressee]:
    """The people of an open wave who get a letter, in the order of their references; `chosen` are numbers or addresses,
    and None is everybody. Somebody with several forms gets a letter for each.

    Raises:
        NoListError, WaveNotOpenError, NotInWaveError, KeyGoneError, designs.UnknownWaveError: nothing was changed.
    """
    designs.check_has_list(study)
    wave = designs.find_wave(field.studies, study, name)
    wave_id, stage = wave.id, wave.stage
    closing = dict(field.studies.execute(select(Cohort.id, Cohort.closes).where(Cohort.wave_id == wave_id)).all())
    field.studies.rollback()
    if stage != Stage.OPEN:
        raise WaveNotOpenError(wave=wave_id)
    key = field.keyring.keys(study.id).token
    found, known = [], set[str]()
    for contact, enrolment, label in _enrolled(field.contacts, wave_id):
        names = {name for name in (contact.number, contact.address) if name}
        known |= names
        if chosen is None or names & set(chosen):
            form = Form(contact.id, enrolment.trajectory_id, enrolment.round)
            reference = ", ".join(filter(None, (contact.number or contact.address, label)))
            secrets = form_code(key, wave_id, form), form_token(key, wave_id, form)
            found.append(Addressee(reference, contact.language, closing[enrolment.cohort_id], *secrets))
    field.contacts.rollback()
    if missing := set(chosen or ()) - known:
        raise NotInWaveError(wave=wave_id, people=", ".join(sorted(missing)))
    return sorted(found, key=attrgetter("reference"))


def _enrolled(contacts: Session, wave_id: str) -> Iterator[tuple[Contact, Enrolment, str | None]]:
    """Everybody in a wave, with the label of the trajectory where there is more to know than who they are."""
    query = (
        select(Contact, Enrolment, Trajectory.label)
        .join(Enrolment, Enrolment.contact_id == Contact.id)
        .outerjoin(Trajectory, (Trajectory.id == Enrolment.trajectory_id) & (Contact.audience != Audience.PARTICIPANT))
        .where(Enrolment.wave_id == wave_id)
    )
    yield from ((row.Contact, row.Enrolment, row.label) for row in contacts.execute(query))


def make_codes_work(field: Field, study: Study, name: str, people: Collection[Addressee]) -> Iterator[int]:
    """Store the codes of these people; yields how many are ready. Commits; repeating it changes nothing."""
    yield from codes.keep(field.responses, designs.wave_id(study.id, name), people)


def record(field: Field, study: Study, name: str, people: Collection[Addressee]) -> None:
    """Note in the audit log how many letters were made for a wave, and not for whom. Commits."""
    detail = f"{designs.wave_id(study.id, name)}, {len(people)} letters"
    audit.record(writing(field.studies), field.now, Deed(field.actor, study.id, "letters", detail))
    field.studies.commit()
