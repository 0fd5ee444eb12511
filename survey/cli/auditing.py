"""`survey audit`: what is kept of a study, and whether the promises hold now."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from textwrap import wrap

import click
from babel.dates import format_date

from survey.fieldwork import designs
from survey.fieldwork.auditing import Audit, Section, Teller, examined, sections
from survey.languages import translator

from . import words
from .frame import Survey, pass_survey
from .words import _

WIDTH = 100
ANNEXES = ("dpia", "register")
FORMATS = ("docx", "pdf")


@click.command(
    help=_(
        "What each database holds of STUDY, where its keys are, and whether the promises hold now. Never an answer, an "
        "address or a token. With --annex: the annex to the DPIA, or to the register of processing, as a file."
    )
)
@click.argument("study")
@click.option("--json", "as_json", is_flag=True, help=_("The same as JSON."))
@click.option("--annex", type=click.Choice(ANNEXES), help=_("Write an annex, filled in from the study."))
@click.option("--as", "kind", type=click.Choice(FORMATS), default="docx", help=_("Word or PDF."))
@click.option("--language", type=click.Choice(("nl", "en")), default="nl", help=_("Language of the annex."))
@click.option("--to", "path", type=click.Path(path_type=Path), help=_("File to write the annex to."))
@click.pass_context
@pass_survey
def audit(survey: Survey, ctx: click.Context, study: str, **given: object) -> None:
    """Print the audit, and exit with 1 if a check failed; or write an annex."""
    with survey.field() as field:
        found = examined(field, designs.find(field.studies, study))
    if given["annex"]:
        return
    if given["as_json"]:
        click.echo(json.dumps(document(found), ensure_ascii=False, indent=2))
    else:
        for line in told(found, words.LANGUAGE):
            click.echo(line)
    ctx.exit(0 if found.is_well else 1)


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
