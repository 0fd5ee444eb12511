"""`survey questionnaires`: check, show, exchange and begin questionnaires."""

import re
from pathlib import Path

import click

from survey.languages import translator
from survey.questionnaires import catalogue
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.problems import N_, ProblemsFoundError, RefusedError
from survey.questionnaires.wording import LANGUAGE as LANGUAGE_TAG
from survey.questionnaires.wording import SLUG

from .words import LANGUAGE, _

PDF = ".pdf"


class ThereAlreadyError(RefusedError):
    """A file would be overwritten."""

    sentence = N_("{file} is there already. Choose another name, or add --force.")


class NotInLanguageError(RefusedError):
    """A questionnaire is asked for in a language that it does not have."""

    sentence = N_("“{questionnaire}” has no language “{language}”. It has: {known}.")


class NoLanguageError(RefusedError):
    """A text is to be translated into something that is not written as a language."""

    sentence = N_("“{language}” is not a language code such as nl, en or nl-x-easy.")


class NoNameError(RefusedError):
    """A new questionnaire is called something that it cannot be called."""

    sentence = N_("“{name}” must be small letters, digits and single hyphens, and start with a letter.")


@click.group(help=_("Questionnaires: check, read, compare and exchange them."))
def questionnaires() -> None:
    """Questionnaires, on the shelf and in files."""


