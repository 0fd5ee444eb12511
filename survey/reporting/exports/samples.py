"""Samples: the responses of closed waves as they leave the database, without ids, and with fresh labels where waves are
joined."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.analysis.frames import Record
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import Mode, Study, Wave
from survey.storage.responses import OpenText, Response
from survey.storage.studies import Snapshot, Stage, StudyRow, WaveRow

LETTERS = "bcdfghjklmnpqrstvwxz"
LABEL_LENGTH = 14
STORED = (
    Response.digest,
    Response.answers,
    Response.attributes,
    Response.language,
    Response.period,
    Response.pseudonym,
    Response.trajectory,
)
"""Everything of a response but its id and its wave."""


class NoSuchWaveError(RefusedError):
    """The study or the wave is not there."""

    sentence = N_("Study {study} has no wave “{wave}”.")


class NotClosedError(RefusedError):
    """Today's file minus yesterday's would be one person's answers."""

    sentence = N_(
        "Wave {wave} is not closed. Its answers can be exported when it is: survey studies close {study} {wave}"
    )


class OtherVersionError(RefusedError):
    """Responses in the wave answered another questionnaire than the wave asks."""

    sentence = N_("Nothing was exported: wave {wave} has responses to another version of its questionnaire.")


class CannotBeJoinedError(RefusedError):
    """Waves can only be joined where answers carry a pseudonym, and for one audience at a time."""

    sentence = N_(
        "Waves {waves} cannot be joined: that takes a linked study, and different waves of the same audience. "
        "Export them one by one."
    )


@dataclass(frozen=True, slots=True)
class Labels:
    """Fresh random names of the people and the cases in a file, instead of their pseudonyms."""

    person: str
    case: str


@dataclass(frozen=True, slots=True)
class Answered:
    """One response: its record, the language of the invitation, the quarter, and its labels where waves are joined."""

    record: Record
    language: str
    period: str
    labels: Labels | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """The responses of one wave. `texts` are people's own words with the question, which belong to no response."""

    study: Study
    wave: Wave
    questionnaire: Questionnaire
    answered: tuple[Answered, ...]
    texts: tuple[tuple[str, str], ...] = field(default=(), repr=False)


def samples(studies: Session, responses: Session, study_id: str, waves: Sequence[str]) -> list[Sample]:
    """The responses of one wave, or of several with labels that join them. Changes nothing.

    Raises:
        NoSuchWaveError, NotClosedError, OtherVersionError, CannotBeJoinedError: nothing can be exported.
    """
    designs = [_design(studies, study_id, name) for name in waves]
    studies.rollback()
    study = designs[0][0]
    joined = len(waves) > 1
    audiences = {wave.audience for _study, wave, _questionnaire in designs}
    if joined and (study.mode is not Mode.LINKED or len(audiences) > 1 or len(set(waves)) < len(waves)):
        raise CannotBeJoinedError(waves=", ".join(waves))
    names = _Names() if joined else None
    found = [_sample(responses, design, names) for design in designs]
    responses.rollback()
    return found


def find_wave(studies: Session, study_id: str, name: str) -> tuple[Study, Wave, Questionnaire, Stage]:
    """A wave with its study and the questionnaire that it asks; `NoSuchWaveError` if it is not there."""
    row = studies.scalar(select(WaveRow).where(WaveRow.study_id == study_id, WaveRow.name == name))
    if row is None:
        raise NoSuchWaveError(study=study_id, wave=name)
    study = Study.model_validate_json(studies.get_one(StudyRow, study_id).document)
    questionnaire = Questionnaire.from_snapshot(studies.get_one(Snapshot, row.digest).document)
    return study, next(each for each in study.waves if each.id == name), questionnaire, Stage(row.stage)


def _design(studies: Session, study_id: str, name: str) -> tuple[Study, Wave, Questionnaire]:
    study, wave, questionnaire, stage = find_wave(studies, study_id, name)
    if stage is not Stage.CLOSED:
        raise NotClosedError(study=study_id, wave=name)
    return study, wave, questionnaire


def chance_label() -> str:
    """A label of chance: letters only, which no program takes for a number, and no vowels, so that it is no word."""
    return "".join(secrets.choice(LETTERS) for _ in range(LABEL_LENGTH))


class _Names:
    """A fresh name for each pseudonym, the same in each wave of one export."""

    def __init__(self) -> None:
        self.known: dict[tuple[bytes, ...], str] = {}

    def labels(self, pseudonym: bytes | None, trajectory: bytes | None) -> Labels:
        """The labels of a response; without pseudonyms, labels that nothing else has."""
        person = (pseudonym or secrets.token_bytes(16),)
        case = (*person, trajectory or b"")
        return Labels(*(self.known.setdefault(each, chance_label()) for each in (person, case)))


def _sample(responses: Session, design: tuple[Study, Wave, Questionnaire], names: _Names | None) -> Sample:
    study, wave, questionnaire = design
    wave_id, digest = f"{study.id}/{wave.id}", questionnaire.digest()
    rows = responses.execute(select(*STORED).where(Response.wave_id == wave_id)).all()
    if any(each.digest != digest for each in rows):
        raise OtherVersionError(wave=wave.id)
    answered = [
        Answered(
            Record(each.answers, each.attributes),
            each.language,
            each.period,
            names.labels(each.pseudonym, each.trajectory) if names else None,
        )
        for each in rows
    ]
    texts = responses.execute(select(OpenText.item, OpenText.text).where(OpenText.wave_id == wave_id)).all()
    secrets.SystemRandom().shuffle(answered)
    return Sample(study, wave, questionnaire, tuple(answered), tuple((item, text) for item, text in texts))
