"""The fieldwork that is attacked, as it happens: the worker by a simulated clock, a real mail server, and people who
answer through the pages with the links in their mails. What only a judge may know is kept in `Truth`."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from functools import cached_property
from io import StringIO
from pathlib import Path

from sqlalchemy import select

from survey.cli import maintain
from survey.cli.frame import Survey
from survey.cli.working import run
from survey.fieldwork import designs, enlisting, waves
from survey.fieldwork.clock import AMSTERDAM
from survey.fieldwork.tokens import pseudonym
from survey.questionnaires.definition import Audience
from survey.questionnaires.study import Study
from survey.settings import Settings
from survey.storage.contacts import Contact
from survey.storage.engines import writing
from tests.fixtures.databases import Urls
from tests.fixtures.mail import MailServer, mail_server

from .browsers import Browser, InProcess, walk
from .people import STRATA, WAVES, People, Visit, the_questionnaires, the_study

MORNING = time(9, 30)
LINK = re.compile(r"/a/[A-Z2-7]{32}")
BEGIN = datetime(2026, 9, 1, 9, 30, tzinfo=AMSTERDAM)

Mailed = tuple[str, date]
"""What a mail server's log says of a mail: to whom, and on which day."""


@dataclass
class Truth:
    """What the judge knows: who is who, and in which order people answered."""

    labels: dict[int, bytes]
    """The pseudonym of each participant, by contact."""
    arrivals: dict[str, list[int]]
    """The contacts that answered a wave, in the order in which they did."""
    secrets: list[bytes]
    """Both keys, and every token."""


@dataclass
class Fieldwork:
    """The fieldwork of one seed. `browser` opens a new browser; `log` has what worker and pages wrote."""

    survey: Survey
    server: MailServer
    people: People
    browser: Callable[[], Browser]
    now: datetime = BEGIN
    log: StringIO = field(default_factory=StringIO)
    logs: list[Path] = field(default_factory=list)
    clock_file: Path | None = None
    links: dict[str, list[str]] = field(default_factory=dict)
    read: set[Path] = field(default_factory=set)
    mails: list[Mailed] = field(default_factory=list)
    left_behind: list[str] = field(default_factory=list)
    arrived: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @cached_property
    def study(self) -> Study:
        """The study."""
        return the_study()

    def begin(self) -> None:
        """Load the study, import everybody, and set its waves going."""
        stores = self.survey.ready
        with stores.studies() as studies, stores.contacts() as contacts:
            designs.load(writing(studies), self.study, the_questionnaires(), self.now.date())
            studies.commit()
            for _added in enlisting.enlist(contacts, self.study, Audience.PARTICIPANT, self.people.cases):
                pass
            contacts.commit()
        with self.survey.field() as ground:
            for wave in self.study.waves:
                waves.open_wave(ground, self.study, wave.id)

    def live(self) -> None:
        """The worker in the mornings on which something is due, people in between; the nightly work at the end."""
        visits = self.people.visits(self.study)
        for day in self._working_days():
            until = datetime.combine(day, MORNING, AMSTERDAM)
            while visits and visits[0].at < until:
                self.visit(visits.pop(0))
            self.now = until
            self._work()
        for visit in visits:
            self.visit(visit)
        self.now += timedelta(days=1)
        self.reshuffle()

    def reshuffle(self) -> None:
        """Reshuffle, as the worker does every night."""
        maintain.reshuffled(self.survey)

    def _working_days(self) -> list[date]:
        every = [(wave, month) for wave in WAVES for month in STRATA]
        days = {self.people.opens(self.study, *each) for each in every}
        return sorted(days | {self.people.reminded(self.study, *each) for each in every})

    def _work(self) -> None:
        with redirect_stdout(self.log), redirect_stderr(self.log):
            run(self.survey)
        for path in set((self.server.folder / "new").iterdir()) - self.read:
            self.read.add(path)
            self._receive(BytesParser(policy=default).parsebytes(path.read_bytes()))

    def _receive(self, mail: EmailMessage) -> None:
        body = mail.get_body(("plain",))
        links = LINK.findall(body.get_content()) if body else []
        address = str(mail["X-Envelope-To"])
        self.mails.append((address, self.now.date()))
        if links:
            self.links[address] = list(dict.fromkeys(links))

    def visit(self, visit: Visit) -> None:
        """Somebody comes with a link."""
        self.now = visit.at
        if self.clock_file:
            self.clock_file.write_text(self.now.isoformat())
        browser = self.browser()
        link = self.links[visit.address][visit.form]
        answer = walk(browser, link, visit.given, first=visit.first)
        if visit.first:
            return
        assert answer.path.startswith("/thanks/"), answer
        self.left_behind += browser.cookies()
        self.arrived[visit.wave].append(visit.address)

    def truth(self) -> Truth:
        """What the judge knows."""
        keys = self.survey.keyring.keys(self.study.id)
        with self.survey.ready.contacts() as contacts:
            query = select(Contact.address, Contact.id).where(Contact.audience == Audience.PARTICIPANT)
            ids = {str(address): number for address, number in contacts.execute(query)}
        tokens = [link.rpartition("/")[2].encode() for links in self.links.values() for link in links]
        return Truth(
            {each: pseudonym(keys.pseudonym, self.study.id, each) for each in ids.values()},
            {wave: [ids[name] for name in self.arrived[wave]] for wave in WAVES},
            [keys.token, keys.pseudonym, *tokens],
        )


@contextmanager
def fieldwork(urls: Urls, folder: Path, seed: int) -> Iterator[Fieldwork]:
    """The fieldwork of a seed on three databases, before anything has happened."""
    with ExitStack() as stack:
        server = stack.enter_context(mail_server(folder / "maildir"))
        addresses: Mapping[str, object] = {f"{store}_url": url for store, url in urls.items()}
        given = {"instance": folder / "instance", "smtp_url": f"smtp://127.0.0.1:{server.port}", **addresses}
        survey = Survey(given=Settings.model_validate(given))
        stack.callback(survey.close)
        made = Fieldwork(survey, server, People(seed), lambda: InProcess(survey.app))
        survey.clock = lambda: made.now
        yield made
