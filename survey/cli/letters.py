"""`survey letters`: letters on paper, for people who take part without mail."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from survey.fieldwork import addressees, designs
from survey.fieldwork.addressees import Addressee
from survey.fieldwork.invitations import Sender
from survey.fieldwork.waves import Field
from survey.languages import translator
from survey.questionnaires.paper import PaperLetter
from survey.questionnaires.problems import N_, RefusedError

from .frame import Survey, pass_survey
from .words import _

PDF = ".pdf"


class LettersThereError(RefusedError):
    """Letters would be overwritten."""

    sentence = N_("{out} is there already. Choose another name.")


class NoFolderError(RefusedError):
    """The folder to write in is not there."""

    sentence = N_("There is no folder {folder}. Make it first.")


@click.command(
    help=_(
        "Make letters for the people in WAVE of STUDY, with a QR code and a code to type: one PDF for each person in a "
        "new folder, or all in one file if OUT ends with .pdf. Only then do their codes work."
    )
)
@click.argument("asked", nargs=2, metavar="STUDY WAVE")
@click.option("--out", required=True, type=click.Path(path_type=Path), help=_("A new folder, or a new file.pdf."))
@click.option(
    "--contact", "contacts", multiple=True, help=_("The address of somebody who gets a letter; may be repeated.")
)
@click.option("--all", "everybody", is_flag=True, help=_("Everybody in the wave gets a letter."))
@pass_survey
def letters(survey: Survey, asked: tuple[str, str], out: Path, contacts: tuple[str, ...], everybody: bool) -> None:
    """Make letters, and their codes."""
    if everybody == bool(contacts):
        raise click.UsageError(_("Say who gets a letter: --contact ADDRESS (may be repeated), or --all."))
    study, wave = asked
    _check(out)
    chosen = None if everybody else {address.strip().lower() for address in contacts}
    with survey.field() as field:
        design = designs.find(field.studies, study)
        people = addressees.addressees(field, design, wave, chosen)
        with click.progressbar(length=len(people), label=_("Codes")) as bar:
            for _ready in addressees.make_codes_work(field, design, wave, people):
                bar.update(1)
        content = _pdfs(_composed(survey, field, designs.wave_id(study, wave), people), out, len(people))
        addressees.record(field, design, wave, people)
    _write(out, content)
    click.echo(_("Letters in {out}: {number}.", out=out, number=len(people)))
    click.echo(
        _(
            "We keep no postal addresses. Each letter bears the address from your contacts file, "
            "so that you can put it in the right envelope."
        )
    )


def _check(out: Path) -> None:
    """Refuse before any work is done."""
    if out.exists():
        raise LettersThereError(out=out)
    if not out.parent.is_dir():
        raise NoFolderError(folder=out.parent)


def _composed(survey: Survey, field: Field, wave_id: str, people: Iterable[Addressee]) -> list[PaperLetter]:
    from survey.fieldwork.paper_letters import compose

    settings = survey.settings
    sender = Sender(settings.public_url, settings.mail_from, lambda words, tag: translator(tag).gettext(words))
    wave = designs.frozen_wave(field.studies, wave_id)
    field.studies.rollback()
    if wave is None:
        raise LookupError(f"Wave {wave_id} is not in the studies database any more.")
    return [compose(sender, wave, person) for person in people]


def _pdfs(composed: Sequence[PaperLetter], out: Path, number: int) -> list[bytes]:
    """One PDF for each letter, or one for all."""
    from survey.reporting.paper.letters import bound, set_letters

    def counted() -> Iterator[Any]:
        with click.progressbar(set_letters(composed), length=number, label=_("Letters")) as bar:
            yield from bar

    return [bound(list(counted()))] if out.suffix.lower() == PDF else [bound([each]) for each in counted()]


def _write(out: Path, content: Sequence[bytes]) -> None:
    """Write beside it and rename, so that letters are there whole or not at all; for the owner's eyes only."""
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as draft:
        made = Path(draft) / "letters"
        made.mkdir(mode=0o700)
        for number, pdf in enumerate(content, start=1):
            path = made / f"letter-{number:04}{PDF}"
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
                file.write(pdf)
        (next(made.iterdir()) if out.suffix.lower() == PDF else made).rename(out)
