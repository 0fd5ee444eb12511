"""Publishing: the responses of a wave become a frozen set of tables, protected and audited as a whole."""

from dataclasses import asdict, replace
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.analysis.breakdowns import tabulate
from survey.analysis.disclosure import (
    RawTable,
    Rules,
    Step,
    UnsafePublicationError,
    audit,
    canonical,
    described,
    described_changes,
    described_flows,
    digest_of,
    protect,
    restore,
)
from survey.analysis.disclosure.reconstruction import reconstruct
from survey.analysis.estimates import RR1, RR2, ResponseFigures, half_up
from survey.analysis.methods import method_of
from survey.questionnaires.definition import Audience, Questionnaire
from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import Study
from survey.storage.engines import writing
from survey.storage.studies import PublicationRow, Snapshot, Stage, StudyRow, WaveRow

from .changes import Shifts, shifts
from .published import FORMAT
from .releases import Release, cohorts_until, earlier_release, half_year, succeeding
from .themes import OwnWords, only_adds, own_words, without_words, words_in
from .wave_frames import Answers, Asked, OtherQuestionnaireError, answers_of

__all__ = ["OtherQuestionnaireError", "publish"]


class NothingToPublishError(RefusedError):
    """The study or the wave is not there."""

    sentence = N_("Study {study} has no wave “{wave}”.")


class WaveStillOpenError(RefusedError):
    """Results appear when a wave is closed: today's figures minus yesterday's would be one person."""

    sentence = N_("Wave {wave} is not closed. Close it first: survey studies close {study} {wave}")


class TooFewResponsesError(RefusedError):
    """So few answers that any table would be about single people."""

    sentence = N_("Nothing was published: wave {wave} has fewer than {smallest} complete responses.")


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


def publish(studies: Session, responses: Session, study_id: str, wave: str, today: date) -> int:
    """Publish a closed wave; the id of the publication. Commits the studies database, once.

    Publishing again what did not change gives the publication that is there already.

    Raises:
        NothingToPublishError, WaveStillOpenError, OtherQuestionnaireError, TooFewResponsesError, UnsafeTablesError,
        PublishedBeforeError, TooLittleChangedError: nothing was stored.

    """
    return _publish(studies, responses, asked_in(studies, study_id, wave), today)


def publish_interim(studies: Session, responses: Session, study_id: str, wave: str, today: date) -> int:
    """Publish an open wave up to the last whole half-year before today; the id of the publication. Commits once.

    Raises:
        NotOpenError, CohortStillOpenError, and what `publish` raises: nothing was stored.

    """
    return _publish(studies, responses, asked_in(studies, study_id, wave, today), today)


def _publish(studies: Session, responses: Session, asked: Asked, today: date) -> int:
    answers = answers_of(responses, asked)
    rules = rules_of(answers)
    own = OwnWords() if asked.until else own_words(responses, answers.study, answers.wave_id, rules)
    raw = raw_tables(answers, rules)
    tables = protect((*raw, *own.tables), rules)
    earlier = earlier_release(studies, asked.wave_id, asked.until)
    try:
        audit(tables, rules)
        reconstruct(tables, rules)
        release = Release(tables, {})
        if earlier is not None:

            def then(quarter: str) -> Answers:
                return answers_of(responses, replace(asked, until=quarter, cohorts=None))

            release = succeeding(earlier, answers, (raw, tables), then, rules)
        joined = shifts(studies, responses, answers, release.tables, rules)
        joined.audit(rules)
    except UnsafePublicationError as error:
        raise UnsafeTablesError(tables=", ".join(error.tables())) from error
    document = _document(answers, rules, today) | _results(release, joined, frozenset(own.names)) | own.document()
    return _store(studies, answers, document, today)


def asked_in(studies: Session, study_id: str, name: str, interim: date | None = None) -> Asked:
    """A closed wave with its design and its questionnaire; for an `interim` release on that day, an open one.

    Raises:
        NothingToPublishError: there is no such wave.
        WaveStillOpenError: people can still answer.
        NotOpenError, CohortStillOpenError: there is nothing that an interim release could be of.

    """
    row = studies.scalar(select(WaveRow).where(WaveRow.study_id == study_id, WaveRow.name == name))
    if row is None:
        raise NothingToPublishError(study=study_id, wave=name)
    if interim is None and row.stage != Stage.CLOSED:
        raise WaveStillOpenError(study=study_id, wave=name)
    until = None if interim is None else half_year(interim)
    cohorts = None if until is None or interim is None else cohorts_until(studies, row, until, interim)
    study = Study.model_validate_json(studies.get_one(StudyRow, study_id).document)
    questionnaire = Questionnaire.from_snapshot(studies.get_one(Snapshot, row.digest).document)
    design = next(each for each in study.waves if each.id == name)
    asked = Asked(study, design, row.id, questionnaire, until, cohorts)
    studies.rollback()
    return asked


