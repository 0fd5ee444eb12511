"""Interim releases of a rolling wave, and what a release takes over from the one before it.

A rolling wave is released each half-year, with the answers of whole quarters and of cohorts that are closed. A table
whose difference with the release before would tell about few people keeps that release, and says so.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.analysis.breakdowns import tabulate
from survey.analysis.disclosure import ProtectedTable, RawTable, Rules, restore
from survey.analysis.disclosure.succession import Key, Predecessor, Succession, audit_succession
from survey.questionnaires.problems import N_, RefusedError
from survey.storage.studies import Cohort, PublicationRow, Stage, WaveRow

from .wave_frames import Answers


class NotOpenError(RefusedError):
    """An interim release is of a wave that goes on."""

    sentence = N_("Wave {wave} is not open, so that it has no interim release. Publish it without --interim.")


class CohortStillOpenError(RefusedError):
    """Whose invitation came in a quarter can still answer: their answers would come in one by one."""

    sentence = N_(
        "Nothing was published: people who were invited up to {until} can answer wave {wave} until {day}. "
        "Publish after that day."
    )


class TooLittleChangedError(RefusedError):
    """The difference with the release before would tell about few people."""

    sentence = N_(
        "Nothing was published: since the release of {day} too few answers to wave {wave} came in or were withdrawn, "
        "so that the difference could show what single people answered. That release stays."
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a table comes from: the release of `day`, of the answers up to the quarter `until`, `complete` of them."""

    day: str
    until: str
    complete: int


@dataclass(frozen=True, slots=True)
class Release:
    """The tables to publish, in the order of the study; `kept` are those that an earlier release shows."""

    tables: tuple[ProtectedTable, ...]
    kept: Mapping[Key, Kept]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The release before: its day, and every table with where it comes from."""

    day: date
    complete: int
    tables: Mapping[Key, tuple[ProtectedTable, Kept]]


def half_year(today: date) -> str:
    """The quarter in which the last whole half-year ended."""
    return f"{today.year}Q2" if today.month > 6 else f"{today.year - 1}Q4"  # noqa: PLR2004 - July begins another


def last_day(quarter: str) -> date:
    """The last day of a quarter."""
    year, month = int(quarter[:4]), 3 * int(quarter[-1])
    return date(year, month, 31 if month in (3, 12) else 30)


def cohorts_until(studies: Session, row: WaveRow, until: str, today: date) -> tuple[str, ...]:
    """The cohorts of an open wave that were invited up to the end of a quarter.

    Raises:
        NotOpenError: the wave is not open.
        CohortStillOpenError: one of them can still answer.

    """
    if row.stage != Stage.OPEN:
        raise NotOpenError(wave=row.name)
    query = select(Cohort).where(Cohort.wave_id == row.id, Cohort.opens <= last_day(until))
    invited = studies.scalars(query.order_by(Cohort.id)).all()
    still = [each.closes for each in invited if each.stage != Stage.CLOSED and each.closes >= today]
    if still:
        raise CohortStillOpenError(wave=row.name, until=until, day=max(still).isoformat())
    return tuple(each.id for each in invited)


def earlier_release(studies: Session, wave_id: str, until: str | None) -> Earlier | None:
    """The interim release of a wave before this one; None if there is none, or the wave was published for good."""
    query = select(PublicationRow).where(PublicationRow.wave_id == wave_id).order_by(PublicationRow.id.desc())
    for row in studies.scalars(query):
        document, tables = restore(row.document, row.digest)
        if document.get("until") and (until is None or document["until"] < until):
            found = Earlier(row.day, document["response"]["complete"], _tables(document, tables, row.day))
            studies.rollback()
            return found
    studies.rollback()
    return None


def _tables(
    document: Mapping[str, Any], tables: Sequence[ProtectedTable], day: date
) -> dict[Key, tuple[ProtectedTable, Kept]]:
    own = Kept(day.isoformat(), document["until"], document["response"]["complete"])
    return {
        (table.measure, table.breakdown): (table, Kept(**entry["kept"]) if "kept" in entry else own)
        for entry, table in zip(document["tables"], tables, strict=True)
    }


Then = Callable[[str], Answers]
"""The answers up to a quarter, as they are now."""


def succeeding(
    earlier: Earlier, answers: Answers, new: tuple[Sequence[RawTable], Sequence[ProtectedTable]], then: Then,
    rules: Rules,
) -> Release:  # fmt: skip
    """The tables that may be released after `earlier`; the others are those of that release.

    Raises:
        TooLittleChangedError: nothing may be refreshed.
        UnsafePublicationError: a second look found a difference about too few people.

    """
    raw, tables = new
    quarters = dict.fromkeys(kept.until for _, kept in earlier.tables.values())
    known = {quarter: _by_key(_raw(then(quarter))) for quarter in quarters}
    before = {
        key: Predecessor(table, known[kept.until], kept.complete) for key, (table, kept) in earlier.tables.items()
    }
    fresh = Succession(_by_key(raw), {_key(table): table for table in tables}, before, rules).refreshed()
    changed = abs(len(answers.complete) - earlier.complete)
    if not rules.allows_missing(changed) or not fresh:
        raise TooLittleChangedError(wave=answers.wave.id, day=earlier.day.isoformat())
    known_before = [table for table in tables if _key(table) in fresh or _key(table) in earlier.tables]
    chosen = [table if _key(table) in fresh else earlier.tables[_key(table)][0] for table in known_before]
    kept = {_key(table): earlier.tables[_key(table)][1] for table in known_before if _key(table) not in fresh}
    audit_succession({key: table for key, (table, _) in earlier.tables.items()}, chosen, rules)
    return Release(tuple(chosen), kept)


def _raw(answers: Answers) -> Sequence[RawTable]:
    return tabulate(answers.frame, answers.study, answers.questionnaire)


def _by_key(tables: Sequence[RawTable]) -> dict[Key, RawTable]:
    return {(table.measure, table.breakdown): table for table in tables}


def _key(table: ProtectedTable) -> Key:
    return table.measure, table.breakdown
