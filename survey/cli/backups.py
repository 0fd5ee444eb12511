"""`survey backup` and `survey restore`: a sealed copy of each database by itself, without any key."""

from pathlib import Path

import click

from survey.fieldwork import backups
from survey.fieldwork.sealing import Opener, Seal

from .frame import Survey, pass_survey
from .words import _


@click.command(
    help=_(
        "Write a sealed copy of each of the three databases to FOLDER. Keys are in none of them. Keep the copies of "
        "contacts and responses in different places."
    )
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--to", "recipient", metavar="AGE1...", help=_("Seal for this age recipient; else with a passphrase."))
@click.option("--passphrase", help=_("At least 12 characters; else asked for."))
@pass_survey
def backup(survey: Survey, folder: Path, recipient: str | None, passphrase: str | None) -> None:
    """Make backups."""
    if not recipient and passphrase is None:
        passphrase = click.prompt(_("Passphrase"), hide_input=True, confirmation_prompt=True)
    with survey.field() as field:
        for path in backups.backup(field, folder, Seal(passphrase or "", recipient or "")):
            click.echo(_("Written: {file}", file=path))


@click.command(
    help=_(
        "Put the copy in FILE back: it replaces the whole database that it is a copy of. Who was erased since is "
        "erased again, and no mail leaves until: survey mail thaw"
    )
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--identity", type=click.Path(path_type=Path, exists=True), help=_("File with the age identity."))
@click.option("--passphrase", help=_("Else asked for, if there is no identity."))
@click.confirmation_option("--yes", prompt=_("What is in the database now is lost. Put the copy back?"))
@pass_survey
def restore(survey: Survey, file: Path, identity: Path | None, passphrase: str | None) -> None:
    """Put a backup back."""
    if identity is None and passphrase is None:
        passphrase = click.prompt(_("Passphrase"), hide_input=True)
    with survey.field() as field:
        done = backups.restore(field, file, Opener(passphrase or "", identity))
    day = done.copy.day.isoformat()
    click.echo(_("Put back: {store} of {day}, {rows} rows.", store=done.copy.store.value, day=day, rows=done.rows))
    click.echo(_("Erased again: {number} people.", number=done.erased))
    click.echo(_("Removed again, because it was withdrawn or erased: {number} rows.", number=done.removed))
    click.echo(_("No mail leaves now. Look with survey mail status STUDY, then: survey mail thaw"))
