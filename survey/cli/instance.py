"""`survey init`: make or bring up to date the databases, and on PostgreSQL the roles of processes."""

from pathlib import Path

import click

from survey.fieldwork.keyring import write_once
from survey.questionnaires.problems import N_, RefusedError
from survey.storage import roles
from survey.storage.engines import Store
from survey.storage.migrate import upgrade
from survey.storage.roles import Process

from .frame import Survey, pass_survey
from .words import _

ROLES = "roles"
"""The folder in the instance folder with a file of variables for each process."""


class NoRolesError(RefusedError):
    """SQLite knows no roles."""

    sentence = N_("SURVEY_ROLES is set, but {store} is no PostgreSQL database, so there are no roles in it.")


@click.command(help=_("Make the databases, or bring them up to date. Safe to repeat."))
@pass_survey
def init(survey: Survey) -> None:
    """Make the instance folder, the secret key and the three databases."""
    make(survey)
    for path in separate(survey):
        click.echo(_("Variables for a process of its own: {file}", file=path))
    click.echo(_("The installation in {folder} is ready.", folder=survey.settings.instance))


def make(survey: Survey) -> None:
    """The same, without a word and without roles."""
    survey.settings.instance.mkdir(parents=True, exist_ok=True)
    for store, engine in survey.stores.engines.items():
        upgrade(engine, store)


def separate(survey: Survey) -> list[Path]:
    """Make the roles of PostgreSQL if there are to be any, and bring their rights up to date.

    Returns the new files with the addresses for each process; a role whose file is there keeps its password.

    Raises:
        NoRolesError: nothing was changed.
    """
    prefix, engines = survey.settings.roles, survey.stores.engines
    if not prefix:
        return []
    for store, engine in engines.items():
        if engine.dialect.name != "postgresql":
            raise NoRolesError(store=store.value)
    folder = survey.settings.instance / ROLES
    folder.mkdir(mode=0o700, exist_ok=True)
    new = {process: folder / f"{process}.env" for process in Process if not (folder / f"{process}.env").exists()}
    given = roles.passwords(new)
    roles.make(engines[Store.STUDIES], prefix, given)
    for store, engine in engines.items():
        roles.grant(engine, store, prefix)
    for process, path in new.items():
        owners = {store: survey.settings.database(store) for store in Store}
        urls = {store: roles.address(url, prefix, process, given[process]) for store, url in owners.items()}
        lines = [f"SURVEY_{store.upper()}_URL={url}\n" for store, url in urls.items()]
        if process is Process.RESULTS:  # The others are told by a command's --only.
            lines.append(f"SURVEY_ONLY={process}\n")
        write_once(path, "".join(lines).encode())
    return list(new.values())
