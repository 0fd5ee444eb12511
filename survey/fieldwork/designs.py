"""Study designs in the database: load one, find one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import Mode, Study, Wave
from survey.storage.studies import AuditEntry, Snapshot, Stage, StudyRow, WaveRow

from . import programmes

LOADED = "load"
"""The deed in the audit log of loading a design; its detail is the file."""


class UnknownStudyError(RefusedError):
    """There is no study with this id."""

    sentence = N_("There is no study “{study}”. Loaded: {known}.")


class UnknownWaveError(RefusedError):
    """The study has no wave with this name."""

    sentence = N_("Study {study} has no wave “{wave}”. It has: {known}.")


class NoRollingWaveError(RefusedError):
    """Which wave is meant must be said."""

    sentence = N_("Study {study} has no wave with an offset. Say which wave to open: {known}.")


class NoListError(RefusedError):
    """An open study has no people."""

    sentence = N_("Study {study} is open to everybody: it has no list of people, and no keys.")


class StudyInFieldError(RefusedError):
    """A study whose fieldwork has begun cannot be replaced: its answers belong to the design that people saw."""

    sentence = N_("Study {study} has begun, so its design is frozen. Load the new design under another id (--as).")


@dataclass(frozen=True, slots=True)
class FrozenWave:
    """A wave as people see it: the study around it and the questionnaire that it asks."""

    id: str
    study: Study
    wave: Wave
    digest: str
    questionnaire: Questionnaire


def wave_id(study_id: str, name: str) -> str:
    """How every database names a wave."""
    return f"{study_id}/{name}"


def load(
    studies: Session,
    study: Study,
    questionnaires: Mapping[str, Questionnaire],
    today: date,
    programme: str | None = None,
) -> None:
    """Store a design with a snapshot of each questionnaire; a design that is not in the field yet is replaced.

    It comes into the `programme` with this id; None: it stays where it was, loaded or being set up, or comes into the
    one that it names.

    Raises:
        StudyInFieldError: a wave of the study was opened already.
        UnknownProgrammeError: there is no such programme.
    """
    present = studies.get(StudyRow, study.id)
    programme = programme or programmes.of_study(studies, study.id)
    if present is not None:
        if any(wave.stage != Stage.PLANNED for wave in present.waves):
            raise StudyInFieldError(study=study.id)
        studies.delete(present)
        studies.flush()
    for questionnaire in questionnaires.values():
        studies.merge(Snapshot(digest=questionnaire.digest(), document=questionnaire.snapshot()))
    studies.flush()
    studies.add(
        StudyRow(
            id=study.id,
            purpose=study.purpose,
            mode=study.mode,
            document=study.model_dump_json(exclude_none=True),
            loaded=today,
            programme_id=programmes.place(studies, study, programme),
            waves=[_wave(study, wave, position, questionnaires) for position, wave in enumerate(study.waves)],
        )
    )


def _wave(study: Study, wave: Wave, position: int, questionnaires: Mapping[str, Questionnaire]) -> WaveRow:
    return WaveRow(
        id=wave_id(study.id, wave.id),
        name=wave.id,
        position=position,
        audience=wave.audience,
        digest=questionnaires[wave.questionnaire].digest(),
        stage=Stage.PLANNED,
    )


def find(studies: Session, study_id: str) -> Study:
    """The design called `study_id`; `UnknownStudyError` if there is none."""
    row = studies.get(StudyRow, study_id)
    if row is None:
        known = ", ".join(sorted(studies.scalars(select(StudyRow.id)))) or "-"
        raise UnknownStudyError(study=study_id, known=known)
    return Study.model_validate_json(row.document)


def check_has_list(study: Study) -> None:
    """Raise `NoListError` for an open study."""
    if study.mode is Mode.OPEN:
        raise NoListError(study=study.id)


def file_of(studies: Session, study_id: str) -> str:
    """The file that a study was loaded from, as the audit log has it."""
    deeds = select(AuditEntry.detail).where(AuditEntry.study_id == study_id, AuditEntry.action == LOADED)
    return studies.scalar(deeds.order_by(AuditEntry.id.desc()).limit(1)) or f"{study_id}.yaml"


def find_wave(studies: Session, study: Study, name: str) -> WaveRow:
    """The wave called `name`; `UnknownWaveError` if there is none."""
    row = studies.get(WaveRow, wave_id(study.id, name))
    if row is None:
        raise UnknownWaveError(study=study.id, wave=name, known=", ".join(wave.id for wave in study.waves))
    return row


def declared(study: Study, name: str) -> Wave:
    """The wave called `name` as the study describes it; there is one."""
    return next(wave for wave in study.waves if wave.id == name)


def rolling(study: Study) -> list[str]:
    """The names of the waves that open by themselves; `NoRollingWaveError` if there are none."""
    names = [wave.id for wave in study.waves if wave.offset is not None]
    if not names:
        raise NoRollingWaveError(study=study.id, known=", ".join(wave.id for wave in study.waves))
    return names


def frozen_wave(studies: Session, key: str) -> FrozenWave | None:
    """The wave that a ticket names, or None. One statement."""
    query = (
        select(WaveRow.name, StudyRow.document, Snapshot.digest, Snapshot.document.label("asked"))
        .join(StudyRow, StudyRow.id == WaveRow.study_id)
        .join(Snapshot, Snapshot.digest == WaveRow.digest)
        .where(WaveRow.id == key)
    )
    row = studies.execute(query).one_or_none()
    if row is None:
        return None
    study = Study.model_validate_json(row.document)
    return FrozenWave(key, study, declared(study, row.name), row.digest, Questionnaire.from_snapshot(row.asked))


def begun(studies: Session) -> list[Study]:
    """Every study of which a wave is, or was, in the field."""
    in_field = select(WaveRow.study_id).where(WaveRow.stage != Stage.PLANNED)
    documents = studies.scalars(select(StudyRow.document).where(StudyRow.id.in_(in_field)).order_by(StudyRow.id))
    return [Study.model_validate_json(document) for document in documents]


def every(studies: Session) -> list[Study]:
    """Every study that is loaded, in the order of their ids."""
    documents = list(studies.scalars(select(StudyRow.document).order_by(StudyRow.id)))
    studies.rollback()
    return [Study.model_validate_json(document) for document in documents]


def overview(studies: Session) -> list[tuple[str, str, str]]:
    """Study, wave and stage of every wave that is loaded."""
    query = select(WaveRow.study_id, WaveRow.name, WaveRow.stage).order_by(WaveRow.study_id, WaveRow.position)
    return [(study, wave, stage) for study, wave, stage in studies.execute(query)]
