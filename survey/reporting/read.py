"""What a dashboard shows: a publication, its tables with words, and its figures. Reads the studies database only."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.analysis.disclosure import (
    Cell,
    ProtectedChange,
    ProtectedFlow,
    ProtectedGroup,
    ProtectedTable,
    Step,
    restore,
    restore_changes,
    restore_flows,
)
from survey.analysis.estimates import ResponseFigures, percent, wilson
from survey.analysis.method import Method
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.study import Study
from survey.storage.studies import PublicationRow, Snapshot, StudyRow

from .labels import EVERYBODY, cell_label, class_label, measure_label, variable_label
from .published import FORMAT, Publication, UnknownFormatError
from .reader import Reader
from .sentences import is_indicative, response_sentence, sentences

KEPT = 64
"""How many documents are kept as values. A key is the whole stored text, so that one that was changed is read anew."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A publication in a list."""

    id: int
    wave: str
    day: date
    digest: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be chosen on the dashboard."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Share:
    """A cell with its words. Count, percentage and margin (in percent) are None where it is hidden."""

    label: str
    count: int | None
    percent: int | None
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """A group with its words. `base` is None where it is hidden; `indicative` where it has fewer than 30 people."""

    label: str
    base: int | None
    shares: tuple[Share, ...]
    merged: Share | None
    mean: Decimal | None
    indicative: bool
    median: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A table with its words. `columns` are the labels of the shares; nothing is shown if `rows` is empty."""

    title: str
    breakdown: str | None
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    sentences: tuple[str, ...]
    methods: tuple[str, ...] = ()
    """How it came about, a sentence each."""


def publications(session: Session, study_id: str) -> tuple[Listing, ...]:
    """The publications of a study that are approved, the newest first. One statement."""
    rows = session.execute(
        select(PublicationRow.id, PublicationRow.wave_id, PublicationRow.day, PublicationRow.digest)
        .where(PublicationRow.study_id == study_id, PublicationRow.approved.is_not(None))
        .order_by(PublicationRow.id.desc())
    )
    return tuple(Listing(row.id, row.wave_id.rpartition("/")[2], row.day, row.digest) for row in rows)


def latest(session: Session, study_id: str) -> Publication | None:
    """The newest publication of a study; None if there is none."""
    listed = publications(session, study_id)
    return publication(session, listed[0].id) if listed else None


def publication(session: Session, publication_id: int) -> Publication | None:
    """A publication; None if there is none.

    Raises:
        DamagedPublicationError: it was changed after it was made.
        UnknownFormatError: a newer version of this program made it.

    """
    row = session.get(PublicationRow, publication_id)
    if row is None:
        return None
    contents = _contents(row.document, row.digest)
    study = session.get_one(StudyRow, row.study_id)
    snapshot = session.get_one(Snapshot, contents.questionnaire)
    return Publication(
        id=row.id,
        study=study_of(study.document),
        wave=contents.wave,
        day=row.day,
        digest=row.digest,
        questionnaire=_questionnaire(snapshot.document),
        response=contents.response,
        tables=contents.tables,
        changes=contents.changes,
        methods=contents.methods,
        flows=contents.flows,
        until=contents.until,
        kept=contents.kept,
        themes=contents.themes,
        quotes=contents.quotes,
    )


@dataclass(frozen=True, slots=True)
class _Contents:
    """What a stored document says; `questionnaire` is the digest of what was asked."""

    wave: str
    questionnaire: str
    response: ResponseFigures
    tables: tuple[ProtectedTable, ...]
    changes: tuple[ProtectedChange, ...]
    methods: Mapping[tuple[str, str | None], Method]
    flows: tuple[ProtectedFlow, ...]
    until: str | None
    kept: Mapping[tuple[str, str | None], date]
    themes: Mapping[str, Mapping[str, Mapping[str, str]]]
    quotes: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=KEPT)
def _contents(text: str, digest: str) -> _Contents:
    document, tables = restore(text, digest)
    if document["format"] != FORMAT:
        raise UnknownFormatError("This publication was made by a newer version of this program; update this one.")
    counted = {name: document["response"][name] for name in ("invited", "complete", "partial", "break_off")}
    return _Contents(
        wave=document["wave"],
        questionnaire=document["questionnaire"]["digest"],
        response=ResponseFigures(**counted),
        tables=tables,
        changes=restore_changes(document),
        methods=_methods(document),
        flows=restore_flows(document),
        until=document.get("until"),
        kept=_kept(document),
        themes=document.get("themes", {}),
        quotes={measure: tuple(texts) for measure, texts in document.get("quotes", {}).items()},
    )


def _methods(document: dict[str, Any]) -> dict[tuple[str, str | None], Method]:
    known = [Method.of(json.loads(each)) for each in document.get("methods", [])]
    return {
        (each["measure"], each["breakdown"]): known[each["method"]] for each in document["tables"] if "method" in each
    }


def _kept(document: dict[str, Any]) -> dict[tuple[str, str | None], date]:
    known = [((each["measure"], each["breakdown"]), each.get("kept")) for each in document["tables"]]
    return {key: date.fromisoformat(kept["day"]) for key, kept in known if kept}


_questionnaire = lru_cache(maxsize=KEPT)(Questionnaire.from_snapshot)


@lru_cache(maxsize=KEPT)
def study_of(document: str) -> Study:
    """The study in a stored document."""
    return Study.model_validate_json(document)


def document(session: Session, study_id: str) -> str | None:
    """The newest publication of a study as it is stored: its JSON text, checked against its digest; None if there is
    none.

    Raises:
        DamagedPublicationError: it was changed after it was made.

    """
    query = (
        select(PublicationRow)
        .where(PublicationRow.study_id == study_id, PublicationRow.approved.is_not(None))
        .order_by(PublicationRow.id.desc())
        .limit(1)
    )
    row = session.scalar(query)
    if row is None:
        return None
    restore(row.document, row.digest)
    return row.document


def measures(published: Publication, reader: Reader) -> tuple[Choice, ...]:
    """The measures to choose from, then the characteristics of the respondents."""
    known = (*published.measures(), *published.backgrounds())
    return tuple(Choice(measure, measure_label(published, measure, reader)) for measure in known)


def breakdowns(published: Publication, measure: str, reader: Reader) -> tuple[Choice, ...]:
    """The breakdowns that `measure` has a table for, whether or not anything in it is shown."""
    known = [table.breakdown for table in published.tables if table.measure == measure and table.breakdown]
    return tuple(Choice(variable, variable_label(published, variable, reader)) for variable in known)


def result(published: Publication, measure: str, breakdown: str | None, reader: Reader) -> Result | None:
    """A table with its words; None if the publication has no such table."""
    table = published.table(measure, breakdown)
    if table is None:
        return None
    rows = () if table.step is Step.NOTHING else tuple(_row(published, table, group, reader) for group in table.groups)
    return Result(
        title=measure_label(published, measure, reader),
        breakdown=variable_label(published, breakdown, reader) if breakdown else None,
        columns=tuple(share.label for share in next((row.shares for row in rows if row.shares), ())),
        rows=rows,
        sentences=sentences(published, table, reader),
        methods=method.told(reader.translate) if (method := published.methods.get((measure, breakdown))) else (),
    )


def response(published: Publication, reader: Reader) -> str:
    """A sentence on how many of those invited answered."""
    return response_sentence(published.response, reader)


def _row(published: Publication, table: ProtectedTable, group: ProtectedGroup, reader: Reader) -> Row:
    def share(cell: Cell) -> Share:
        label = cell_label(published, table, cell, reader)
        if cell.count is None or not group.base:
            return Share(label, None, None, None, None)
        low, high = wilson(cell.count, group.base, table.population).percents()
        return Share(label, cell.count, percent(cell.count, group.base), low, high)

    return Row(
        label=_group_label(published, table, group, reader),
        base=group.base,
        shares=tuple(share(cell) for cell in group.cells),
        merged=share(group.merged) if group.merged else None,
        mean=group.mean,
        indicative=is_indicative(group),
        median=group.median,
    )


def _group_label(published: Publication, table: ProtectedTable, group: ProtectedGroup, reader: Reader) -> str:
    if table.breakdown is None or group.code is None:
        return reader.says(EVERYBODY)
    return class_label(published, table.breakdown, group.code, reader)
