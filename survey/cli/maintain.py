"""`survey maintain`: what is done to the databases every night, by hand."""

import shutil
import time
from collections.abc import Iterator
from datetime import datetime

import click
from sqlalchemy.orm import Session

from survey.fieldwork import retention, upkeep
from survey.fieldwork.clock import fixed
from survey.fieldwork.retention import Line
from survey.reporting.shelf import tidy
from survey.storage.engines import Store
from survey.storage.reshuffle import reshuffle as rewrite
from survey.storage.studies import Work

from .frame import Survey, pass_survey
from .words import _


@click.group(help=_("What the worker does to the databases every night, by hand."))
def maintain() -> None:
    """Maintenance."""


@maintain.command(
    help=_(
        "Write the responses database anew in random order, so that its files do not tell in which order people "
        "answered. People can go on answering."
    )
)
@pass_survey
def reshuffle(survey: Survey) -> None:
    """Reshuffle now."""
    begun = time.monotonic()
    reshuffled(survey)
    seconds = f"{time.monotonic() - begun:.1f}"
    click.echo(_("The responses database was reshuffled in {seconds} seconds.", seconds=seconds))


@maintain.command(
    help=_(
        "Remove what is past its term: contacts, keys and answers as each study tells its people, drafts, counts and "
        "the audit log after a fixed time. Prints a proof; nothing of it is left in the files of the databases."
    )
)
@click.option("--now", type=click.DateTime(), help=_("Act as if it were this moment in Amsterdam (for rehearsals)."))
@pass_survey
def purge(survey: Survey, now: datetime | None) -> None:
    """Purge, and print the proof; exit code 1 if something is past its term all the same."""
    if now is not None:
        survey.clock = fixed(now)
    proof = purged(survey)
    for row in _table(proof):
        click.echo(row)
    if past := sum(line.past for line in proof):
        raise click.ClickException(_("{past} rows are past their term and could not be removed.", past=past))
    click.echo(_("Nothing is past its term."))


def _table(proof: list[Line]) -> Iterator[str]:
    """A line for each thing that is there, or that was removed."""
    head = (_("store"), _("what"), _("study"), _("term"), _("counts from"), _("removed"), _("left"), _("past its term"))
    rows = [head, *(_row(line) for line in proof)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(head))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _row(line: Line) -> tuple[str, ...]:
    term = "" if line.months is None else _("{months} months", months=line.months)
    since = line.since.isoformat() if line.since else "-"
    return line.store, _(line.what), line.study_id, term, since, str(line.removed), str(line.left), str(line.past)


def purged(survey: Survey) -> list[Line]:
    """Purge; throw away old reports, and what demo and test studies wrote to the mailbox folder when their people are
    gone."""
    tidy(survey.settings.instance, survey.clock())
    with survey.field() as field:
        proof = retention.purge(field)
    for line in proof:
        if line.table == "contact" and line.since is not None and not line.left:
            shutil.rmtree(survey.settings.mailbox / line.study_id, ignore_errors=True)
    return proof


def reshuffled(survey: Survey) -> None:
    """Reshuffle, and keep the day; `TooBusyError` if nothing was changed."""
    stores = survey.ready
    rewrite(stores.engines[Store.RESPONSES])
    with Session(stores.engines[Store.STUDIES]) as studies:
        upkeep.note(studies, Work.RESHUFFLE, survey.clock())
