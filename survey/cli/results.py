"""`survey publish` and `survey publication`: from responses to a frozen set of tables, and what is in that set."""

import click

from survey.fieldwork import audit, designs
from survey.fieldwork.audit import Deed
from survey.fieldwork.secrecy import SAID, secrecy
from survey.fieldwork.waves import Field
from survey.questionnaires.problems import N_, RefusedError
from survey.storage.engines import writing
from survey.storage.studies import Stage

from . import words
from .frame import Survey, pass_survey
from .words import _


class NothingClosedError(RefusedError):
    """Results appear when a wave is closed."""

    sentence = N_("Study {study} has no closed wave. Close one first: survey studies close {study} WAVE")


class NothingPublishedError(RefusedError):
    """There is no publication."""

    sentence = N_("Nothing is published for {study} yet. Publish first: survey publish {study}")


@click.command(help=_("Compute, protect, check and store the tables of the closed waves of STUDY."))
@click.argument("study")
@click.pass_context
@pass_survey
def publish(survey: Survey, ctx: click.Context, study: str) -> None:
    """Publish every closed wave of a study; a wave that cannot be published does not hold up the others."""
    with survey.field() as field:
        designs.find(field.studies, study)
        closed = [wave for owner, wave, stage in designs.overview(field.studies) if (owner, stage) == (study, _CLOSED)]
        field.studies.rollback()
        if not closed:
            raise NothingClosedError(study=study)
        refusals: list[RefusedError] = []
        published: list[str] = []
        with click.progressbar(closed, label=_("Waves")) as bar:
            for wave in bar:
                try:
                    _publish(field, study, wave)
                    published.append(wave)
                except RefusedError as refusal:
                    refusals.append(refusal)
    if published:
        click.echo(_("Published for {study}: {waves}.", study=study, waves=", ".join(published)))
    for each in refusals:
        click.echo(each.told(_), err=True)
    ctx.exit(1 if refusals else 0)


_CLOSED = Stage.CLOSED.value


def _publish(field: Field, study: str, wave: str) -> None:
    from survey.reporting.publish import publish as publish_wave

    publish_wave(field.studies, field.responses, study, wave, field.now.date())
    field.studies.rollback()
    audit.record(writing(field.studies), field.now, Deed(field.actor, study, "publish", wave))
    field.studies.commit()


@click.group(help=_("Published tables."))
def publication() -> None:
    """Published tables."""


@publication.command(help=_("The newest publication of STUDY."))
@click.argument("study")
@click.option("--json", "as_json", is_flag=True, help=_("The whole stored document."))
@pass_survey
def show(survey: Survey, study: str, as_json: bool) -> None:
    """Print a publication: the totals as text, or everything as JSON."""
    from survey.reporting import read

    from .tables import told

    with survey.ready.studies() as session:
        designs.find(session, study)
        if as_json:
            document = read.document(session, study)
            text = [document] if document else []
        else:
            published = read.latest(session, study)
            text = list(told(published, words.LANGUAGE)) if published else []
            text += [_(SAID[secrecy(session, survey.keyring, study)])] if published else []
    if not text:
        raise NothingPublishedError(study=study)
    for line in text:
        click.echo(line)
