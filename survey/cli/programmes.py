"""`survey programmes`: what studies belong to, and what roles are held in."""

import click

from survey.fieldwork import programmes as use
from survey.fieldwork.programmes import Office
from survey.storage.engines import writing

from .frame import Survey, pass_survey
from .words import _


@click.group(help=_("Programmes: what studies belong to, and what roles are held in."))
def programmes() -> None:
    """Programmes."""


@programmes.command(help=_("Make a programme with the id PROGRAMME, for example jobcoaching-amsterdam."))
@click.argument("programme")
@click.option("--name", required=True, help=_("Its name, as people read it."))
@pass_survey
def add(survey: Survey, programme: str, name: str) -> None:
    """Make a programme."""
    with survey.ready.studies() as session:
        use.found(Office(writing(session), survey.clock(), survey.actor), programme, name)
        session.commit()
    click.echo(_("Programme {programme} is there. Its first owner: survey staff add", programme=programme))


@programmes.command("list", help=_("The programmes, with their studies."))
@pass_survey
def list_(survey: Survey) -> None:
    """List the programmes."""
    with survey.ready.studies() as session:
        for each in use.known(session):
            click.echo(f"{each.id}\t{each.name}\t{', '.join(sorted(use.studies_in(session, frozenset({each.id}))))}")
