"""`survey studies`: load a design, open and close its waves."""

from pathlib import Path

import click

from survey.fieldwork import designs, waves
from survey.fieldwork.permits import Reasons
from survey.questionnaires import catalogue
from survey.questionnaires.study import Purpose
from survey.storage.engines import writing

from .frame import Survey, pass_survey
from .words import _


@click.group(help=_("Study designs and their waves."))
def studies() -> None:
    """Study designs and their waves."""


@studies.command(
    help=_("Check a study file and its questionnaires, and load them. FILE: a path, or the name of a shipped study.")
)
@click.argument("file")
@click.option("--as", "study_id", help=_("Load under another id."))
@click.option(
    "--demo",
    "purpose",
    flag_value=Purpose.DEMO,
    type=Purpose,
    help=_("Mark as a demo: mails may go to the mailbox folder."),
)
@click.option(
    "--test",
    "purpose",
    flag_value=Purpose.TEST,
    type=Purpose,
    help=_("Mark as a test: mails may go to the mailbox folder."),
)
@pass_survey
def load(survey: Survey, file: str, study_id: str | None, purpose: Purpose | None) -> None:
    """Load a study; all problems at once, and nothing loaded if there is one."""
    design, questionnaires = catalogue.load_study_file(_path(file))
    design = design.named(study_id, purpose)
    with survey.ready.studies() as session:
        designs.load(writing(session), design, questionnaires, survey.clock().date())
        session.commit()
    names = ", ".join(wave.id for wave in design.waves)
    click.echo(_("Study {study} is loaded. Waves: {waves}.", study=design.id, waves=names))


def _path(file: str) -> Path:
    path = Path(file)
    return path if path.exists() else catalogue.shipped_studies().get(file, path)


@studies.command("open", help=_("Open WAVE of STUDY for everybody who waits for it, and queue their invitations."))
@click.argument("study")
@click.argument("wave")
@click.option(
    "--accept-small", metavar="REASON", help=_("Open for fewer people than the smallest cohort; the reason is logged.")
)
@pass_survey
def open_(survey: Survey, study: str, wave: str, accept_small: str | None) -> None:
    """Open a wave."""
    with survey.field() as field:
        design = designs.find(field.studies, study)
        number = waves.open_wave(field, design, wave, Reasons(accept_small))
    click.echo(_("Wave {wave} of {study} is open for {number} people.", wave=wave, study=study, number=number))
    click.echo(_("Their invitations wait in the outbox: survey worker --once"))


@studies.command(
    "close", help=_("Close WAVE of STUDY: links stop working, unsent mails are cancelled. Cannot be undone.")
)
@click.argument("study")
@click.argument("wave")
@click.confirmation_option("--yes", prompt=_("A closed wave cannot be opened again. Close it?"))
@pass_survey
def close(survey: Survey, study: str, wave: str) -> None:
    """Close a wave."""
    with survey.field() as field:
        waves.close_wave(field, designs.find(field.studies, study), wave)
    click.echo(_("Wave {wave} of {study} is closed. Results: survey publish {study}", wave=wave, study=study))


@studies.command("list", help=_("The studies that are loaded, with their waves."))
@pass_survey
def list_(survey: Survey) -> None:
    """List the studies."""
    with survey.ready.studies() as session:
        rows = designs.overview(session)
    for study, wave, stage in rows:
        click.echo(f"{study}  {wave}  {_stage(stage)}")
    if not rows:
        click.echo(_("There are no studies yet. Load one: survey studies load amsterdam-jobcoaching"))


def _stage(stage: str) -> str:
    return {
        "planned": _("planned"),
        "opening": _("being opened"),
        "open": _("open"),
        "closing": _("being closed"),
        "closed": _("closed"),
    }[stage]
