"""Permits: what must be so before a wave opens, and what a research lead may accept with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.analysis import cells
from survey.analysis.cells import Person
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.difference import difference
from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import Purpose, Study
from survey.storage.studies import Acceptance, Pause, Risk, Snapshot, Stage, WaveRow

from . import designs


class SmallCohortError(RefusedError):
    """Fewer people than the smallest cohort: answers could be told apart."""

    sentence = N_(
        "Only {people} people wait for wave {wave}; a cohort needs at least {smallest}. "
        "Wait for more people, or accept it with a reason (--accept-small)."
    )


class SmallCellsError(RefusedError):
    """Some people could be found by what is known of them."""

    sentence = N_(
        "{exposed} of {people} people who wait for wave {wave} share their register classes with fewer than {smallest} "
        "people; {unique} of them are the only ones. Look what can be done: survey contacts report {study}. "
        "Or accept it with a reason (--accept-small-cells)."
    )


class PausedError(RefusedError):
    """A study that rests opens nothing."""

    sentence = N_("Study {study} is paused since {since}. Go on first: survey studies resume {study}")


class ChangedWordingError(RefusedError):
    """Waves could not be compared."""

    sentence = N_(
        "Wave {wave} does not ask “{items}” as wave {earlier} did. Make it equal, or add it to “declared_changes”, "
        "and load the study again."
    )


class NoDpiaError(RefusedError):
    """Nobody has assessed what the study can do to people's privacy, or nobody said so."""

    sentence = N_(
        "Study {study} is a real study and has no data protection impact assessment (DPIA). Fill in “dpia” in {file}: "
        "its “reference”, “approved_by” and “date”. Load the study again after that. "
        "(A study marked demo or test opens without it.)"
    )


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a small cohort, and why small cells, are accepted; None where they are not."""

    small_cohort: str | None = None
    small_cells: str | None = None


NONE = Reasons()


def check_study(studies: Session, study: Study, wave: WaveRow) -> None:
    """Raise `PausedError`, `NoDpiaError` or `ChangedWordingError` if the wave cannot open whoever waits for it."""
    pause = studies.get(Pause, study.id)
    if pause is not None:
        raise PausedError(study=study.id, since=pause.since.isoformat())
    if study.purpose is Purpose.REAL and study.dpia is None and wave.stage == Stage.PLANNED:
        raise NoDpiaError(study=study.id, file=designs.file_of(studies, study.id))
    _check_wording(studies, study, wave)


def _check_wording(studies: Session, study: Study, wave: WaveRow) -> None:
    """What the wave asks was frozen when it was loaded; so was what earlier waves asked: compare these."""
    query = select(WaveRow.id, Snapshot.document).join(Snapshot, Snapshot.digest == WaveRow.digest)
    query = query.where(WaveRow.study_id == wave.study_id, WaveRow.audience == wave.audience)
    before = query.where(WaveRow.position < wave.position, WaveRow.digest != wave.digest).order_by(WaveRow.position)
    asked = Questionnaire.from_snapshot(studies.get_one(Snapshot, wave.digest).document)
    declared = next(each.declared_changes for each in study.waves if each.id == wave.name)
    for earlier, document in studies.execute(before):
        changed = difference(Questionnaire.from_snapshot(document), asked).incomparable - set(declared)
        if changed:
            raise ChangedWordingError(wave=wave.id, earlier=earlier, items="”, “".join(sorted(changed)))


def check_size(study: Study, wave: WaveRow, people: int, reasons: Reasons) -> str:
    """What is accepted, for the audit log; `SmallCohortError` if a cohort of so many people is too small."""
    if people >= study.smallest_cohort:
        return ""
    reason = (reasons.small_cohort or "").strip()
    if not reason:
        raise SmallCohortError(people=people, wave=wave.id, smallest=study.smallest_cohort)
    return f"; small cohort accepted: {reason}"


def reason_for_cells(studies: Session, wave: WaveRow, reasons: Reasons, day: date) -> str | None:
    """Why small cells of a wave are accepted; a reason that is given is kept for the cohorts that come."""
    reason = (reasons.small_cells or "").strip()
    kept = studies.get(Acceptance, (wave.id, Risk.SMALL_CELLS))
    if reason and kept is None:
        kept = Acceptance(wave_id=wave.id, risk=Risk.SMALL_CELLS, reason=reason, day=day)
        studies.add(kept)
    return kept.reason if kept else None


def check_cells(study: Study, wave: WaveRow, people: Sequence[Person], reason: str | None) -> str:
    """What is accepted, for the audit log; `SmallCellsError` if people could be told apart and there is no reason."""
    names = [each.id for each in study.attributes if each.audience == wave.audience]
    found = cells.exposure(people, names, study.smallest_cohort)
    if not found.exposed:
        return ""
    if reason is None:
        values = {"exposed": found.exposed, "people": found.people, "unique": found.unique}
        raise SmallCellsError(wave=wave.id, study=study.id, smallest=found.smallest, **values)
    return f"; small cells accepted: {reason}"
