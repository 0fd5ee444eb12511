"""Addressees: who gets a letter on paper, and that the code in it works.

Whether somebody has answered plays no part: a pile that lacks the letters of those who did would tell whoever puts
them in envelopes.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import Study
from survey.storage.contacts import Contact, Enrolment
from survey.storage.engines import writing
from survey.storage.studies import Cohort, Stage

from . import audit, codes, designs
from .audit import Deed
from .tokens import code, token
from .waves import Field, WaveNotOpenError


class NotInWaveError(RefusedError):
    """Letters are asked for people who are not in the wave."""

    sentence = N_("These people are not in wave {wave}: {people}.")


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who gets a letter, with what the code and the link are worth: until `closes`."""

    reference: str
    language: str
    closes: date
    code: str
    token: str


def addressees(field: Field, study: Study, name: str, chosen: Collection[str] | None) -> list[Addressee]:
    """The people of an open wave who get a letter, in the order of their references; None: everybody.

    Raises:
        WaveNotOpenError, NotInWaveError, KeyGoneError, designs.UnknownWaveError: nothing was changed.
    """
    wave = designs.find_wave(field.studies, study, name)
    wave_id, stage = wave.id, wave.stage
    closing = dict(field.studies.execute(select(Cohort.id, Cohort.closes).where(Cohort.wave_id == wave_id)).all())
    field.studies.rollback()
    if stage != Stage.OPEN:
        raise WaveNotOpenError(wave=wave_id)
    key = field.keyring.keys(study.id).token
    columns = (Contact.id, Contact.address, Contact.language, Enrolment.round, Enrolment.cohort_id)
    query = select(*columns).join(Enrolment, Enrolment.contact_id == Contact.id).where(Enrolment.wave_id == wave_id)
    rows = field.contacts.execute(query.order_by(Contact.address)).all()
    field.contacts.rollback()
    if missing := set(chosen or ()) - {row.address for row in rows}:
        raise NotInWaveError(wave=wave_id, people=", ".join(sorted(missing)))
    found = []
    for row in rows:
        if chosen is None or row.address in chosen:
            fields = (key, wave_id, row.id, row.round)
            found.append(Addressee(row.address, row.language, closing[row.cohort_id], code(*fields), token(*fields)))
    return found


def make_codes_work(field: Field, study: Study, name: str, people: Collection[Addressee]) -> Iterator[int]:
    """Store the codes of these people; yields how many are ready. Commits; repeating it changes nothing."""
    yield from codes.keep(field.responses, designs.wave_id(study.id, name), people)


def record(field: Field, study: Study, name: str, people: Collection[Addressee]) -> None:
    """Note in the audit log how many letters were made for a wave, and not for whom. Commits."""
    detail = f"{designs.wave_id(study.id, name)}, {len(people)} letters"
    audit.record(writing(field.studies), field.now, Deed(field.actor, study.id, "letters", detail))
    field.studies.commit()
