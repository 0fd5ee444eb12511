"""`survey responses`: files for researchers, their codebook, and answers that come from a file."""

from pathlib import Path
from typing import Any

import click

from survey.questionnaires.problems import N_, RefusedError

from .frame import Survey, pass_survey
from .questionnaires import ThereAlreadyError
from .words import _

FORMATS = ("csv", "xlsx", "sav", "dta", "parquet")


class NotApprovedError(RefusedError):
    """Joined waves say more about a person than each of them: the owner of the data has to agree."""

    sentence = N_("Say who approved that waves are joined in one export: --accepted-by NAME")


class NoReasonError(RefusedError):
    """An export without a reason."""

    sentence = N_("Say what the export is for: --reason TEXT")


@click.group(help=_("Answers as files: for researchers, and from paper or earlier surveys."))
def responses() -> None:
    """Answers as files."""


def _merges(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> list[tuple[str, ...]]:
    """`variable=one+two` for each group of classes that become one."""
    found = [(name, *codes.split("+")) for name, _equals, codes in (each.partition("=") for each in given)]
    wrong = [each for each, parts in zip(given, found, strict=True) if len(parts) < 3 or not all(parts)]  # noqa: PLR2004
    if wrong:
        raise click.BadParameter(_("“{given}” is not like age=young+old.", given=wrong[0]))
    return found


@responses.command(
    help=_(
        "Write the answers to the closed wave WAVE of STUDY to a new folder, in an order of chance, without anything "
        "that leads to a person or to another export. Refused where people could be told apart by what others know of "
        "them, unless that is accepted with a reason."
    )
)
@click.argument("asked", nargs=2, metavar="STUDY WAVE")
@click.option("--as", "form", type=click.Choice(FORMATS), required=True, help=_("The kind of file."))
@click.option("--reason", required=True, help=_("What the export is for; kept in the audit log."))
@click.option("--out", type=click.Path(path_type=Path), help=_("The new folder (default: STUDY-WAVE-FORMAT)."))
@click.option("--lang", "language", help=_("The language of labels (default: the first one of the questionnaire)."))
@click.option(
    "--waves",
    "linked",
    multiple=True,
    metavar="WAVE",
    help=_("Another wave of the same people, joined by fresh random labels; may be given more than once."),
)
@click.option("--accepted-by", help=_("Who approved that waves are joined: the owner of the data."))
@click.option("--with-texts", is_flag=True, help=_("Also people's own words, in a file apart that leads to nobody."))
@click.option("--also", multiple=True, metavar="ITEM", help=_("A question that others may know the answer to."))
@click.option("--without", multiple=True, metavar="VARIABLE", help=_("Leave out a variable; may be repeated."))
@click.option(
    "--merge", "merged", multiple=True, callback=_merges, metavar="VARIABLE=A+B", help=_("Put classes together.")
)
@click.option("--accept", metavar="REASON", help=_("Why small cells are accepted; kept in the audit log."))
@pass_survey
def export(survey: Survey, /, asked: tuple[str, str], **chosen: Any) -> None:
    """Write a file for researchers."""
    from .exporting import Asked, export_folder

    study, wave = asked
    wanted = Asked(study=study, waves=(wave, *chosen.pop("linked")), **chosen)
    if not wanted.reason.strip():
        raise NoReasonError
    if len(wanted.waves) > 1 and not (wanted.accepted_by or "").strip():
        raise NotApprovedError
    with survey.field() as field:
        out = export_folder(field, wanted)
    click.echo(_("Written to {out}.", out=out))


@responses.command(
    "import",
    help=_(
        "Take in the filled-in forms of FILE (CSV or XLSX) for WAVE of STUDY, from paper or an earlier survey: all of "
        "them, or none if anything is wrong. A row is a form; columns are those of an export, with codes or words; a "
        "form with the code of its letter uses it up, another counts as one more person."
    ),
)
@click.argument("asked", nargs=2, metavar="STUDY WAVE")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=_("Show what would happen, and change nothing."))
@click.option("--accept-small", metavar="REASON", help=_("Why so few forms without a code are accepted."))
@pass_survey
def import_(survey: Survey, asked: tuple[str, str], file: Path, dry_run: bool, accept_small: str | None) -> None:
    """Import answers."""
    from .taking_in import take_in

    with survey.field() as field:
        forms = take_in(field, asked, file, accept_small, dry_run=dry_run)
    click.echo(_("Forms: {forms}. By code: {by_code}. Without a code: {added}.", **forms))
    if dry_run:
        click.echo(_("This was a dry run: nothing was changed."))


@responses.command(
    help=_(
        "Write the codebook of WAVE of STUDY to FILE: .html, .pdf or .xml (DDI-Codebook 2.5), as its name ends. How "
        "often answers were given is in it as far as it is published."
    )
)
@click.argument("asked", nargs=2, metavar="STUDY WAVE")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--lang", "language", help=_("The language of the codebook (default: the first one of the study)."))
@click.option("--force", is_flag=True, help=_("Replace the file that is there."))
@pass_survey
def codebook(survey: Survey, asked: tuple[str, str], file: Path, language: str | None, force: bool) -> None:
    """Write a codebook."""
    from .explaining import explain

    if file.exists() and not force:
        raise ThereAlreadyError(file=file)
    with survey.ready.studies() as session:
        content = explain(session, asked, file, language)
    temporary = file.with_name(f".{file.name}.part")
    temporary.write_bytes(content)
    temporary.replace(file)
    click.echo(_("{target} was written.", target=file))