@questionnaires.command(
    help=_("Say everything that is wrong in the files and folders in PATHS; without any, in the shipped library.")
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.pass_context
def check(ctx: click.Context, paths: tuple[Path, ...]) -> None:
    """Check questionnaires and studies, and exit with 1 if anything is wrong."""
    from .checking import files_in, problems_in, shipped
    from .notices import told_of

    files = [file for path in paths for file in files_in(path)] if paths else shipped()
    found = 0
    for file in files:
        problems = problems_in(file)
        found += len(problems)
        for line in told_of(problems):
            click.echo(line)
    click.echo(_("Files: {files}. Problems: {found}.", files=len(files), found=found))
    ctx.exit(1 if found or not files else 0)


@questionnaires.command(
    help=_("Print QUESTIONNAIRE as a person would read it, draw its routing (SVG), or list its variables.")
)
@click.argument("questionnaire")
@click.option("--lang", "language", help=_("The language to read in (default: the first one of the questionnaire)."))
@click.option(
    "--as",
    "form",
    type=click.Choice(["text", "graph", "codebook"]),
    default="text",
    help=_("Text, a drawing, or every variable with its codes."),
)
def show(questionnaire: str, language: str | None, form: str) -> None:
    """Show a questionnaire on the terminal, its routing as SVG, or its codebook."""
    from survey.questionnaires.paper import paper_form
    from survey.questionnaires.paper.graph import routing_graph
    from survey.questionnaires.paper.text import lines

    found = _find(questionnaire)
    tag = _language(found, language)
    if form == "graph":
        click.echo(routing_graph(found, tag, translator(tag).gettext))
        return
    if form == "codebook":
        from survey.questionnaires.codebook import variables

        from .codebook import lines as explained

        click.echo("\n\n".join("\n".join(explained(variable)) for variable in variables(found, tag)))
        return
    for line in lines(paper_form(found, tag, translator(tag).gettext)):
        click.echo(line)


@questionnaires.command(help=_("Say in words what changed from BEFORE to AFTER, and whether waves stay comparable."))
@click.argument("before")
@click.argument("after")
def diff(before: str, after: str) -> None:
    """Compare two versions of a questionnaire: files, or names in the library."""
    from survey.questionnaires.difference import difference

    found = difference(_find(before), _find(after))
    for change in found.changes:
        click.echo(change.told(_))
    if not found.changes:
        click.echo(_("Nothing changed."))
    if found.comparable:
        click.echo(_("Waves stay comparable."))
    else:
        items = ", ".join(sorted(found.incomparable))
        click.echo(_("Waves cannot be compared on: {items}.", items=items))


@questionnaires.command(
    "import",
    help=_("Make a questionnaire of FILE (XLSForm .xlsx, or JSON) and say what of it could not be kept."),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("to", required=False, type=click.Path(path_type=Path))
@click.option("--lang", "language", help=_("The language of texts that name none."))
@click.option("--force", is_flag=True, help=_("Replace the file that is there."))
def import_(file: Path, to: Path | None, language: str | None, force: bool) -> None:
    """Import a file of another tool as YAML."""
    from survey.questionnaires.exchange.files import receive
    from survey.questionnaires.exchange.written import write_yaml

    from .notices import told_of

    received = receive(file, language, lambda tag, message: translator(tag).gettext(message))
    target = to or Path(f"{received.questionnaire.id}.yaml")
    notices, problems = list(told_of(received.notices)), list(told_of(received.problems))
    names = [_("The name “{old}” became “{new}”.", old=old, new=new) for old, new in received.names.items()]
    remarks = [_("Made of {file}.", file=file.name), *names, *notices]
    _write(target, write_yaml(received.questionnaire, remarks), force)
    for line in (*names, *notices, *problems):
        click.echo(line)
    click.echo(_("{target} was written. Not kept: {notices}.", target=target, notices=len(received.notices)))
    if problems:
        command = f"survey questionnaires check {target}"
        number = len(received.problems)
        click.echo(_("To mend before it can be used: {number}. Check it: {command}", number=number, command=command))


@questionnaires.command(
    help=_("Write QUESTIONNAIRE to FILE: .xlsx (XLSForm), .json, .yaml or .pdf (to print), as its name ends.")
)
@click.argument("questionnaire")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--lang", "language", help=_("The language of a printed questionnaire."))
@click.option("--force", is_flag=True, help=_("Replace the file that is there."))
def export(questionnaire: str, file: Path, language: str | None, force: bool) -> None:
    """Export a questionnaire."""
    from survey.questionnaires.exchange.files import written

    found = _find(questionnaire)
    is_pdf = file.suffix.lower() == PDF
    content = _printed(found, _language(found, language)) if is_pdf else written(found, file, also=[PDF])
    _write(file, content, force)
    click.echo(_("{target} was written.", target=file))


@questionnaires.command(help=_("Write a first questionnaire called NAME, with comments that say what to fill in."))
@click.argument("name")
@click.option("--force", is_flag=True, help=_("Replace the file that is there."))
def new(name: str, force: bool) -> None:
    """Begin a questionnaire."""
    from .beginning import beginning

    if not re.fullmatch(SLUG, name):
        raise NoNameError(name=name)
    target = Path(f"{name}.yaml")
    _write(target, beginning(name).encode(), force)
    command = f"survey questionnaires check {target}"
    click.echo(_("{target} was written. Check it: {command}", target=target, command=command))


@questionnaires.command(
    help=_("Write the texts of FILE to a .po file for a translator; brings one that is there already up to date.")
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--lang", "language", required=True, help=_("The language to translate into."))
def translate(file: Path, language: str) -> None:
    """Exchange texts with a translator: the .po file stands beside the questionnaire or study and is read with it."""
    from survey.fieldwork.clock import amsterdam_now
    from survey.questionnaires.problems import Source
    from survey.questionnaires.translating import template
    from survey.questionnaires.tree import parse

    shipped = {**catalogue.shipped_studies(), **catalogue.shipped_questionnaires()}
    path = shipped.get(file.name, file) if not file.suffix and not file.exists() else file
    if not re.fullmatch(LANGUAGE_TAG, language):
        raise NoLanguageError(language=language)
    target = Path(path.name if path != file else path).with_suffix(f".{language}.po")
    before = Source.read(target) if target.exists() else None
    made = template(parse(Source.read(path)), language, before, amsterdam_now())
    target.write_bytes(made.content)
    click.echo(
        _("{target} was written. Translated: {done} of {total}.", target=target, done=made.done, total=made.total)
    )
    if made.done == made.total:
        click.echo(
            _("Keep it beside {file}, and name “{language}” among its languages.", file=path.name, language=language)
        )


def _find(name: str) -> Questionnaire:
    """The questionnaire in a file, or of that name in the library; with problems, it is not used."""
    from survey.questionnaires.exchange.files import receive

    path = Path(name)
    if not path.suffix and not path.exists():
        return catalogue.questionnaire(name)
    received = receive(path)
    if received.problems:
        raise ProblemsFoundError(received.problems)
    return received.questionnaire


def _language(questionnaire: Questionnaire, language: str | None) -> str:
    known = questionnaire.languages
    if language is None:
        return LANGUAGE if LANGUAGE in known else known[0]
    if language not in known:
        raise NotInLanguageError(questionnaire=questionnaire.id, language=language, known=", ".join(known))
    return language


def _printed(questionnaire: Questionnaire, language: str) -> bytes:
    from survey.questionnaires.paper import paper_form
    from survey.reporting.paper import printed

    return printed(paper_form(questionnaire, language, translator(language).gettext))


def _write(target: Path, content: bytes, force: bool) -> None:
    if target.exists() and not force:
        raise ThereAlreadyError(file=target)
    target.write_bytes(content)
