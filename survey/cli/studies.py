"""`survey studies`: load a design, open and close its waves."""

from pathlib import Path

import click

from survey.fieldwork import designs, loading, outlook, pauses, waves
from survey.fieldwork.audit import Deed
from survey.fieldwork.permits import Reasons
from survey.fieldwork.progress import progress
from survey.fieldwork.waves import Field
from survey.languages import is_ready
from survey.questionnaires import catalogue
from survey.questionnaires.study import Mode, Purpose, Study
from survey.storage.engines import writing

from . import agenda
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
@click.option("--programme", help=_("Id of the programme that it comes into; else the one that the study names."))
@pass_survey
def load(survey: Survey, file: str, study_id: str | None, purpose: Purpose | None, programme: str | None) -> None:
    """Load a study; all problems at once, and nothing loaded if there is one."""
    design, questionnaires = catalogue.load_study_file(_path(file))
    design = design.named(study_id, purpose)
    loading.check_languages(design, is_ready)
    now = survey.clock()
    with survey.ready.studies() as session:
        deed = Deed(survey.actor, design.id, designs.LOADED, str(_path(file)))
        loading.load(writing(session), loading.Loaded(design, questionnaires, programme), deed, now)
        session.commit()
    names = ", ".join(wave.id for wave in design.waves)
    click.echo(_("Study {study} is loaded. Waves: {waves}.", study=design.id, waves=names))


def _path(file: str) -> Path:
    path = Path(file)
    return path if path.exists() else catalogue.shipped_studies().get(file, path)


@studies.command(
    "open",
    help=_(
        "Open WAVE of STUDY for everybody who waits for it, and queue their invitations. A wave with an offset is set "
        "going: the worker opens its cohorts when they are due. Without WAVE: all waves with an offset."
    ),
)
@click.argument("study")
@click.argument("wave", required=False)
@click.option(
    "--accept-small", metavar="REASON", help=_("Open for fewer people than the smallest cohort; the reason is logged.")
)
@click.option(
    "--accept-small-cells",
    metavar="REASON",
    help=_("Open although some people could be told apart by their register classes; the reason is logged."),
)
@pass_survey
def open_(
    survey: Survey, study: str, wave: str | None, accept_small: str | None, accept_small_cells: str | None
) -> None:
    """Open a wave, or set waves going."""
    reasons = Reasons(accept_small, accept_small_cells)
    with survey.field() as field:
        design = designs.find(field.studies, study)
        loading.check_languages(design, is_ready)
        for name in [wave] if wave else designs.rolling(design):
            number = waves.open_wave(field, design, name, reasons)
            if design.mode is Mode.OPEN:
                click.echo(_("Wave {wave} of {study} is open to everybody.", wave=name, study=study))
                click.echo(_("A poster with its address: survey poster {study} {wave}", wave=name, study=study))
            else:
                click.echo(_opened(study, name, number))
        standings = outlook.standings(field, design) if design.mode is Mode.OPEN else []
    for line in (line for each in standings for line in agenda.door(design, each, survey.settings.public_url)):
        click.echo(line)
    click.echo(_("What will be sent when: survey studies calendar {study}", study=study))


def _opened(study: str, wave: str, number: int) -> str:
    if not number:
        sentence = _("Wave {wave} of {study} is going: cohorts open when enough people wait for them.")
        return sentence.format(wave=wave, study=study)
    opened = _("Wave {wave} of {study} is open for {number} people.", wave=wave, study=study, number=number)
    return f"{opened} " + _("Their invitations wait in the outbox: survey worker --once")


@studies.command(help=_("Let STUDY rest: no mail leaves and no cohort opens. Links keep working."))
@click.argument("study")
@click.option("--reason", prompt=_("Why"), help=_("Why; it is logged."))
@pass_survey
def pause(survey: Survey, study: str, reason: str) -> None:
    """Pause a study."""
    with survey.field() as field:
        pauses.pause(field, designs.find(field.studies, study), reason)
    click.echo(_("Study {study} is paused. Go on: survey studies resume {study}", study=study))


@studies.command(
    help=_(
        "End the pause of STUDY. Mails that should have left meanwhile leave now; those after them keep their distance."
    )
)
@click.argument("study")
@pass_survey
def resume(survey: Survey, study: str) -> None:
    """Go on after a pause."""
    with survey.field() as field:
        pauses.go_on(field, designs.find(field.studies, study))
    click.echo(_("Study {study} goes on.", study=study))


@studies.command(help=_("What will be sent when in STUDY, with the people who are on its panel now."))
@click.argument("study")
@pass_survey
def calendar(survey: Survey, study: str) -> None:
    """Print the calendar of a study."""
    with survey.field() as field:
        design = designs.find(field.studies, study)
        lines = list(agenda.calendar(outlook.calendar(field, design)))
        rests = outlook.pause_of(field, design)
    if rests:
        click.echo(agenda.paused(study, rests))
    for line in lines or [_("Nothing is planned.")]:
        click.echo(line)


@studies.command(help=_("Where the waves of STUDY stand: cohorts, mails, and who waits until when."))
@click.argument("study")
@pass_survey
def status(survey: Survey, study: str) -> None:
    """Print the status of a study."""
    with survey.field() as field:
        design = designs.find(field.studies, study)
        standings = outlook.standings(field, design)
        rests = outlook.pause_of(field, design)
        answered = _answered(field, design)
    if rests:
        click.echo(agenda.paused(study, rests))
    for standing in standings:
        for line in agenda.status(design, standing):
            click.echo(line)
        for line in agenda.door(design, standing, survey.settings.public_url):
            click.echo(line)
        if standing.wave in answered:
            click.echo(agenda.answered(answered[standing.wave]))


def _answered(field: Field, design: Study) -> dict[str, int]:
    """How many took part in each wave of an open study, in steps; of others `survey mail status` tells more."""
    if design.mode is not Mode.OPEN:
        return {}
    return {each.cohort_id.split("/")[1]: each.answered for each in progress(field, design)}


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
        click.echo(f"{study}  {wave}  {agenda.stage(stage)}")
    if not rows:
        click.echo(_("There are no studies yet. Load one: survey studies load amsterdam-jobcoaching"))
