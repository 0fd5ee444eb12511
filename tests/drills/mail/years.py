"""Years of fieldwork in minutes: the worker's own code by a simulated clock, a real SMTP server, and people who answer,
take no part, and stop their mails. What should have been sent is worked out here, apart from the code that sends."""

import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as hour_of_day
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.cli.frame import Survey
from survey.cli.working import run
from survey.fieldwork import answers, designs, enlisting, suppression, waves
from survey.fieldwork.clock import AMSTERDAM
from survey.fieldwork.contacts_file import Case, Person, Trajectory
from survey.fieldwork.tokens import Form, form_token
from survey.questionnaires.definition import Audience
from survey.questionnaires.study import Study
from survey.settings import Settings
from survey.storage.contacts import Contact, Enrolment
from survey.storage.engines import writing
from tests.fixtures.databases import Urls
from tests.fixtures.mail import MailServer, mail_server
from tests.fixtures.studies import ANSWERS, a_questionnaire, a_study, a_wave, both

K, STEP = 10, 5
MORNING, NIGHT, EVENING = hour_of_day(9, 30), hour_of_day(2, 30), hour_of_day(20, 0)
WAVES = {"baseline": 0, "six_months": 6, "coach_baseline": 0}
OPEN_DAYS = 30
REMINDERS = (7, 14)
HOLIDAYS = {
    *(date(year, *day) for year in range(2027, 2030) for day in ((1, 1), (4, 27), (12, 25), (12, 26))),
    # Good Friday, Easter Monday, Ascension Day, Whit Monday.
    *(date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 6), date(2027, 5, 17)),
    *(date(2028, 4, 14), date(2028, 4, 17), date(2028, 5, 25), date(2028, 6, 5)),
    *(date(2029, 3, 30), date(2029, 4, 2), date(2029, 5, 10), date(2029, 5, 21)),
}

Sending = tuple[str, str, str, date]
"""A mail: to whom, of which wave, of which kind, on which day in Amsterdam."""


def a_long_study() -> Study:
    """Participants at the start and after six months, coaches at the start; two reminders and a thank-you each."""
    return a_study(
        waves=[_wave(name, months) for name, months in WAVES.items()],
        smallest_cohort=K,
        sending={"days": ["mon", "tue", "wed", "thu", "fri"], "from": "9:00", "until": "17:00"},
    )


def _wave(name: str, months: int) -> dict[str, Any]:
    """A wave whose subjects tell what they are."""
    letters = {
        kind: {"subject": both(f"{name} {kind}"), "body": both("{link}" if kind != "thanks" else "Dank u wel.")}
        for kind in ("invitation", "reminder", "thanks")
    }
    audience = "job_coach" if name.startswith("coach") else "participant"
    reminders = {"after": [f"{days} days" for days in REMINDERS]}
    wave = a_wave(name, audience=audience, offset=f"{months} months", open_days=OPEN_DAYS, reminders=reminders)
    return wave | letters


def month_after(month: str, number: int) -> str:
    """The month so many months later."""
    total = int(month[:4]) * 12 + int(month[5:]) - 1 + number
    return f"{total // 12}-{total % 12 + 1:02}"


def sending_day(day: date) -> date:
    """The day itself, or the first after it on which mails leave."""
    while day.weekday() > 4 or day in HOLIDAYS:
        day += timedelta(days=1)
    return day


def opening_day(month: str, offset: int) -> date:
    """The first sending day from the last day of the month on."""
    after = month_after(month, offset + 1)
    return sending_day(date(int(after[:4]), int(after[5:]), 1) - timedelta(days=1))


@dataclass
class Somebody:
    """What one person does in one wave: answers, or takes no part, on the evening of a day; or neither."""

    answers: date | None = None
    declines: date | None = None


