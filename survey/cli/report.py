"""`survey report`: a publication on paper, as PDF, as a Word document, or as a factsheet of one page."""

from pathlib import Path

import click

from survey.fieldwork import designs
from survey.questionnaires.problems import N_, RefusedError

from .frame import Survey, pass_survey
from .results import NothingPublishedError
from .words import LANGUAGE, _

FORMS = ("pdf", "docx", "factsheet")
LANGUAGES = ("nl", "en")
STUDY_AND_WAVE = 2


class ReportThereError(RefusedError):
    """A file would be overwritten."""

    sentence = N_("{out} is there already. Choose another name: --out FILE")


class WaveNotPublishedError(RefusedError):
    """The wave has no publication that may be seen."""

    sentence = N_("Wave {wave} of {study} is not published. Published are: {known}.")


@click.command(help=_("Make the report of STUDY, of its newest publication or of WAVE."))
@click.argument("asked", nargs=-1, required=True, metavar="STUDY [WAVE]")
@click.option("--as", "form", type=click.Choice(FORMS), default=FORMS[0], help=_("What to make (default: pdf)."))
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=_("In which language (default: Dutch)."))
@click.option("--out", type=click.Path(path_type=Path), help=_("The new file (default: named after study and wave)."))
@pass_survey
def report(survey: Survey, asked: tuple[str, ...], form: str, lang: str | None, out: Path | None) -> None:
    """Make a report and write it."""
    study, wave = asked[0], asked[1] if len(asked) > 1 else None
    if len(asked) > STUDY_AND_WAVE:
        raise click.UsageError(_("Name a study, and perhaps one of its waves."))
    from survey.reporting import reports, standing

    from .tables import reader_in

    with survey.ready.studies() as session:
        designs.find(session, study)
        here = standing.standing(session, study)
    published = here.of(wave) if wave else here.first()
    if not here.publications:
        raise NothingPublishedError(study=study)
    if published is None:
        known = ", ".join(each.wave for each in here.in_order())
        raise WaveNotPublishedError(wave=wave, study=study, known=known)
    path = out or Path(f"{study}-{published.wave}-{reports.FORMS[form][0]}")
    if path.exists():
        raise ReportThereError(out=path)
    content = reports.made(published, here.in_order(), form, reader_in(lang or LANGUAGE))
    with path.open("xb") as file:
        file.write(content)
    click.echo(_("Report in {out}.", out=path))
