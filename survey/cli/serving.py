"""`survey serve`: the web server."""

import os
from collections.abc import Callable
from contextlib import closing
from typing import Any

import click
from gunicorn.app.base import BaseApplication

from survey.storage.servers import check_durable

from .frame import Survey, pass_survey
from .logs import Log
from .words import _

THREADS = 4


class Server(BaseApplication):  # type: ignore[misc] # gunicorn has no types
    """Gunicorn with our application and settings."""

    def __init__(self, survey: Survey, options: dict[str, Any]) -> None:
        self._survey = survey
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Set the options."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        """The application, made in each worker process so that no database connection is shared."""
        return Survey(given=self._survey.settings).app


def options(bind: str, workers: int, threads: int = THREADS) -> dict[str, Any]:
    """Gunicorn's options."""
    return {
        "bind": bind,
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "accesslog": "-",
        "errorlog": "-",
        "loglevel": "error",  # What gunicorn warns of it fills with addresses of people.
        "logger_class": Log,
        "control_socket_disable": True,
        "graceful_timeout": 20,
    }


@click.command(help=_("Serve the pages. Behind a reverse proxy that speaks https, for a real study."))
@click.option(
    "--only",
    type=click.Choice(["answer", "staff", "dashboard"]),
    help=_("Serve only a part of the pages, with a database role of its own: see SURVEY_ROLES."),
)
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help=_("Address and port."))
@click.option("--workers", default=os.cpu_count() or 1, show_default=True, help=_("Processes."))
@click.option("--threads", default=THREADS, show_default=True, help=_("Threads in each process."))
@pass_survey
def serve(survey: Survey, only: str | None, bind: str, workers: int, threads: int) -> None:
    """Serve until stopped."""
    settings = survey.settings.model_copy(update={"only": only or survey.settings.only})
    with closing(Survey(given=settings)) as checked:  # No server process inherits a connection.
        checked.check_ready()
        check_durable({store: checked.stores.engines[store] for store in checked.served})
    click.echo(_("Serving on http://{bind}. Stop with Ctrl+C.", bind=bind))
    Server(checked, options(bind, workers, threads)).run()