def rules_of(answers: Answers) -> Rules:
    """The rules for the audience of a wave."""
    return Rules(
        smallest_group=answers.study.smallest_group(answers.wave.audience),
        small_totals_merged=answers.wave.audience is not Audience.PARTICIPANT,
    )


def raw_tables(answers: Answers, rules: Rules) -> tuple[RawTable, ...]:
    """Every table of the wave, exact and not yet fit to be seen; `TooFewResponsesError` below a group."""
    if len(answers.complete) < rules.smallest_group:
        raise TooFewResponsesError(wave=answers.wave.id, smallest=rules.smallest_group)
    known = answers.invited if answers.invited >= len(answers.frame) else None  # Answers on paper had no invitation.
    return tabulate(answers.frame, answers.study, answers.questionnaire, known)


def _results(release: Release, joined: Shifts, themed: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The tables, changes and flows as JSON values. A method stands once in `methods`; tables name its place. `themed`
    are the measures of own words."""
    methods: dict[str, int] = {}
    written = described(release.tables)
    for table, entry in zip(release.tables, written, strict=True):
        if table.step is not Step.NOTHING:
            entry["method"] = methods.setdefault(
                canonical(method_of(table, themed=table.measure in themed).document()), len(methods)
            )
        if kept := release.kept.get((table.measure, table.breakdown)):
            entry["kept"] = asdict(kept)
    told = {"tables": written, "changes": described_changes(joined.changes), "methods": list(methods)}
    return told | ({"flows": described_flows(joined.flows)} if joined.flows else {})


def _document(answers: Answers, rules: Rules, today: date) -> dict[str, Any]:
    """What a publication says besides its tables. Codes only: the words are in the questionnaire and the study."""
    asked, complete = answers.questionnaire, len(answers.complete)
    figures = ResponseFigures(answers.invited, complete, len(answers.frame) - complete, answers.break_off)
    return {
        "format": FORMAT,
        "study": answers.study.id,
        "wave": answers.wave.id,
        "audience": answers.wave.audience.value,
        "questionnaire": {"id": asked.id, "version": asked.version, "digest": asked.digest()},
        "day": today.isoformat(),
        "population": figures.invited,
        "response": {
            **asdict(figures),
            "rr1": {"definition": RR1, "percent": _rate(figures.rr1())},
            "rr2": {"definition": RR2, "percent": _rate(figures.rr2())},
        },
        "rules": asdict(rules) | {"dominance": str(rules.dominance)},
        **({"until": answers.until} if answers.until else {}),
    }


def _rate(share: Fraction | None) -> int | None:
    """A response rate as a whole percentage; None where nobody was invited."""
    return None if share is None else int(half_up(100 * share))


def figures_in(document: Any) -> Any:
    """A document without the day and the software: two publications with equal figures tell the same."""
    if isinstance(document, dict):
        told = {name: part for name, part in document.items() if name not in ("day", "method", "methods")}
        return {name: figures_in(part) for name, part in told.items()}
    return [figures_in(part) for part in document] if isinstance(document, list) else document


def _store(studies: Session, answers: Answers, document: dict[str, Any], today: date) -> int:
    """Add the publication, unless the wave has one of these answers. Two that differ are one too many; themes may come
    later."""
    writing(studies)
    newest = select(PublicationRow).where(PublicationRow.wave_id == answers.wave_id).order_by(PublicationRow.id.desc())
    if earlier := studies.scalar(newest.limit(1)):
        known, _ = restore(earlier.document, earlier.digest)
        publication_id, day = earlier.id, earlier.day
        if not _succeeds(document.get("until"), known.get("until")):
            if figures_in(without_words(known)) != figures_in(only_adds(known, document)):
                studies.rollback()
                raise PublishedBeforeError(wave=answers.wave.id, day=day.isoformat())
            if words_in(known) == words_in(document):
                studies.rollback()
                return publication_id
    text = canonical(document)
    row = PublicationRow(
        study_id=answers.study.id,
        wave_id=answers.wave_id,
        day=today,
        digest=digest_of(text),
        document=text,
        approved=None if answers.study.results.approval == "required" else today,
    )
    studies.add(row)
    studies.flush()
    publication_id = row.id
    studies.commit()
    return publication_id


def _succeeds(until: str | None, before: str | None) -> bool:
    """Whether a release of the answers up to `until` (None: all of them) comes after one up to `before`."""
    return before is not None and (until is None or until > before)