@dataclass
class Group:
    """The people who are asked together."""

    wave: str
    opens: date
    people: dict[str, Somebody]

    @property
    def closes(self) -> date:
        """The last day of their links."""
        return self.opens + timedelta(days=OPEN_DAYS)

    def expected(self, stopped: Mapping[str, date]) -> Iterator[Sending]:
        """Every mail that they should get. `stopped`: on which evening somebody stopped all mails."""
        yield from self._to(self.people, "invitation", self.opens, stopped)
        before, last = 0, self.opens
        for after in REMINDERS:
            last = sending_day(max(self.opens + timedelta(days=after), last + timedelta(days=1)))
            asked, before = self._asked(last, before)
            yield from self._to(asked, "reminder", last, stopped)
        thanked = [name for name, each in self.people.items() if each.declines is None]
        yield from self._to(thanked, "thanks", sending_day(self.closes + timedelta(days=1)), stopped)

    def _to(self, names: Any, kind: str, day: date, stopped: Mapping[str, date]) -> Iterator[Sending]:
        for name in names:
            if stopped.get(name, date.max) >= day:
                yield name, self.wave, kind, day

    def _asked(self, day: date, before: int) -> tuple[list[str], int]:
        """Who is reminded on a day, and the number that newly answered people are counted from."""
        answered = {name for name, each in self.people.items() if each.answers and each.answers < day}
        declined = {name for name, each in self.people.items() if each.declines and each.declines < day}
        left = [name for name in self.people if name not in answered and name not in declined]
        if len(answered) - before < K:
            return [name for name in self.people if name not in declined], before
        return (left, -(-len(answered) // STEP) * STEP) if len(left) >= K else ([], before)


@dataclass
class Years:
    """The fieldwork of `people` whose trajectories start evenly over `months`, with one coach for every forty."""

    survey: Survey
    server: MailServer
    months: list[str]
    people: int
    last: date
    chance: random.Random = field(default_factory=lambda: random.Random(2027))
    now: datetime = datetime(2027, 1, 1, tzinfo=AMSTERDAM)
    stopped: dict[str, date] = field(default_factory=dict)

    @cached_property
    def study(self) -> Study:
        """The study."""
        return a_long_study()

    @cached_property
    def cases(self) -> list[Case]:
        """A trajectory for every participant."""
        coaches = max(self.people // 40, K)
        return [
            Case(
                number,
                Person(f"person-{number}@example.org", "nl", {}, f"C-{number}"),
                Trajectory(f"T-{number}", self.months[number % len(self.months)]),
                Person(f"coach-{number // len(self.months) % coaches}@example.org", "nl", {}),
            )
            for number in range(self.people)
        ]

    @cached_property
    def groups(self) -> list[Group]:
        """Who is asked together, when, and what they do."""
        return [
            Group(wave, opens, {name: self._habit(opens) for name in sorted(self._names(wave, month))})
            for wave, offset in WAVES.items()
            for month in self.months
            if (opens := opening_day(month, offset)) <= self.last
        ]

    def _names(self, wave: str, month: str) -> set[str]:
        cases = [case for case in self.cases if case.trajectory and case.trajectory.start == month]
        if wave.startswith("coach"):
            return {str(case.coach.address) for case in cases if case.coach}
        return {str(case.person.address) for case in cases}

    def _habit(self, opens: date) -> Somebody:
        """40 % answer after three days and 15 % after ten, 3 % take no part; the others do nothing."""
        drawn = self.chance.random()
        if drawn < 0.55:
            return Somebody(answers=opens + timedelta(days=3 if drawn < 0.4 else 10))
        return Somebody(declines=opens + timedelta(days=3)) if drawn < 0.58 else Somebody()

    def begin(self) -> None:
        """Load the study, import everybody, and set its waves going."""
        asked = a_questionnaire()
        stores = self.survey.ready
        self.now = datetime.combine(date(int(self.months[0][:4]), int(self.months[0][5:]), 1), MORNING, AMSTERDAM)
        with stores.studies() as studies, stores.contacts() as contacts:
            designs.load(writing(studies), self.study, {asked.id: asked}, self.now.date())
            studies.commit()
            for _added in enlisting.enlist(contacts, self.study, Audience.PARTICIPANT, self.cases):
                pass
            contacts.commit()
        with self.survey.field() as ground:
            for wave in WAVES:
                waves.open_wave(ground, self.study, wave)

    def live(self) -> int:
        """Every day: the worker in the morning, and in the night before if mails are due; people in the evening.
        Returns how many days."""
        days = 0
        while self.now.date() <= self.last:
            day = self.now.date()
            due = any(sending[3] == day for group in self.groups for sending in group.expected(self.stopped))
            for hour in (NIGHT, MORNING) if due else (MORNING,):
                self.now = datetime.combine(day, hour, AMSTERDAM)
                run(self.survey)
            self.now = datetime.combine(day, EVENING, AMSTERDAM)
            self._evening(day)
            self.now = datetime.combine(day + timedelta(days=1), NIGHT, AMSTERDAM)
            days += 1
        return days

    def _evening(self, day: date) -> None:
        """People do what they do."""
        for group in self.groups:
            acting = [name for name, each in group.people.items() if day in (each.answers, each.declines)]
            if acting:
                self._act(group, acting, day)
            if day == group.opens + timedelta(days=5):
                for name in self.chance.sample(sorted(group.people), len(group.people) // 50):
                    self._stop(name, group, day)

    def _act(self, group: Group, names: list[str], day: date) -> None:
        with self.survey.ready.contacts() as contacts, self.survey.ready.responses() as responses:
            secrets = self._secrets(contacts, group, set(names))
            for name in names:
                for secret in secrets[name]:
                    self._use(responses, secret, day, declines=group.people[name].declines is not None)

    def _use(self, responses: Session, secret: str, day: date, *, declines: bool) -> None:
        if declines:
            answers.decline(responses, secret)
            return
        found = answers.standing(responses, secret)
        assert found is not None
        if found.is_live(day):
            answers.submit(responses, found, a_questionnaire(), day, ANSWERS)

    def _secrets(self, contacts: Session, group: Group, names: set[str]) -> dict[str, list[str]]:
        """The links of people, of the cohort that opened with their group."""
        wave_id = designs.wave_id(self.study.id, group.wave)
        number = sorted(each.opens for each in self.groups if each.wave == group.wave).index(group.opens) + 1
        columns = (Contact.address, Enrolment.contact_id, Enrolment.trajectory_id, Enrolment.round)
        query = select(*columns).join(Contact, Contact.id == Enrolment.contact_id)
        query = query.where(Enrolment.cohort_id == f"{wave_id}/{number}", Contact.address.in_(names))
        key = self.survey.keyring.keys(self.study.id).token
        found: dict[str, list[str]] = {name: [] for name in names}
        for address, contact_id, trajectory_id, round_ in contacts.execute(query):
            form = Form(contact_id, trajectory_id, round_)
            found[str(address)].append(form_token(key, wave_id, form))
        return found

    def _stop(self, name: str, group: Group, day: date) -> None:
        with self.survey.ready.contacts() as contacts:
            audience = Audience.JOB_COACH if group.wave.startswith("coach") else Audience.PARTICIPANT
            query = select(Contact.id).where(Contact.address == name, Contact.audience == audience)
            contact_id = contacts.scalar(query)
            contacts.rollback()
            assert contact_id is not None
            suppression.stop(contacts, contact_id, day)
        self.stopped.setdefault(name, day)

    def expected(self) -> Counter[Sending]:
        """Every mail that should have left."""
        every = (each for group in self.groups for each in group.expected(self.stopped))
        return Counter(each for each in every if each[3] <= self.last)

    def sent(self) -> Counter[Sending]:
        """Every mail that arrived."""
        found: Counter[Sending] = Counter()
        for message in self.server.messages():
            wave, kind = message["Subject"].split()
            day = message["Date"].datetime.astimezone(AMSTERDAM).date()
            found[message["X-Envelope-To"], wave, kind, day] += 1
        return found

    def check(self) -> str:
        """Live, and find that what was sent is what was planned; what happened, in a line."""
        begun = time.monotonic()
        days = self.live()
        spent = time.monotonic() - begun
        expected, sent = self.expected(), self.sent()
        missing, extra = expected - sent, sent - expected
        told = (
            f"{self.people} people, {len(self.groups)} cohorts, {days} days: {sum(expected.values())} mails planned, "
            f"{sum(sent.values())} sent, {sum(missing.values())} missing, {sum(extra.values())} extra; {spent:.0f} s"
        )
        assert (dict(missing), dict(extra)) == ({}, {}), told
        return told


@contextmanager
def years(urls: Urls, folder: Path, first: str, months: int, people: int) -> Iterator[Years]:
    """The fieldwork of people whose trajectories start in so many months from the first on."""
    starts = [month_after(first, number) for number in range(months)]
    with mail_server(folder / "maildir") as server:
        addresses = {f"{store}_url": url for store, url in urls.items()}
        given = {"instance": folder / "instance", "smtp_url": f"smtp://127.0.0.1:{server.port}"} | addresses
        survey = Survey(given=Settings.model_validate(given))
        made = Years(survey, server, starts, people, opening_day(starts[-1], 8))
        survey.clock = lambda: made.now
        made.begin()
        yield made
        survey.close()
