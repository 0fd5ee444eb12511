"""What every command works with: the application, its databases, the clock and who is at the terminal."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from survey import create_app
from survey.extensions import Stores
from survey.fieldwork.clock import Clock, amsterdam_now
from survey.fieldwork.keyring import Keyring
from survey.fieldwork.waves import Field
from survey.questionnaires.problems import N_, RefusedError
from survey.settings import Settings
from survey.storage.engines import Store
from survey.storage.migrate import is_current

if TYPE_CHECKING:
    from flask import Flask


NOT_ALL = {"dashboard": (Store.STUDIES,), "results": (Store.STUDIES, Store.RESPONSES)}
"""The databases that there are for a process which does not need all three."""


class NotInitialisedError(RefusedError):
    """The databases are not there, or not at the newest revision."""

    sentence = N_("The installation in {folder} is not ready. Run this first: survey init")


@dataclass
class Survey:
    """The installation in `instance` (None: as the environment says), or with the settings that are `given`."""

    instance: Path | None = None
    clock: Clock = amsterdam_now
    given: Settings | None = None

    @cached_property
    def settings(self) -> Settings:
        """The settings, from the environment and the command line."""
        return self.given or Settings.from_environment(os.environ, instance=self.instance)

    @cached_property
    def app(self) -> "Flask":
        """The application."""
        return create_app(self.settings, lambda: self.clock())  # noqa: PLW0108 - `worker --now` sets another clock.

    @property
    def stores(self) -> Stores:
        """The three databases, whatever state they are in."""
        found: Stores = self.app.extensions["stores"]
        return found

    @property
    def ready(self) -> Stores:
        """The three databases; `NotInitialisedError` if they are not up to date."""
        self.check_ready()
        return self.stores

    @property
    def served(self) -> tuple[Store, ...]:
        """The databases that this process may look into: a dashboard only into one, results into no contacts."""
        return NOT_ALL.get(self.settings.only, tuple(Store))

    def check_ready(self) -> None:
        """Raise `NotInitialisedError` if a database is not at the newest revision."""
        for store in self.served:
            if not is_current(self.stores.engines[store], store):
                raise NotInitialisedError(folder=self.settings.instance)

    def close(self) -> None:
        """Let go of the databases, if they were used."""
        if "app" in vars(self):
            for engine in self.stores.engines.values():
                engine.dispose()

    @property
    def keyring(self) -> Keyring:
        """The keys."""
        return Keyring(self.settings.keys)

    @property
    def actor(self) -> str:
        """Who is at the terminal, for the audit log."""
        return f"terminal: {getpass.getuser()}"

    @contextmanager
    def field(self) -> Iterator[Field]:
        """What opening and closing a wave work with."""
        stores = self.ready
        with stores.studies() as studies, stores.contacts() as contacts, stores.responses() as responses:
            yield Field(
                studies=studies,
                contacts=contacts,
                responses=responses,
                keyring=self.keyring,
                now=self.clock(),
                actor=self.actor,
                can_mail=bool(self.settings.smtp_url),
            )


pass_survey = click.make_pass_decorator(Survey)
