"""`survey keys`: what joins names, links and waves of a study; one sealed copy of it, and its end."""

import shutil
from pathlib import Path

import click

from survey.fieldwork import audit, designs, destruction, key_copies
from survey.fieldwork.audit import Deed
from survey.fieldwork.key_copies import check_not_destroyed
from survey.fieldwork.keyring import KeyGoneError
from survey.fieldwork.sealing import Opener, Seal
from survey.fieldwork.secrecy import Secrecy, secrecy
from survey.fieldwork.waves import Field
from survey.questionnaires.study import Mode, Study
from survey.storage.engines import writing
from survey.storage.studies import Destruction

from .frame import Survey, pass_survey
from .words import _


@click.group(help=_("The keys of studies: what joins names, links and waves. One sealed copy of them, and their end."))
def keys() -> None:
    """Keys."""


@keys.command("list", help=_("Of which studies the keys are here, and of which they were destroyed."))
@pass_survey
def list_(survey: Survey) -> None:
    """Print the state of the keys of every study."""
    with survey.field() as field:
        studies = designs.begun(field.studies)
        for study in studies:
            click.echo(f"{study.id}  {_state(field, study)}")
    if not studies:
        click.echo(_("No study has begun yet. Keys are made when the first wave opens."))


def _state(field: Field, study: Study) -> str:
    if study.mode is Mode.OPEN:
        return _("none: there is no list of people, and answers are anonymous")
    found = field.studies.get(Destruction, study.id)
    if found is not None and secrecy(field.studies, field.keyring, study.id) is Secrecy.ANONYMOUS:
        by = _("{first} and {second}", first=found.first, second=found.second)
        if found.term is not None:
            by = _("their term of {term} months", term=found.term)
        return _("destroyed on {day} by {by}: answers are anonymous", day=found.finished, by=by)
    if found is not None:
        return _("being destroyed; this finishes it: survey worker --once")
    try:
        field.keyring.keys(study.id)
    except KeyGoneError:
        return _("missing: put them back with survey keys import FILE")
    return _("there: answers are confidential")


@keys.command(
    help=_(
        "Write a copy of the keys of STUDY to FILE, sealed with a passphrase, for the research lead. Without keys no "
        "reminder can be made, and no second wave joined to the first."
    )
)
@click.argument("study")
@click.argument("file", type=click.Path(path_type=Path))
@click.password_option(
    "--passphrase", prompt=_("Passphrase"), help=_("At least 12 characters; asked for if not given.")
)
@pass_survey
def export(survey: Survey, study: str, file: Path, passphrase: str) -> None:
    """Export the keys of a study."""
    with survey.field() as field:
        design = designs.find(field.studies, study)
        check_not_destroyed(field.studies, design.id)
        field.studies.rollback()
        key_copies.export(field.keyring, design.id, file, Seal(passphrase))
        audit.record(writing(field.studies), field.now, Deed(field.actor, design.id, "export keys"))
        field.studies.commit()
    click.echo(_("The keys of {study} are in {file}. Keep file and passphrase apart.", study=study, file=file))


@keys.command("import", help=_("Put the keys in FILE, a sealed copy, back."))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--passphrase", prompt=_("Passphrase"), hide_input=True, help=_("Else asked for."))
@pass_survey
def import_(survey: Survey, file: Path, passphrase: str) -> None:
    """Import the keys of a study."""
    with survey.field() as field:
        study = key_copies.put_back(field.studies, field.keyring, file, Opener(passphrase))
        field.studies.rollback()
        audit.record(writing(field.studies), field.now, Deed(field.actor, study, "import keys"))
        field.studies.commit()
    click.echo(_("The keys of {study} are back.", study=study))


@keys.command(
    help=_(
        "Destroy the keys of STUDY when all its waves are closed: contacts, tickets and codes go with them, and nobody "
        "can find out any more whose answers are whose. Two people decide: name both with --by."
    )
)
@click.argument("study")
@click.option("--by", "names", multiple=True, required=True, metavar="NAME", help=_("Who decided it: give two."))
@click.confirmation_option("--yes", prompt=_("This cannot be undone. Destroy the keys?"))
@pass_survey
def destroy(survey: Survey, study: str, names: tuple[str, ...]) -> None:
    """Destroy the keys of a study."""
    with survey.field() as field:
        destruction.destroy(field, designs.find(field.studies, study), names)
    shutil.rmtree(survey.settings.mailbox / study, ignore_errors=True)  # Addresses and links of a demo or a test.
    click.echo(_("The keys of {study} are destroyed. Its answers are anonymous.", study=study))
    click.echo(_("Destroy the sealed copies of the keys too, and the backups of contacts and responses."))
