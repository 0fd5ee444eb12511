"""`survey doctor`: what is well, what is not, and what to do about it."""

from collections.abc import Iterator
from dataclasses import replace

import click

from survey.storage.engines import Store

from ..frame import Survey, pass_survey
from ..words import _
from .checks import CHECKS, databases
from .findings import Finding, Installation, Level, installation, loaded_studies


@click.command(help=_("Look whether everything is in order, and say what to do where it is not."))
@click.pass_context
@pass_survey
def doctor(survey: Survey, ctx: click.Context) -> None:
    """Tell every finding; exit with 1 if one of them is an error."""
    found = list(examine(installation(survey)))
    for each in found:
        click.echo(told(each))
    errors, warnings = (sum(each.level is level for each in found) for level in (Level.ERROR, Level.WARNING))
    click.echo(_("Errors: {errors}. Warnings: {warnings}.", errors=errors, warnings=warnings))
    ctx.exit(1 if errors else 0)


def examine(here: Installation) -> Iterator[Finding]:
    """Everything that the checks find. Studies are looked at only where the databases can be used."""
    first = list(databases(here))
    yield from first
    if all(each.level is Level.OK for each in first):
        here = replace(here, loaded=loaded_studies(here.engines[Store.STUDIES]))
    for check in CHECKS:
        yield from check(here)


def told(finding: Finding) -> str:
    """A finding as a line, and what to do on the next."""
    level = {Level.OK: _("in order"), Level.WARNING: _("warning"), Level.ERROR: _("error")}[finding.level]
    line = f"{level}: {_(finding.message, **finding.values)}"
    return f"{line}\n    {_(finding.advice, **finding.values)}" if finding.advice else line
