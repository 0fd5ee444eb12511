"""`survey poster`: what can be hung up where people of an open study come."""

from pathlib import Path

import click

from survey.fieldwork import designs, doors, posters
from survey.fieldwork.doors import Door, NotOpenStudyError
from survey.fieldwork.waves import WaveNotOpenError
from survey.questionnaires.study import Mode

from . import posting
from .frame import Survey, pass_survey
from .letters import LettersThereError
from .words import _


@click.command(
    help=_(
        "Make a poster for WAVE of STUDY, a study that is open to everybody: a page in each of its languages, with the "
        "public address as a QR code, and the code of the group if there is one."
    )
)
@click.argument("study")
@click.argument("wave")
@click.option("--out", required=True, type=click.Path(path_type=Path), help=_("A new file.pdf."))
@click.option("--language", "languages", multiple=True, help=_("Only in this language; may be repeated."))
@pass_survey
def poster(survey: Survey, study: str, wave: str, out: Path, languages: tuple[str, ...]) -> None:
    """Make a poster."""
    from survey.reporting.paper.posters import printed

    if out.exists():
        raise LettersThereError(out=out)
    found = _door(survey, study, wave)
    offered = found.wave.study.languages_of(found.wave.wave.audience)
    chosen = [tag for tag in offered if not languages or tag in languages]
    if not chosen:
        raise click.UsageError(_("The study has these languages: {languages}.", languages=", ".join(offered)))
    sender = posting.sender(survey.settings)
    out.write_bytes(printed([posters.compose(sender, found, tag) for tag in chosen]))
    click.echo(_("Poster in {out}: {number} pages.", out=out, number=len(chosen)))


def _door(survey: Survey, study: str, wave: str) -> Door:
    with survey.ready.studies() as session:
        design = designs.find(session, study)
        if design.mode is not Mode.OPEN:
            raise NotOpenStudyError(study=study)
        row = designs.find_wave(session, design, wave)
        wave_id = row.id
        session.rollback()
        found = doors.find(session, study, wave, survey.clock().date())
    if found is None:
        raise WaveNotOpenError(wave=wave_id)
    return found
