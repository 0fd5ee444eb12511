"""Studies in the field for the browser tests: one server with people enough for every test of a session."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.study import Mode
from tests.fixtures.application import LiveServer
from tests.fixtures.invited import Invited, Link, design, invite

from .visitor import Visitor

PEOPLE = 600


@dataclass(frozen=True, slots=True)
class Setting:
    """What somebody is invited to: whether the wave is over, and whether answers can be found again."""

    closed: bool = False
    mode: Mode = Mode.UNLINKED


OPEN = Setting()


@dataclass(slots=True)
class Field:
    """A server on which studies are in the field; everybody who is asked for is somebody else."""

    server: LiveServer
    studies: dict[str, Invited] = field(default_factory=dict)

    def study(self, asked: Questionnaire, setting: Setting = OPEN) -> Invited:
        """The study that asks this; it goes into the field when it is first asked for."""
        name = f"{asked.id}-{setting.mode}-{'closed' if setting.closed else 'open'}"
        if name not in self.studies:
            study, asked = design(asked, setting.mode)
            study = study.model_copy(update={"id": name, "languages": asked.languages})
            self.studies[name] = invite(self.server.app, study, asked, people=PEOPLE)
            if setting.closed:
                self.studies[name].close()
        return self.studies[name]

    def somebody(self, asked: Questionnaire, setting: Setting = OPEN) -> Link:
        """The link of somebody who has not been asked for before."""
        return self.study(asked, setting).links.pop()

    def visitor(self, page: Page, language: str, asked: Questionnaire, setting: Setting = OPEN) -> Visitor:
        """Somebody new, with this page as browser."""
        return Visitor(page, self.server, self.somebody(asked, setting), language)
