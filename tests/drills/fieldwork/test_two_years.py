"""Two years of a rolling study, day by day, through the real code: every mail on its planned day, once, and no other.

600 trajectories start in 24 months, with 300 coaches and a few employers for each month. The plan that the run is
compared with is made here, from the study alone, by counting days one by one: it shares no code with the timetable.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import click
import pytest
from sqlalchemy import Engine

from survey.fieldwork import outbox, pauses, rolling
from survey.fieldwork.clock import AMSTERDAM
from survey.fieldwork.contacts_file import Case
from survey.storage.contacts import Contact, MailKind, Outbox
from survey.storage.engines import Store
from survey.storage.responses import Ticket
from tests.integration.fieldwork.ground import Ground, ground_in
from tests.integration.fieldwork.rollers import a_case, a_rolling_study, going, register

STUDY = a_rolling_study()
TRAJECTORIES, COACHES, EMPLOYERS = 600, 300, 11
FIRST_DAY, LAST_DAY = date(2026, 9, 1), date(2029, 4, 30)
STARTS = [f"{year}-{month:02}" for year in (2026, 2027, 2028) for month in range(1, 13)][8:32]
LEASE = timedelta(minutes=5)
HOLIDAYS = {
    *(date(2026, 12, 25), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29), date(2027, 4, 27), date(2027, 5, 6)),
    *(date(2027, 5, 17), date(2028, 4, 14), date(2028, 4, 17), date(2028, 4, 27), date(2028, 5, 25), date(2028, 6, 5)),
    *(date(2028, 12, 25), date(2028, 12, 26), date(2029, 1, 1), date(2029, 3, 30), date(2029, 4, 2), date(2029, 4, 27)),
}
"""Public holidays on working days, from the calendar of the government."""

Sent = tuple[str, str, str, date]
"""Wave, address, kind of mail, and the day."""


@pytest.fixture
def ground(engines: Mapping[Store, Engine], tmp_path: Path) -> Iterator[Ground]:
    """Databases, keys and a clock."""
    found = ground_in(engines, tmp_path)
    yield found
    found.close()


def trajectories() -> list[Case]:
    """Some months have many starts, some few; nobody starts in two of them."""
    weights = [each % 5 for each in range(len(STARTS))]
    months = [start for start, weight in zip(STARTS, weights, strict=True) for _ in range(weight)]
    starts = [months[number % len(months)] for number in range(TRAJECTORIES)]
    places = [starts[:number].count(start) for number, start in enumerate(starts)]
    return [
        a_case(number, start, coach=number % COACHES, employer=1000 * STARTS.index(start) + place % EMPLOYERS)
        for number, (start, place) in enumerate(zip(starts, places, strict=True))
    ]


def working_day(day: date) -> date:
    """The first day from `day` on that is no weekend and no holiday."""
    while day.weekday() > 4 or day in HOLIDAYS:
        day += timedelta(days=1)
    return day


def month_end(start: str, later: int) -> date:
    """The last day of the month that lies so much later, found by walking there."""
    day = date.fromisoformat(f"{start}-01")
    for _ in range(later + 1):
        day = (day + timedelta(days=31)).replace(day=1)
    return day - timedelta(days=1)


def expected() -> Counter[Sent]:
    """Every mail of the two years: all months but the empty ones are large enough to open on their own day."""
    plan: Counter[Sent] = Counter()
    cases = trajectories()
    months: dict[tuple[str, int, str], set[str]] = defaultdict(set)
    for case in cases:
        assert case.trajectory is not None
        assert case.coach is not None
        assert case.employer is not None
        start = case.trajectory.start
        months["baseline", 0, start].add(str(case.person.address))
        months["six_months", 6, start].add(str(case.person.address))
        months["coach_baseline", 0, start].add(str(case.coach.address))
        months["employer_six_months", 6, start].add(str(case.employer.address))
    for (wave, later, start), people in months.items():
        opens = working_day(month_end(start, later))
        days = {MailKind.INVITATION: opens, MailKind.THANKS: working_day(opens + timedelta(days=43))}
        if wave in ("baseline", "six_months"):
            days |= {MailKind.REMINDER_1: working_day(opens + timedelta(days=7))}
            days |= {MailKind.REMINDER_2: working_day(opens + timedelta(days=14))}
        plan.update((wave, address, kind, day) for address in people for kind, day in days.items() if day <= LAST_DAY)
    return plan


def work(ground: Ground, addresses: dict[int, str]) -> Iterator[Sent]:
    """What the worker does in an hour: open, send everything that is due, close."""
    held = [each for each in rolling.advance(ground.field(actor="worker")) if isinstance(each, rolling.Held)]
    assert held == []
    with ground.session(Store.STUDIES) as studies, ground.session(Store.CONTACTS) as contacts:
        resting = pauses.resting(studies, ground.now)
        while mail := outbox.claim(contacts, ground.now, LEASE, resting):
            addresses.setdefault(mail.contact_id, mail.address)
            outbox.done(contacts, mail, ground.now)
            yield mail.wave_id.partition("/")[2], mail.address, mail.kind, ground.now.date()


@pytest.mark.parametrize(
    "urls", ["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgresql, pytest.mark.full])], indirect=True
)
def test_every_planned_mail_leaves_once_on_its_day_and_no_other(
    ground: Ground, capsys: pytest.CaptureFixture[str]
) -> None:
    ground.now = datetime(2026, 9, 1, 10, tzinfo=AMSTERDAM)
    register(ground, STUDY, *trajectories())
    going(ground, STUDY)
    sent: Counter[Sent] = Counter()
    addresses: dict[int, str] = {}
    plan = expected()
    busy = {planned for *_, planned in plan}
    day = FIRST_DAY
    while day <= LAST_DAY:
        for hour in (7, 12, 18) if day in busy else (12,):  # Before, in and after the hours of sending.
            ground.now = datetime(day.year, day.month, day.day, hour, tzinfo=AMSTERDAM)
            found = list(work(ground, addresses))
            assert hour == 12 or not found
            sent.update(found)
        ground.close()
        ground.sessions.clear()
        day += timedelta(days=1)
    with capsys.disabled():
        extra, missing = (sent - plan).total(), (plan - sent).total()
        days = (LAST_DAY - FIRST_DAY).days + 1
        click.echo(
            f"\n{days} days, {plan.total()} mails planned, {sent.total()} sent, {extra} extra, {missing} missing"
        )
    assert sent == plan
    assert set(sent.values()) == {1}
    waiting = {row.kind for row in ground.rows(Store.CONTACTS, Outbox) if row.state == "waiting"}
    assert waiting <= {MailKind.THANKS}
    employers = len({contact.id for contact in ground.rows(Store.CONTACTS, Contact) if contact.audience == "employer"})
    assert ground.count(Store.RESPONSES, Ticket) == 3 * TRAJECTORIES + employers
