"""`survey audit`: what is kept of a study, and whether the promises hold now."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from textwrap import wrap
from typing import Any

import click
from babel.dates import format_date

from survey.fieldwork import audit_chain, designs
from survey.fieldwork.audit_chain import Link
from survey.fieldwork.auditing import KEYS, Audit, Outcome, Section, examined, sections
from survey.languages import translator
from survey.questionnaires.annexes import Annex, Known, composed
from survey.questionnaires.teller import Teller
from survey.settings import Settings
from survey.storage.studies import Work

from . import words
from .frame import Survey, pass_survey
from .words import _

WIDTH = 100
LANGUAGES = ("nl", "en")
FORMATS = ("docx", "pdf")


class Audits(click.Group):
    """`survey audit STUDY` is short for `survey audit study STUDY`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command in where somebody left it out."""
        is_left_out = args and args[0] not in {*self.commands, *ctx.help_option_names}
        return super().parse_args(ctx, ["study", *args] if is_left_out else args)


@click.group(cls=Audits, help=_("Whether the promises about a STUDY hold, and whether the audit log is whole."))
def audit() -> None:
    """Audits."""


@audit.command(
    help=_(
        "Whether the audit log is whole: each entry has a digest over the one before it. Whoever removes the newest "
        "entries leaves no trace in the others, so note the digest that is printed, and give it back with --digest."
    )
)
@click.option("--digest", help=_("The digest of an entry that was noted before: is it still there?"))
@pass_survey
def verify(survey: Survey, digest: str | None) -> None:
    """Verify the chain; exit with 1 if it does not hold."""
    with survey.ready.studies() as session:
        chain = audit_chain.verified(session)
        is_gone = digest is not None and not audit_chain.is_kept(session, digest)
    for link in chain.broken:
        click.echo(_broken(link))
    if is_gone:
        click.echo(_("No entry has the digest {digest}: it was removed, or it is past its term.", digest=digest))
    if is_gone or not chain.holds:
        raise click.ClickException(_("The audit log is not whole."))
    click.echo(_("The audit log is whole: {number} entries.", number=chain.entries))
    click.echo(_("Newest digest: {digest}", digest=chain.newest))


def _broken(link: Link) -> str:
    if link.at is None:
        return _("Entries up to {entry} are missing, and no entry says why.", entry=link.entry)
    told = _("Entry {entry} of {moment}: it, or the one before it, was changed, removed, moved or put in.")
    return told.format(entry=link.entry, moment=f"{link.at:%Y-%m-%d %H:%M} UTC")


@audit.command(
    help=_(
        "What each database holds of STUDY, where its keys are, and whether the promises hold now. Never an answer, an "
        "address or a token. With --annex: the annex to the DPIA, or to the register of processing, as a file."
    )
)
@click.argument("study")
@click.option("--json", "as_json", is_flag=True, help=_("The same as JSON."))
@click.option(
    "--annex", type=click.Choice([each.value for each in Annex]), help=_("Write an annex, filled in from the study.")
)
@click.option("--as", "kind", type=click.Choice(FORMATS), default="docx", help=_("Word or PDF."))
@click.option("--language", type=click.Choice(LANGUAGES), default="nl", help=_("Language of the annex."))
@click.option("--to", "path", type=click.Path(path_type=Path, dir_okay=False), help=_("File to write the annex to."))
@pass_survey
def study(survey: Survey, /, study: str, **given: Any) -> None:
    """Print the audit, and exit with 1 if a check failed; or write an annex."""
    with survey.field() as field:
        found = examined(field, designs.find(field.studies, study))
    if given["annex"]:
        known = _known(found, survey.settings)
        _write((found, known), Annex(given["annex"]), given["kind"], (given["language"], given["path"]))
    elif given["as_json"]:
        click.echo(json.dumps(document(found), ensure_ascii=False, indent=2))
    else:
        for line in told(found, words.LANGUAGE):
            click.echo(line)
    click.get_current_context().exit(0 if found.is_well or given["annex"] else 1)


def _known(found: Audit, settings: Settings) -> Known:
    """What an annex says of the installation."""
    failed = tuple(check.promise for check in found.checks if check.outcome is Outcome.FAILED)
    return Known(
        has_roles=bool(settings.roles),
        is_https=settings.public_url.startswith("https:"),
        log_days=settings.log_days,
        keys=KEYS[found.keys],
        reshuffled=found.upkeep[Work.RESHUFFLE],
        purged=found.upkeep[Work.PURGE],
        backed_up=found.upkeep[Work.BACKUP],
        checked=len(found.checks),
        failed=failed,
    )


def _write(judged: tuple[Audit, Known], annex: Annex, kind: str, where: tuple[str, Path | None]) -> None:
    """Write an annex to a file; one that is there already is replaced."""
    from survey.reporting import annexes

    (found, known), (language, path) = judged, where
    path = path or Path(f"{found.study.id}-{annex}-{language}.{kind}")
    text = composed(annex, found.study, teller(language), found.at.date(), known)
    path.write_bytes(annexes.FORMATS[kind](text))
    click.echo(_("Written: {path}", path=path))


def document(found: Audit) -> dict[str, object]:
    """The audit as JSON values. Of the study only what an auditor needs: its design stands elsewhere."""
    kept = json.loads(json.dumps(asdict(found) | {"study": found.study.id}, default=str))
    study = found.study.model_dump(mode="json", include={"id", "purpose", "mode", "smallest_cohort", "dpia", "privacy"})
    return {"study": study} | {key: value for key, value in kept.items() if key != "study"}


def teller(language: str) -> Teller:
    """Who tells an audit in a terminal, or in an annex."""

    def day(value: date) -> str:
        return format_date(value, "d MMMM y", locale=language)

    return Teller(language, translator(language).gettext, day)


def told(found: Audit, language: str) -> Iterator[str]:
    """The lines of an audit, in `language`."""
    for section in sections(found, teller(language)):
        yield section.title.upper()
        if section.note:
            yield section.note
        yield from _table(section)
        yield ""


def _table(section: Section) -> Iterator[str]:
    """Columns under each other; the last one is folded."""
    rows = [row for row in (section.head, *section.rows) if row]
    if not section.rows:
        yield "  -"
        return
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    indent = sum(widths) + 2 * len(widths) + 2
    for *cells, last in rows:
        begin = "".join(cell.ljust(width) + "  " for cell, width in zip(cells, widths, strict=True))
        folded = wrap(last, max(30, WIDTH - indent)) or [""]
        yield f"  {begin}{folded[0]}".rstrip()
        yield from (" " * indent + more for more in folded[1:])
