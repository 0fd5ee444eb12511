"""The `survey` command: terminal in, sentences out; nothing is decided here. One file per topic."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click

from .frame import Survey
from .words import _

TOPICS = {
    "init": "instance:init",
    "serve": "serving:serve",
    "worker": "working:worker",
    "questionnaires": "questionnaires:questionnaires",
    "studies": "studies:studies",
    "contacts": "contacts:contacts",
    "mail": "mail:mail",
    "letters": "letters:letters",
    "poster": "poster:poster",
    "programmes": "programmes:programmes",
    "staff": "staff:staff",
    "responses": "responses:responses",
    "publish": "results:publish",
    "publication": "results:publication",
    "keys": "keys:keys",
    "backup": "backups:backup",
    "restore": "backups:restore",
    "maintain": "maintain:maintain",
    "audit": "auditing:audit",
    "report": "report:report",
    "doctor": "doctor:doctor",
    "demo": "demo:demo",
}
"""Commands and where they live; a command is imported when it is called, so that each starts fast."""


class Topics(click.Group):
    """The commands of `TOPICS`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order in which a study needs them."""
        return list(TOPICS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in TOPICS:
            return None
        module, name = TOPICS[cmd_name].split(":")
        command: click.Command = getattr(import_module(f"survey.cli.{module}"), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what is wrong is told in a sentence, with exit code 1."""
        return _told(lambda: super(Topics, self).invoke(ctx))


def _told(run: Callable[[], object]) -> object:
    from sqlalchemy.exc import OperationalError

    from survey.questionnaires.problems import MOST_TOLD, ProblemsFoundError, RefusedError
    from survey.settings import SettingsError

    try:
        return run()
    except ProblemsFoundError as found:
        for problem in found.problems[:MOST_TOLD]:
            click.echo(problem.told(_), err=True)
        raise click.ClickException(
            _("Nothing was changed. Problems to mend: {number}", number=len(found.problems))
        ) from None
    except RefusedError as refusal:
        raise click.ClickException(refusal.told(_)) from None
    except SettingsError as wrong:
        raise click.ClickException(str(wrong)) from None
    except OperationalError as fault:
        reason = str(fault.orig).splitlines()[0]
        raise click.ClickException(_("A database cannot be used now: {reason}", reason=reason)) from None


@click.group(cls=Topics, help=_("Werkpeil: anonymous surveys on job coaching."))
@click.option("--instance", type=click.Path(path_type=Path), help=_("Folder of the installation (default: instance)."))
@click.version_option(package_name="werkpeil", prog_name="survey", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context, instance: Path | None) -> None:
    """Everything that can be done from a terminal."""
    ctx.obj = Survey(instance)
    ctx.call_on_close(ctx.obj.close)
