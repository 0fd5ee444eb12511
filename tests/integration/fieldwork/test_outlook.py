"""The outlook: what will be sent when is told before it is, and then it is so."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from survey.fieldwork import outlook, pauses
from survey.fieldwork.clock import AMSTERDAM
from survey.fieldwork.outlook import Planned, Turn
from survey.fieldwork.waves import open_wave
from survey.questionnaires.study import Study
from survey.storage.contacts import MailKind, Outbox
from survey.storage.engines import Store
from survey.storage.studies import Stage
from tests.fixtures.studies import a_wave

from .ground import Ground
from .rollers import a_rolling_study, advanced, going, many, register

ONE = a_rolling_study(waves=[a_wave("baseline", offset="0 months", reminders={"after": ["7 days"]})])
BASELINE: dict[str, Any] = {"wave": "baseline", "people": 12}


def calendar(ground: Ground, study: Study = ONE) -> list[Planned]:
    return outlook.calendar(ground.field(), study)


def test_everything_that_will_happen_is_told_with_its_day(ground: Ground) -> None:
    ground.now = datetime(2026, 9, 14, 10, tzinfo=AMSTERDAM)
    register(ground, ONE, *many(0, 12, "2026-09"), *many(20, 3, "2026-12"))
    ground.load(ONE)
    months = ("2026-09",)
    assert calendar(ground) == [
        Planned(date(2026, 9, 30), what=MailKind.INVITATION, months=months, **BASELINE),
        Planned(date(2026, 10, 7), what=MailKind.REMINDER_1, months=months, **BASELINE),
        Planned(date(2026, 11, 11), what=Turn.CLOSES, months=months, **BASELINE),
        Planned(date(2026, 11, 12), what=MailKind.THANKS, months=months, **BASELINE),
        Planned(date(2027, 2, 25), "baseline", Turn.LEFT_OUT, 3, None, ("2026-12",)),
    ]


def test_what_was_told_is_what_the_worker_does(ground: Ground) -> None:
    study = a_rolling_study()
    ground.now = datetime(2026, 9, 1, 10, tzinfo=AMSTERDAM)
    register(ground, study, *many(0, 6, "2026-08"), *many(6, 7, "2026-09"), *many(20, 12, "2026-10"))
    going(ground, study)
    told = Counter({(each.wave, each.what, each.day): each.people for each in calendar(ground, study)})
    for _day in range(365):
        ground.later(days=1)
        advanced(ground)
    rows = ground.rows(Store.CONTACTS, Outbox)
    planned = Counter((row.wave_id.partition("/")[2], row.kind, row.day) for row in rows if row.state != "cancelled")
    cancelled = Counter((row.wave_id.partition("/")[2], row.kind, row.day) for row in rows if row.state == "cancelled")
    mails = Counter({key: number for key, number in told.items() if not isinstance(key[1], Turn)})
    assert planned + cancelled == mails
    assert sum(mails.values()) > 200


def test_an_open_cohort_is_told_from_its_rows(ground: Ground) -> None:
    ground.now = datetime(2026, 9, 30, 10, tzinfo=AMSTERDAM)
    register(ground, ONE, *many(0, 12, "2026-09"))
    ground.load(ONE)
    open_wave(ground.field(), ONE, "baseline")
    assert calendar(ground) == [
        Planned(date(2026, 9, 30), what=MailKind.INVITATION, cohort=1, **BASELINE),
        Planned(date(2026, 10, 7), what=MailKind.REMINDER_1, cohort=1, **BASELINE),
        Planned(date(2026, 11, 11), what=Turn.CLOSES, cohort=1, **BASELINE),
        Planned(date(2026, 11, 12), what=MailKind.THANKS, cohort=1, **BASELINE),
    ]


def test_an_overdue_mail_is_planned_for_today(ground: Ground) -> None:
    ground.now = datetime(2026, 9, 30, 10, tzinfo=AMSTERDAM)
    register(ground, ONE, *many(0, 12, "2026-09"))
    ground.load(ONE)
    open_wave(ground.field(), ONE, "baseline")
    ground.later(days=2)
    assert calendar(ground)[0] == Planned(date(2026, 10, 2), what=MailKind.INVITATION, cohort=1, **BASELINE)


def test_a_study_that_is_opened_by_hand_has_nothing_planned_until_it_is(ground: Ground) -> None:
    study = ground.load()
    assert calendar(ground, study) == []


def test_the_calendar_changes_nothing(ground: Ground) -> None:
    register(ground, ONE, *many(0, 12, "2026-11"))
    going(ground, ONE)
    before = [ground.content(store) for store in Store]
    calendar(ground)
    outlook.standings(ground.field(), ONE)
    assert [ground.content(store) for store in Store] == before


def test_the_status_says_who_waits_and_who_waited_too_long(ground: Ground) -> None:
    ground.now = datetime(2026, 9, 30, 10, tzinfo=AMSTERDAM)
    register(ground, ONE, *many(0, 12, "2026-09"), *many(20, 3, "2026-10"), *many(30, 4, "2026-01"))
    ground.load(ONE)
    open_wave(ground.field(), ONE, "baseline")
    (standing,) = outlook.standings(ground.field(), ONE)
    assert (standing.wave, standing.stage) == ("baseline", Stage.OPEN)
    assert [(cohort.id, cohort.stage) for cohort in standing.cohorts] == [("proef/baseline/1", "open")]
    assert standing.waits == (("2026-10", 3, date(2026, 11, 2) + timedelta(weeks=8)),)
    assert standing.late == 4
    assert set(standing.mails.values()) == {12}


def test_a_pause_is_told(ground: Ground) -> None:
    going(ground, ONE)
    assert outlook.pause_of(ground.field(), ONE) is None
    pauses.pause(ground.field(), ONE, "a reason")
    found = outlook.pause_of(ground.field(), ONE)
    assert found is not None
    assert (found.reason, found.since) == ("a reason", ground.now.date())
