"""`survey demo`: a whole installation to look at, served with its worker."""

import json
import os
import shutil
import socket
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import click

from survey.cli.frame import Survey, pass_survey
from survey.cli.serving import Server, options
from survey.cli.words import _
from survey.questionnaires.problems import N_, RefusedError
from survey.settings import PREFIX, Settings

from .building import OPEN_STUDY, SHIPPED, Login, build
from .replica import COMPLETE, PARTIAL
from .walk import link_in

FOLDER = Path("instance") / "demo"
CARD = "demo.json"
"""What the demo printed, so that a second start can print it again; it also marks the folder as a demo."""


class NotADemoError(RefusedError):
    """The folder holds something else, which a demo must not touch."""

    sentence = N_("{folder} is not a demo. Choose another folder: survey --instance FOLDER demo")


class PortTakenError(RefusedError):
    """Something else listens there."""

    sentence = N_("Port {port} is in use. Choose another one: survey demo --fresh --port {next}")


class OtherPortError(RefusedError):
    """The mails in the mailbox name the port that the demo was made for."""

    sentence = N_(
        "The links in this demo's mails name port {port}. Start it there, or make it anew: survey demo --fresh"
    )


@click.command(help=_("Make a demo installation (once) and serve it: mailbox, personal link and dashboard."))
@click.option("--fresh", is_flag=True, help=_("Throw the demo away and make it anew."))
@click.option("--port", type=int, help=_("Port to serve on (default: 8000)."))
@click.option("--no-serve", is_flag=True, help=_("Make the demo, print its addresses and stop."))
@pass_survey
def demo(survey: Survey, fresh: bool, port: int | None, no_serve: bool) -> None:
    """Make, print, serve."""
    folder = survey.instance or FOLDER
    if folder.exists() and not (folder / CARD).exists():
        raise NotADemoError(folder=folder)
    if fresh and folder.exists():
        shutil.rmtree(folder)
    if not folder.exists():
        _make(folder, port or 8000)
    card = json.loads((folder / CARD).read_text())
    if port not in (None, card["port"]):
        raise OtherPortError(port=card["port"])
    settings = _settings(folder, card["port"])
    _print(settings, [Login(**login) for login in card["logins"]])
    if not no_serve:
        _serve(settings, card["port"])


def _settings(folder: Path, port: int) -> Settings:
    return Settings(instance=folder, public_url=f"http://127.0.0.1:{port}")


def _make(folder: Path, port: int) -> None:
    """Build beside the folder and rename, so that a demo is there whole or not at all."""
    draft = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    survey = Survey(given=_settings(draft, port))
    click.echo(_("Making a demo: 1,561 people are invited, 143 of them answer. This takes less than a minute."))
    with click.progressbar(length=COMPLETE + PARTIAL, label=_("Answers"), width=0) as bar:
        logins = build(survey, lambda _number: bar.update(1))
    survey.close()
    (draft / CARD).write_text(json.dumps({"port": port, "logins": [asdict(login) for login in logins]}))
    (draft / CARD).chmod(0o600)
    draft.rename(folder)


def _print(settings: Settings, logins: list[Login]) -> None:
    mail = next((settings.mailbox / OPEN_STUDY).glob("*.eml"))
    click.echo()
    click.echo(_("Mailbox:   {address}", address=f"{settings.public_url}/mailbox"))
    click.echo(_("Link:      {address}", address=f"{settings.public_url}{link_in(mail)}"))
    click.echo(_("Dashboard: {address}", address=f"{settings.public_url}/dashboard/{SHIPPED}"))
    for login in logins:
        click.echo(_("Log in as {role}: {email}, password {password}", **asdict(login)))
    click.echo()


def _serve(settings: Settings, port: int) -> None:
    """Serve the pages here and run the worker beside them, until stopped."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise PortTakenError(port=port, next=port + 1) from None
    variables = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    variables |= {f"{PREFIX}INSTANCE": str(settings.instance), f"{PREFIX}PUBLIC_URL": settings.public_url}
    worker = subprocess.Popen([sys.executable, "-m", "survey", "worker"], env=variables)
    click.echo(_("Serving with a worker. Stop with Ctrl+C."))
    try:
        Server(Survey(given=settings), options(f"127.0.0.1:{port}", workers=2)).run()
    finally:
        worker.terminate()
        worker.wait()
