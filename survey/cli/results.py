"""`survey publish` and `survey publication`: from responses to a frozen set of tables, and that set as JSON."""

import json

import click

from survey.fieldwork import audit, designs
from survey.storage.engines import writing

from .frame import Survey, pass_survey
from .words import _


@click.command(help=_("Compute, protect, check and store the tables of the closed waves of STUDY."))
@click.argument("study")
@pass_survey
def publish(survey: Survey, study: str) -> None:
    """Publish every closed wave of a study."""
    from survey.reporting.publish import publish as publish_wave

    with survey.field() as field:
        design = designs.find(field.studies, study)
        closed = [
            wave for owner, wave, stage in designs.overview(field.studies) if owner == study and stage == "closed"
        ]
        field.studies.rollback()
        with click.progressbar(closed, label=_("Waves")) as bar:
            for wave in bar:
                publish_wave(field.studies, field.responses, design.id, wave, field.now.date())
        audit.record(writing(field.studies), field.now, field.actor, study, "publish", ", ".join(closed))
        field.studies.commit()
    click.echo(_("Published for {study}: {waves}.", study=study, waves=", ".join(closed)))


@click.group(help=_("Published tables."))
def publication() -> None:
    """Published tables."""


@publication.command(help=_("The newest publication of STUDY."))
@click.argument("study")
@click.option("--json", "as_json", is_flag=True, help=_("The whole stored document."))
@pass_survey
def show(survey: Survey, study: str, as_json: bool) -> None:
    """Print a publication."""
    from survey.reporting import read

    with survey.ready.studies() as session:
        designs.find(session, study)
        published = read.latest(session, study)
