"""`survey maintain`: what is done to the databases every night, by hand."""

import time

import click
from sqlalchemy.orm import Session

from survey.fieldwork import upkeep
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


def reshuffled(survey: Survey) -> None:
    """Reshuffle, and keep the day; `TooBusyError` if nothing was changed."""
    stores = survey.ready
    rewrite(stores.engines[Store.RESPONSES])
    with Session(stores.engines[Store.STUDIES]) as studies:
        upkeep.note(studies, Work.RESHUFFLE, survey.clock())
