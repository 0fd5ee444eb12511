"""Publishing: the responses of a closed wave become a frozen set of tables, protected and audited as a whole."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.analysis.breakdowns import tabulate
from survey.analysis.disclosure import (
    ProtectedTable,
    Rules,
    UnsafePublicationError,
    audit,
    canonical,
    described,
    digest_of,
    protect,
    restore,
)
from survey.analysis.estimates import RR1, RR2, ResponseFigures, percent
from survey.analysis.frames import COMPLETE, Record, frame
from survey.questionnaires.definition import Audience, Questionnaire
from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import Study, Wave
from survey.storage.engines import writing
from survey.storage.responses import Draft, Response, Ticket
from survey.storage.studies import PublicationRow, Snapshot, Stage, StudyRow, WaveRow

from .published import FORMAT


class NothingToPublishError(RefusedError):
    """The study or the wave is not there."""

    sentence = N_("Study {study} has no wave “{wave}”.")


class WaveStillOpenError(RefusedError):
    """Results appear when a wave is closed: today's figures minus yesterday's would be one person."""

    sentence = N_("Wave {wave} is not closed. Close it first: survey studies close {study} {wave}")


class TooFewResponsesError(RefusedError):
    """So few answers that any table would be about single people."""

    sentence = N_("Nothing was published: wave {wave} has fewer than {smallest} complete responses.")


class OtherQuestionnaireError(RefusedError):
    """Responses in the wave answered another questionnaire than the wave asks."""

    sentence = N_("Nothing was published: wave {wave} has responses to another version of its questionnaire.")


class UnsafeTablesError(RefusedError):
    """The audit found numbers that could be worked out."""

    sentence = N_(
        "Nothing was published: small numbers could be worked out from {tables}. Merge classes, or leave that out."
    )


class PublishedBeforeError(RefusedError):
    """Two different publications of one wave tell, by their difference, what single people answered."""

    sentence = N_(
        "Wave {wave} was published on {day}, with other figures. It is not published again, because the difference "
        "could show what single people answered."
    )


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """A closed wave: its design, its questionnaire, and how it was answered."""

    study: Study
    wave: Wave
    wave_id: str
    questionnaire: Questionnaire
    records: list[Record]
    invited: int
    break_off: int


def publish(studies: Session, responses: Session, study_id: str, wave: str, today: date) -> int:
    """Publish a closed wave; the id of the publication. Commits the studies database, once.

    Publishing again what did not change gives the publication that is there already.

    Raises:
        NothingToPublishError, WaveStillOpenError, OtherQuestionnaireError, TooFewResponsesError, UnsafeTablesError,
        PublishedBeforeError: nothing was stored.

    """
    fieldwork = _load(studies, responses, study_id, wave)
    rules = Rules(
        smallest_group=fieldwork.study.smallest_group(fieldwork.wave.audience),
        small_totals_merged=fieldwork.wave.audience is not Audience.PARTICIPANT,
    )
    figures, tables = _results(fieldwork, rules)
    document = _document(fieldwork, rules, figures, today) | {"tables": described(tables)}
    return _store(studies, fieldwork, document, today)


def _load(studies: Session, responses: Session, study_id: str, name: str) -> Fieldwork:
    """Everything that is read, in one short transaction per database."""
    row = studies.scalar(select(WaveRow).where(WaveRow.study_id == study_id, WaveRow.name == name))
    if row is None:
        raise NothingToPublishError(study=study_id, wave=name)
    if row.stage != Stage.CLOSED:
        raise WaveStillOpenError(study=study_id, wave=name)
    study = Study.model_validate_json(studies.get_one(StudyRow, study_id).document)
    questionnaire = Questionnaire.from_snapshot(studies.get_one(Snapshot, row.digest).document)
    wave_id, digest = row.id, row.digest
    studies.rollback()
    drafts = select(func.count()).select_from(Draft).join(Ticket, Ticket.hash == Draft.hash)
    answered = responses.execute(
        select(Response.digest, Response.answers, Response.attributes).where(Response.wave_id == wave_id)
    ).all()
    invited = responses.scalar(select(func.count()).select_from(Ticket).where(Ticket.wave_id == wave_id)) or 0
    break_off = responses.scalar(drafts.where(Ticket.wave_id == wave_id)) or 0
    responses.rollback()
    if any(each.digest != digest for each in answered):
        raise OtherQuestionnaireError(wave=name)
    records = [Record(each.answers, each.attributes) for each in answered]
    design = next(each for each in study.waves if each.id == name)
    return Fieldwork(study, design, wave_id, questionnaire, records, invited, break_off)


def _results(fieldwork: Fieldwork, rules: Rules) -> tuple[ResponseFigures, tuple[ProtectedTable, ...]]:
    """How the wave was answered, and its tables after disclosure control and audit."""
    table = frame(fieldwork.questionnaire, fieldwork.records, fieldwork.study.attributes)
    complete = int(table[COMPLETE].sum())
    if complete < rules.smallest_group:
        raise TooFewResponsesError(wave=fieldwork.wave.id, smallest=rules.smallest_group)
    raw = tabulate(table, fieldwork.study, fieldwork.questionnaire, fieldwork.invited)
    protected = protect(raw, rules)
    try:
        audit(protected, rules)
    except UnsafePublicationError as error:
        raise UnsafeTablesError(tables=", ".join(error.tables())) from error
    return ResponseFigures(fieldwork.invited, complete, len(table) - complete, fieldwork.break_off), protected


def _document(fieldwork: Fieldwork, rules: Rules, figures: ResponseFigures, today: date) -> dict[str, Any]:
    """What a publication says besides its tables. Codes only: the words are in the questionnaire and the study."""
    asked = fieldwork.questionnaire
    return {
        "format": FORMAT,
        "study": fieldwork.study.id,
        "wave": fieldwork.wave.id,
        "audience": fieldwork.wave.audience.value,
        "questionnaire": {"id": asked.id, "version": asked.version, "digest": asked.digest()},
        "day": today.isoformat(),
        "population": figures.invited,
        "response": {
            **asdict(figures),
            "rr1": {"definition": RR1, "percent": percent(figures.complete, figures.invited)},
            "rr2": {"definition": RR2, "percent": percent(figures.complete + figures.partial, figures.invited)},
        },
        "rules": asdict(rules) | {"dominance": str(rules.dominance)},
    }


def _store(studies: Session, fieldwork: Fieldwork, document: dict[str, Any], today: date) -> int:
    """Add the publication, unless the wave has one. Two that differ are one too many."""
    writing(studies)
    newest = (
        select(PublicationRow).where(PublicationRow.wave_id == fieldwork.wave_id).order_by(PublicationRow.id.desc())
    )
    if earlier := studies.scalar(newest.limit(1)):
        known, _ = restore(earlier.document, earlier.digest)
        same, publication_id, day = known | {"day": document["day"]} == document, earlier.id, earlier.day
        studies.rollback()
        if not same:
            raise PublishedBeforeError(wave=fieldwork.wave.id, day=day.isoformat())
        return publication_id
    text = canonical(document)
    row = PublicationRow(
        study_id=fieldwork.study.id, wave_id=fieldwork.wave_id, day=today, digest=digest_of(text), document=text
    )
    studies.add(row)
    studies.flush()
    publication_id = row.id
    studies.commit()
    return publication_id
