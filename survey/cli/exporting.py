"""An export from the terminal: what it would give away is told first, and the audit log has it before it is there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from survey.analysis.cells import Remedy, Way
from survey.fieldwork import audit
from survey.fieldwork.audit import Deed
from survey.fieldwork.waves import Field
from survey.languages import translator
from survey.reporting.exports import exposure, folder
from survey.reporting.exports.choosing import Merge, check_choices, narrowed
from survey.reporting.exports.exposure import Report
from survey.reporting.exports.folder import Export, Format
from survey.reporting.exports.samples import Sample, samples
from survey.reporting.exports.table import Table, table
from survey.reporting.exports.words import Words
from survey.storage.engines import writing

from .words import _

MOST_REMEDIES = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked at the terminal."""

    study: str
    waves: tuple[str, ...]
    form: str
    reason: str
    out: Path | None = None
    language: str | None = None
    accepted_by: str | None = None
    with_texts: bool = False
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    merged: Sequence[tuple[str, ...]] = ()
    accept: str | None = None


def asked_of(study: str, wave: str, given: Mapping[str, Any]) -> Asked:
    """What was asked on a page."""
    return Asked(
        study=study,
        waves=(wave,),
        form=given.get("form", Format.CSV.value),
        reason=given.get("reason", ""),
        language=given.get("language"),
        with_texts=bool(given.get("with_texts")),
        without=tuple(given.get("without", ())),
        accept=given.get("accept"),
    )


def judged(field: Field, asked: Asked) -> tuple[Report, list[Sample], list[Table]]:
    """What an export would give away, and what it is made from."""
    found = samples(field.studies, field.responses, asked.study, asked.waves)
    tables = _tables(found, asked)
    return exposure.report(found, tables, asked.also), found, tables


def _aloud(line: str) -> None:
    click.echo(line, err=True)


def export_folder(field: Field, asked: Asked, tell: Callable[[str], None] = _aloud) -> Path:
    """Judge, record and write an export; the folder. Commits the studies database, once. `tell` hears the judgement."""
    out = asked.out or Path(f"{asked.study}-{asked.waves[0]}-{asked.form}")
    folder.check_free(out)
    report, found, tables = judged(field, asked)
    for line in told(report):
        tell(line)
    accepted = exposure.check(report, asked.accept)
    export = Export(Format(asked.form), _words(found[0], asked.language), found, tables, asked.with_texts)

    def record(digests: dict[str, str]) -> None:
        detail = _detail(asked, digests) + accepted
        audit.record(writing(field.studies), field.now, Deed(field.actor, asked.study, "export", detail))
        field.studies.commit()

    folder.write(export, out, record)
    return out


def _tables(found: Sequence[Sample], asked: Asked) -> list[Table]:
    merges = [Merge(name, tuple(codes)) for name, *codes in asked.merged]
    whole = [table(sample, _words(sample, asked.language)) for sample in found]
    check_choices(whole, [*asked.without, *asked.also], merges)
    return [narrowed(each, asked.without, merges) for each in whole]


def _words(sample: Sample, language: str | None) -> Words:
    tag = language or sample.questionnaire.languages[0]
    return Words(tag, translator(tag).gettext)


def _detail(asked: Asked, digests: dict[str, str]) -> str:
    """What the audit log keeps: what, why, and the digest of each file; never an answer."""
    files = ", ".join(f"{name} sha256 {digest}" for name, digest in digests.items())
    left = f"; without {', '.join(asked.without)}" if asked.without else ""
    joined = f"; joined, approved by {asked.accepted_by}" if len(asked.waves) > 1 else ""
    return f"{'+'.join(asked.waves)} as {asked.form}: {asked.reason}; {files}{left}{joined}"


def told(report: Report) -> Iterator[str]:
    """What a file gives away, and what would help most."""
    found = report.found
    names = ", ".join(each.words for each in report.known) or "-"
    yield _("What others may know of people here: {names}.", names=names)
    yield _(
        "Of {people} people, {unique} are the only ones, and {exposed} share it with fewer than {smallest}.",
        people=found.people,
        unique=found.unique,
        exposed=found.exposed,
        smallest=found.smallest,
    )
    for remedy in report.remedies[:MOST_REMEDIES]:
        yield "  - " + _remedy(remedy)


def _remedy(remedy: Remedy) -> str:
    left = {"unique": remedy.left.unique, "exposed": remedy.left.exposed}
    name = remedy.attribute
    option = f"--without {name}" if remedy.way is Way.DROP else f"--merge {name}={'+'.join(remedy.classes)}"
    return _("{option}: {unique} and {exposed}.", option=option, **left)
