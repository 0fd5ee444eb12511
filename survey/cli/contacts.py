"""`survey contacts`: the people whom a study may invite."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
from sqlalchemy.orm import Session

from survey.fieldwork import designs, enlisting, erasures, panel, small_cells
from survey.fieldwork.contacts_file import Case, Mapping, Table, open_table, read
from survey.fieldwork.enlisting import Added
from survey.questionnaires.definition import Audience
from survey.questionnaires.kinds.moments import is_month
from survey.questionnaires.study import Study

from . import words
from .auditing import teller
from .frame import Survey, pass_survey
from .words import _

SHOWN = 3


@click.group(help=_("The people whom a study may invite."))
def contacts() -> None:
    """The people whom a study may invite."""


def _mapping(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """`ours=theirs` for each column that the programme calls otherwise."""
    wrong = [each for each in given if not re.match(r"\w+=.", each)]
    if wrong:
        raise click.BadParameter(_('“{given}” is not like email="E-mailadres".', given=wrong[0]))
    return dict(each.split("=", 1) for each in given)


@contacts.command(
    "import",
    help=_(
        "Put the people in FILE (CSV or XLSX) on the panel of STUDY: all of them, or none if anything is wrong. "
        "Columns: contact (the programme's own id) or email, language (may be left out), one for each attribute of the "
        "study, and for trajectories: trajectory, start, round, coach, coach_email, employer, employer_email. Who is "
        "there already is updated."
    ),
)
@click.argument("study")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--audience", type=click.Choice([each.value for each in Audience]), default=Audience.PARTICIPANT.value)
@click.option(
    "--map",
    "names",
    multiple=True,
    metavar="OURS=THEIRS",
    callback=_mapping,
    help=_('What the file calls a column: --map email="E-mailadres". May be given more than once.'),
)
@click.option("--ignore-rest", is_flag=True, help=_("Pass over columns that are not part of the study."))
@click.option("--dry-run", is_flag=True, help=_("Show what would happen, and change nothing."))
@pass_survey
def import_(  # noqa: PLR0913, PLR0917 - click passes each option by name
    survey: Survey, study: str, file: Path, audience: str, names: dict[str, str], ignore_rest: bool, dry_run: bool
) -> None:
    """Import a contacts file."""
    stores = survey.ready
    with stores.studies() as session:
        design = designs.find(session, study)
    table = open_table(file)
    cases = _read(table, design, Audience(audience), Mapping(names, ignore_rest))
    with stores.contacts() as session:
        added = _store(session, design, Audience(audience), cases, str(file))
        with stores.studies() as known:
            erased = erasures.drop_marked(session, known, survey.keyring, design.id)
        if not dry_run:
            session.commit()
    for line in _preview(cases) if dry_run else ():
        click.echo(line)
    click.echo(_sentence(added))
    if erased:
        click.echo(_("Left out, because they were erased from the study before: {number}.", number=erased))
    if dry_run:
        click.echo(_("This was a dry run: nothing was changed."))


def _read(table: Table, design: Study, audience: Audience, mapping: Mapping) -> list[Case]:
    """Every row, with a progress bar."""
    with click.progressbar(length=table.length, label=_("Reading")) as bar:
        return read(table, design, audience, mapping, lambda line: bar.update(line - bar.pos))


def _store(session: Session, design: Study, audience: Audience, cases: list[Case], file: str) -> Added:
    """Every row on the panel, with a progress bar, in a transaction that is not committed yet."""
    added = Added()
    with click.progressbar(length=len(cases), label=_("Contacts")) as bar:
        for added in enlisting.enlist(session, design, audience, cases, file):
            bar.update(added.rows - bar.pos)
    return added


def _preview(cases: list[Case]) -> Iterator[str]:
    """The first rows as they were understood."""
    for case in cases[:SHOWN]:
        person = case.person
        known = [person.number, person.address, person.language, *person.attributes.values()]
        yield _("Line {line}: {values}", line=case.line, values=", ".join(filter(None, known)))
        if case.trajectory:
            partners = ((_("coach"), case.coach), (_("employer"), case.employer))
            named = [f"{name} {each.number or each.address}" for name, each in partners if each]
            about = ", ".join([case.trajectory.label, case.trajectory.start, *named])
            yield "  " + _("trajectory {about}", about=about)


def _sentence(added: Added) -> str:
    return _(
        "Rows: {rows}. People: {people} new, {people_changed} changed. "
        "Trajectories: {trajectories} new, {trajectories_changed} changed.",
        rows=added.rows,
        people=added.people,
        people_changed=added.people_changed,
        trajectories=added.trajectories,
        trajectories_changed=added.trajectories_changed,
    )


@contacts.command(
    help=_("How many people on the panel of STUDY their register classes give away, and what another choice would do.")
)
@click.argument("study")
@pass_survey
def report(survey: Survey, study: str) -> None:
    """Report small cells."""
    stores = survey.ready
    with stores.studies() as session:
        design = designs.find(session, study)
    for audience in dict.fromkeys(wave.audience for wave in design.waves):
        with stores.contacts() as session:
            people = panel.register_classes(session, design.id, audience)
        for line in small_cells.told(design, audience, people, teller(words.LANGUAGE)):
            click.echo(line)


@contacts.command(
    help=_(
        "Erase somebody from STUDY, by the programme's own id or the e-mail address, with trajectories, forms and "
        "mails. Answers that were given stay, without a way back to the person."
    )
)
@click.argument("study")
@click.argument("who")
@click.confirmation_option("--yes", prompt=_("This cannot be undone. Erase?"))
@pass_survey
def erase(survey: Survey, study: str, who: str) -> None:
    """Erase a contact."""
    with survey.field() as field:
        number = erasures.erase(field, designs.find(field.studies, study), who)
    click.echo(_("Erased from {study}: {number}.", study=study, number=number))


@contacts.command(
    help=_("Let TRAJECTORY of STUDY begin anew after a job change, in the month START (2026-09): all waves come again.")
)
@click.argument("study")
@click.argument("trajectory")
@click.argument("start")
@pass_survey
def reenter(survey: Survey, study: str, trajectory: str, start: str) -> None:
    """Begin a new round."""
    if not is_month(start):
        raise click.BadParameter(_("“{value}” is not a month such as 2026-03.", value=start))
    with survey.field() as field:
        design = designs.find(field.studies, study)
        number = panel.reenter(field.contacts, design.id, trajectory, start)
    click.echo(
        _("Trajectory {label} is in round {number}, from {start}.", label=trajectory, number=number, start=start)
    )
