"""Trials: a study tried out for real before it opens, as a copy that is marked as a test and goes with one press.

The people of a trial are invented: one for each language of each audience. The first of each has the address of whoever
tries it out, and gets the mails; the others have links only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from survey.questionnaires.definition import Audience
from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import Purpose, Study
from survey.storage.contacts import Contact, Enrolment
from survey.storage.engines import writing
from survey.storage.studies import StudyRow

from . import audit, designs, enlisting, loading, preparing, terms, waves
from .assembling import Assembled
from .audit import Deed
from .contacts_file import Case, Person
from .loading import IsReady, Loaded
from .permits import Reasons
from .tokens import Form, form_token
from .waves import Field

SUFFIX = "-trial"
LONGEST = 60 - len(SUFFIX)
BEGUN, REMOVED = "begin trial", "remove trial"
"""Deeds in the audit log."""

SMALL = Reasons("a trial with invented people", "a trial with invented people")


class NotTriedError(RefusedError):
    """The design is not right yet."""

    sentence = N_("This study cannot be tried out yet: something is missing or wrong. The checklist names it.")


class NoTrialError(RefusedError):
    """What would be removed is no trial."""

    sentence = N_("Study {study} is no trial, so it is not removed.")


@dataclass(frozen=True, slots=True)
class Try:
    """The link of an invented person: which wave, whose language, and the secret of the link."""

    wave: str
    audience: str
    language: str
    token: str


def trial_id(study_id: str) -> str:
    """What the trial of a study is called."""
    return study_id[:LONGEST].rstrip("-") + SUFFIX


def has_trial(studies: Session, study_id: str) -> bool:
    """Whether a study is being tried out."""
    return is_trial(studies.get(StudyRow, trial_id(study_id)))


def begin(field: Field, found: Assembled, is_ready: IsReady) -> None:
    """Try a study out: what there was of an earlier trial goes, then every wave opens. Commits each database.

    Raises:
        NotTriedError, UnreadyLanguageError: nothing was changed.
    """
    if found.study is None or not found.is_right:
        raise NotTriedError
    loading.check_languages(found.study, is_ready)
    study = _copy(found.study)
    programme = preparing.programme_of(field.studies, found.id)
    field.studies.rollback()
    remove(field, found.id)
    deed = Deed(field.actor, found.id, BEGUN)
    loading.load(writing(field.studies), Loaded(study, found.asked(), programme), deed, field.now)
    field.studies.commit()
    for audience in dict.fromkeys(wave.audience for wave in study.waves):
        for _added in enlisting.enlist(field.contacts, study, audience, _people(study, audience, field.actor)):
            pass
        field.contacts.commit()
    for wave in study.waves:
        waves.open_wave(field, study, wave.id, SMALL)


def _copy(study: Study) -> Study:
    """The study as it is tried out: every wave opens at once."""
    now = tuple(wave.model_copy(update={"offset": None, "sending": None}) for wave in study.waves)
    changes = {"id": trial_id(study.id), "purpose": Purpose.TEST, "waves": now, "sending": None}
    return study.model_copy(update=changes)


def _people(study: Study, audience: Audience, address: str) -> Iterator[Case]:
    """Somebody for each language; the first has the address."""
    classes = {each.id: each.codes()[0] for each in study.attributes_of(audience)}
    for line, language in enumerate(study.languages_of(audience), start=1):
        yield Case(line, Person(address if line == 1 else None, language, classes, f"trial-{language}"))


def tries(field: Field, study_id: str) -> list[Try]:
    """The links of a trial; none while there is none."""
    name = trial_id(study_id)
    if not is_trial(field.studies.get(StudyRow, name)):
        field.studies.rollback()
        return []
    study = designs.find(field.studies, name)
    field.studies.rollback()
    key = field.keyring.keys(name).token
    columns = (Enrolment.wave_id, Contact.id, Enrolment.round, Contact.language, Contact.audience)
    query = select(*columns).join(Contact, Contact.id == Enrolment.contact_id).where(Contact.study_id == name)
    order = [designs.wave_id(name, wave.id) for wave in study.waves]
    rows = sorted(field.contacts.execute(query).all(), key=lambda row: (order.index(row.wave_id), row.id))
    field.contacts.rollback()
    return [
        Try(
            row.wave_id.partition("/")[2],
            row.audience,
            row.language,
            form_token(key, row.wave_id, Form(row.id, None, row.round)),
        )
        for row in rows
    ]


def remove(field: Field, study_id: str) -> bool:
    """Remove the trial of a study with everything that was answered in it; whether there was one. Commits each
    database, and can be repeated if it stops half-way.

    Raises:
        NoTrialError: a study of another purpose has its name.
    """
    name = trial_id(study_id)
    row = field.studies.get(StudyRow, name)
    if row is None:
        field.studies.rollback()
        return False
    if not is_trial(row):
        field.studies.rollback()
        raise NoTrialError(study=name)
    study = designs.find(field.studies, name)
    field.studies.rollback()
    for lot in terms.lots(study):
        session = writing(cast(Session, getattr(field, lot.store.value)))
        session.execute(delete(lot.table).where(lot.here))
        session.commit()
    field.keyring.destroy(name)
    writing(field.studies).execute(delete(StudyRow).where(StudyRow.id == name))
    audit.record(field.studies, field.now, Deed(field.actor, study_id, REMOVED))
    field.studies.commit()
    return True


def is_trial(row: StudyRow | None) -> bool:
    """Whether a study is a trial of another."""
    return row is not None and row.purpose == Purpose.TEST and row.id.endswith(SUFFIX)
