"""`survey contacts`: the people whom a study may invite."""

from pathlib import Path

import click

from survey.fieldwork import contacts_file, designs, panel
from survey.questionnaires.definition import Audience
from survey.questionnaires.problems import Source

from .frame import Survey, pass_survey
from .words import _

LARGEST_FILE = 50_000_000


@click.group(help=_("The people whom a study may invite."))
def contacts() -> None:
    """The people whom a study may invite."""


@contacts.command(
    "import",
    help=_(
        "Add the people in FILE.csv to STUDY: all of them, or none if anything is wrong. Columns: email, language "
        "(optional) and one for each attribute of the study."
    ),
)
@click.argument("study")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--audience", type=click.Choice([each.value for each in Audience]), default=Audience.PARTICIPANT.value)
@pass_survey
def import_(survey: Survey, study: str, file: Path, audience: str) -> None:
    """Import a contacts file."""
    stores = survey.ready
    with stores.studies() as session:
        design = designs.find(session, study)
    people = contacts_file.read(Source.read(file, limit=LARGEST_FILE), design)
    added = panel.Added(0, 0)
    with stores.contacts() as session, click.progressbar(length=len(people), label=_("Contacts")) as bar:
        for added in panel.add(session, design, Audience(audience), people):
            bar.update(added.new + added.known - bar.pos)
        session.commit()
    click.echo(
        _("{new} people are new in {study}, {known} were there already.", new=added.new, known=added.known, study=study)
    )
