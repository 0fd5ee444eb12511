"""Studies in the field for the browser tests: one server with people enough for every test of a session."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.study import Mode
from survey.settings import Settings
from tests.fixtures.application import LiveServer, served
from tests.fixtures.browser import QUIET
from tests.fixtures.chromium import find
from tests.fixtures.databases import SQLiteTemplates, Templates
from tests.fixtures.invited import Invited, Link, design, invite, open_to_all

from .visitor import Visitor

PEOPLE = 600


@dataclass(frozen=True, slots=True)
class Setting:
    """What somebody is invited to: whether the wave is over, whether answers can be found again, and whether a group
    has a code."""

    closed: bool = False
    mode: Mode = Mode.UNLINKED
    code: bool = False


OPEN = Setting()


@dataclass(slots=True)
class Field:
    """A server on which studies are in the field; everybody who is asked for is somebody else."""

    server: LiveServer
    studies: dict[str, Invited] = field(default_factory=dict)

    def study(self, asked: Questionnaire, setting: Setting = OPEN) -> Invited:
        """The study that asks this; it goes into the field when it is first asked for."""
        name = f"{asked.id}-{setting.mode}-{'closed' if setting.closed else 'open'}{'-code' if setting.code else ''}"
        if name not in self.studies:
            study, asked = design(asked, setting.mode)
            study = study.model_copy(update={"id": name, "languages": asked.languages})
            if setting.mode is Mode.OPEN:
                study = study.model_copy(update={"group_code": setting.code})
                self.studies[name] = open_to_all(self.server.app, study, asked)
            else:
                self.studies[name] = invite(self.server.app, study, asked, people=PEOPLE)
            if setting.closed:
                self.studies[name].close()
        return self.studies[name]

    def somebody(self, asked: Questionnaire, setting: Setting = OPEN) -> Link:
        """The link of somebody who has not been asked for before."""
        links = self.study(asked, setting).links
        return links[0] if setting.mode is Mode.OPEN else links.pop()

    def visitor(self, page: Page, language: str, asked: Questionnaire, setting: Setting = OPEN) -> Visitor:
        """Somebody new, with this page as browser."""
        link = self.somebody(asked, setting)
        return Visitor(page, self.server, link, language, self.study(asked, setting).study.id)


@contextmanager
def opened(templates: Templates, folder: Path) -> Iterator[Field]:
    """A server without studies yet, on SQLite databases in `folder`."""
    addresses = {f"{store}_url": url for store, url in templates.copies(folder).items()}
    with served(Settings.model_validate({"instance": folder / "instance", **addresses})) as server:
        yield Field(server)


@contextmanager
def toured() -> Iterator[tuple[Field, Browser]]:
    """A server and a browser for a program that makes pictures or measures."""
    with tempfile.TemporaryDirectory() as place, sync_playwright() as starter:
        templates, copies = Path(place, "templates"), Path(place, "copies")
        templates.mkdir()
        copies.mkdir()
        browser = starter.chromium.launch(executable_path=find(), args=QUIET, chromium_sandbox=False)
        with opened(SQLiteTemplates(templates), copies) as fieldwork:
            yield fieldwork, browser
        browser.close()
