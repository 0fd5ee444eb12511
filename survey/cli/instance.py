"""`survey init`: make or bring up to date the databases."""

import click

from survey.storage.migrate import upgrade

from .frame import Survey, pass_survey
from .words import _


@click.command(help=_("Make the databases, or bring them up to date. Safe to repeat."))
@pass_survey
def init(survey: Survey) -> None:
    """Make the instance folder, the secret key and the three databases."""
    make(survey)
    click.echo(_("The installation in {folder} is ready.", folder=survey.settings.instance))


def make(survey: Survey) -> None:
    """The same, without a word."""
    survey.settings.instance.mkdir(parents=True, exist_ok=True)
    for store, engine in survey.stores.engines.items():
        upgrade(engine, store)
