"""`survey publish` and `survey publication`: from responses to a frozen set of tables, and what is in that set."""

import click

from survey.fieldwork import audit, designs
from survey.fieldwork.audit import Deed
from survey.fieldwork.secrecy import SAID, secrecy
from survey.fieldwork.waves import Field
from survey.questionnaires.problems import N_, RefusedError
from survey.storage.engines import writing
from survey.storage.studies import Stage

from . import words
from .frame import Survey, pass_survey
from .words import _


class NothingClosedError(RefusedError):
    """Results appear when a wave is closed."""

    sentence = N_("Study {study} has no closed wave. Close one first: survey studies close {study} WAVE")


class NothingOpenError(RefusedError):
    """Interim figures are of waves that go on."""

    sentence = N_("Study {study} has no open wave.")


class NothingPublishedError(RefusedError):
    """There is no publication."""

    sentence = N_("Nothing is published for {study} yet. Publish first: survey publish {study}")


@click.command(help=_("Compute, protect, check and store the tables of the closed waves of STUDY, or of one WAVE."))
@click.argument("study")
@click.argument("wave", required=False)
@click.option("--preview", is_flag=True, help=_("Only show what would be hidden, and what merging classes would buy."))
@click.option("--interim", is_flag=True, help=_("Of waves that are open: the answers up to the last half-year."))
@click.pass_context
@pass_survey
def publish(survey: Survey, ctx: click.Context, /, study: str, wave: str | None, **asked: bool) -> None:
    """Publish every closed wave of a study; a wave that cannot be published does not hold up the others."""
    preview, interim = asked["preview"], asked["interim"]
    with survey.field() as field:
        designs.find(field.studies, study)
        stage = Stage.OPEN.value if interim else _CLOSED
        known = [each for owner, each, now in designs.overview(field.studies) if (owner, now) == (study, stage)]
        field.studies.rollback()
        closed = [wave] if wave else known
        if not closed:
            raise (NothingOpenError if interim else NothingClosedError)(study=study)
        refusals: list[RefusedError] = []
        published: list[str] = []
        with click.progressbar(closed, label=_("Waves")) as bar:
            for each in bar:
                try:
                    (_show if preview else _publish)(field, study, each, interim=interim)
                    published.append(each)
                except RefusedError as refusal:
                    refusals.append(refusal)
    if published and not preview:
        click.echo(_("Published for {study}: {waves}.", study=study, waves=", ".join(published)))
    for refused in refusals:
        click.echo(refused.told(_), err=True)
    ctx.exit(1 if refusals else 0)


_CLOSED = Stage.CLOSED.value


def publish_wave(field: Field, study: str, wave: str, *, interim: bool = False) -> tuple[int, bool]:
    """Publish a wave, sign for it and say so in the audit log: the number, and whether it waits for approval."""
    from survey.reporting.approval import sign
    from survey.reporting.publish import publish as publish_tables
    from survey.reporting.publish import publish_interim

    make = publish_interim if interim else publish_tables
    number = make(field.studies, field.responses, study, wave, field.now.date())
    field.studies.rollback()
    waits = sign(field.studies, number, field.actor)
    audit.record(field.studies, field.now, Deed(field.actor, study, "publish", wave))
    field.studies.commit()
    return number, waits


def _publish(field: Field, study: str, wave: str, *, interim: bool) -> None:
    number, waits = publish_wave(field, study, wave, interim=interim)
    if waits:
        click.echo(_("Publication {number} waits: survey publication approve {number} --by NAME", number=number))


def _show(field: Field, study: str, wave: str, *, interim: bool) -> None:
    """What a publication would hide. Nothing is stored."""
    from survey.reporting.preview import preview
    from survey.reporting.publish import asked_in
    from survey.reporting.wave_frames import answers_of

    asked = asked_in(field.studies, study, wave, field.now.date() if interim else None)
    found = preview(answers_of(field.responses, asked))
    click.echo()
    for each in found.tables:
        hidden = ", ".join(each.hidden)
        told = {"measure": each.measure, "breakdown": each.breakdown, "step": each.step.value, "cells": each.cells}
        click.echo(
            _("{measure} by {breakdown}: {step}, {cells} numbers shown; hidden: {hidden}", **told, hidden=hidden)
        )
    for merger in found.mergers:
        told = {name: getattr(merger, name) for name in ("variable", "first", "second", "cells", "merged")}
        click.echo(
            _("Taking {first} and {second} of {variable} together would show {merged} instead of {cells}.", **told)
        )


@click.group(help=_("Published tables."))
def publication() -> None:
    """Published tables."""


@publication.command(help=_("The newest publication of STUDY."))
@click.argument("study")
@click.option("--json", "as_json", is_flag=True, help=_("The whole stored document."))
@pass_survey
def show(survey: Survey, study: str, as_json: bool) -> None:
    """Print a publication: the totals as text, or everything as JSON."""
    from survey.reporting import read

    from .tables import told

    with survey.ready.studies() as session:
        designs.find(session, study)
        if as_json:
            document = read.document(session, study)
            text = [document] if document else []
        else:
            published = read.latest(session, study)
            text = list(told(published, words.LANGUAGE)) if published else []
            text += [_(SAID[secrecy(session, survey.keyring, study)])] if published else []
    if not text:
        raise NothingPublishedError(study=study)
    for line in text:
        click.echo(line)


@publication.command(name="list", help=_("The publications of STUDY, and which of them wait for approval."))
@click.argument("study")
@pass_survey
def listed(survey: Survey, study: str) -> None:
    """Print a line for each."""
    from survey.reporting.approval import waiting

    with survey.ready.studies() as session:
        designs.find(session, study)
        for number, wave, day, approver in waiting(session, study):
            told = {"number": number, "wave": wave, "day": day.isoformat()}
            waits = _("{number}  {day}  {wave}  waits for approval", **told)
            shown = _("{number}  {day}  {wave}  shown {approver}", **told, approver=approver or "")
            click.echo(waits if approver is None else shown.rstrip())


@publication.command(help=_("Let dashboards show publication NUMBER, as somebody else than who made it."))
@click.argument("number", type=int)
@click.option("--by", "name", required=True, help=_("Who approves it."))
@pass_survey
def approve(survey: Survey, number: int, name: str) -> None:
    """Approve, and say so in the audit log."""
    from survey.reporting.approval import approve as let

    with survey.field() as field:
        study = let(field.studies, number, name, field.now.date())
        audit.record(writing(field.studies), field.now, Deed(name, study, "approve", str(number)))
        field.studies.commit()
    click.echo(_("Publication {number} is approved; dashboards show it.", number=number))
