"""The timetable: every mail on an allowed day and hour of Amsterdam, never before its time, never after the end."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from survey.fieldwork.clock import AMSTERDAM
from survey.fieldwork.timetable import (
    PATIENCE,
    LeftOut,
    Opening,
    first_moment,
    is_sending_day,
    last_day,
    mails,
    may_send,
    months_later,
    moved,
    openings,
    patience_ends,
    planned_for,
    sending_day,
    start_months,
)
from survey.questionnaires.study import DAYS, OFFICE_HOURS, Sending, Study, Wave
from survey.storage.contacts import MailKind
from tests.fixtures.studies import a_study, a_wave, both

INVITATION, FIRST, SECOND, THANKS = MailKind
LETTER = {"subject": both("Dank"), "body": both("Dank u wel.")}
AT_ANY_TIME = None


def rolling(offset: str = "0 months", smallest: int = 10, **wave: Any) -> tuple[Study, Wave]:
    """A study whose only wave opens by itself."""
    study = a_study(waves=[a_wave("single", offset=offset, **wave)], smallest_cohort=smallest)
    return study, study.waves[0]


months = st.dates(date(2024, 1, 1), date(2031, 12, 31)).map(lambda day: f"{day:%Y-%m}")
days = st.dates(date(2024, 1, 1), date(2031, 12, 31))
hours = st.tuples(st.integers(6 * 60, 21 * 60), st.integers(1, 60)).map(
    lambda drawn: (clock(drawn[0]), clock(sum(drawn)))
)
moments = st.integers(1_700_000_000, 1_950_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


def clock(minutes: int) -> str:
    """A time of day as it is written."""
    return f"{minutes // 60}:{minutes % 60:02}"


@st.composite
def sendings(draw: st.DrawFn) -> Sending:
    """Any days and hours that the checks allow."""
    begin, until = draw(hours)
    return Sending.model_validate(
        {
            "days": draw(st.lists(st.sampled_from(DAYS), min_size=1, unique=True)),
            "from": begin,
            "until": until,
            "holidays": draw(st.booleans()),
        }
    )


@st.composite
def studies(draw: st.DrawFn) -> tuple[Study, Wave]:
    """A study with one rolling wave, reminders and a thank-you."""
    pauses = draw(st.lists(st.integers(1, 40), max_size=2, unique=True).map(sorted))
    study = a_study(
        thanks=draw(st.sampled_from([None, LETTER])),
        smallest_cohort=draw(st.integers(2, 12)),
        waves=[
            a_wave(
                "single",
                offset=f"{draw(st.integers(0, 36))} months",
                open_days=draw(st.integers(max([1, *(each + 1 for each in pauses)]), 90)),
                reminders={"after": [f"{each} days" for each in pauses]} if pauses else None,
                sending=draw(sendings()).model_dump(),
            )
        ],
    )
    return study, study.waves[0]


@pytest.mark.parametrize(
    ("start", "offset", "planned"),
    [
        ("2026-08", "0 months", date(2026, 8, 31)),
        ("2026-08", "6 months", date(2027, 3, 1)),  # 28 February is a Sunday.
        ("2025-08", "6 months", date(2026, 3, 2)),  # 28 February is a Saturday.
        ("2027-08", "6 months", date(2028, 2, 29)),
        ("2026-10", "0 months", date(2026, 11, 2)),  # 31 October is a Saturday.
        ("2026-12", "0 months", date(2026, 12, 31)),
        ("2027-02", "1 month", date(2027, 3, 31)),
        ("2026-03", "1 month", date(2026, 4, 30)),
        ("2026-12", "12 months", date(2027, 12, 31)),
    ],
)
def test_a_wave_is_planned_for_the_end_of_the_month_that_its_offset_leads_to(
    start: str, offset: str, planned: date
) -> None:
    assert planned_for(*rolling(offset), start) == planned


@pytest.mark.parametrize(
    ("month", "last"), [("2026-02", 28), ("2028-02", 29), ("2026-04", 30), ("2026-12", 31), ("2100-02", 28)]
)
def test_a_month_ends_on_its_last_day(month: str, last: int) -> None:
    assert last_day(month).day == last


@given(months, st.integers(-60, 60))
def test_months_are_counted_over_the_years(month: str, number: int) -> None:
    later = months_later(month, number)
    assert months_later(later, -number) == month
    assert (int(later[:4]) - int(month[:4])) * 12 + int(later[5:]) - int(month[5:]) == number


@pytest.mark.parametrize(
    "holiday",
    [
        *(date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29), date(2027, 4, 27), date(2027, 5, 6)),
        *(date(2027, 5, 17), date(2026, 12, 25), date(2025, 5, 5)),
    ],
)
def test_no_mail_leaves_on_a_public_holiday_of_the_netherlands(holiday: date) -> None:
    assert not is_sending_day(OFFICE_HOURS, holiday)
    assert is_sending_day(Sending(holidays=True), holiday) is (holiday.weekday() < 5)
    assert sending_day(OFFICE_HOURS, holiday) > holiday


def test_after_christmas_mails_wait_for_the_first_working_day() -> None:
    assert sending_day(OFFICE_HOURS, date(2026, 12, 25)) == date(2026, 12, 28)


@given(sendings(), days)
@example(Sending(), date(2026, 10, 25))
@example(Sending(days=DAYS), date(2027, 3, 28))
def test_a_sending_day_is_the_first_allowed_day(sending: Sending, day: date) -> None:
    found = sending_day(sending, day)
    assert found >= day
    assert is_sending_day(sending, found)
    between = [day + timedelta(days=n) for n in range((found - day).days)]
    assert not any(is_sending_day(sending, each) for each in between)


@given(sendings(), days)
@example(Sending(days=DAYS), date(2026, 10, 25))
@example(Sending(days=DAYS), date(2027, 3, 28))
def test_the_first_moment_of_a_sending_day_is_allowed_by_the_clock_of_amsterdam(sending: Sending, day: date) -> None:
    found = first_moment(sending, sending_day(sending, day))
    assert may_send(sending, found)
    assert may_send(sending, found.astimezone(UTC))
    assert not may_send(sending, found - timedelta(seconds=1))


@given(sendings(), moments)
def test_whether_a_mail_may_leave_depends_on_the_wall_clock_alone(sending: Sending, moment: datetime) -> None:
    here = moment.astimezone(AMSTERDAM)
    begin, until = sending.hours()
    assert may_send(sending, moment) == (is_sending_day(sending, here.date()) and begin <= here.time() < until)


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        (datetime(2026, 10, 26, 7, 59, tzinfo=UTC), False),  # 8:59 in Amsterdam, winter time since yesterday.
        (datetime(2026, 10, 26, 8, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 23, 6, 59, tzinfo=UTC), False),
        (datetime(2026, 10, 23, 7, 0, tzinfo=UTC), True),
        (datetime(2027, 3, 30, 6, 59, tzinfo=UTC), False),
        (datetime(2027, 3, 30, 7, 0, tzinfo=UTC), True),
        (datetime(2027, 3, 25, 15, 59, tzinfo=UTC), True),
        (datetime(2027, 3, 25, 16, 0, tzinfo=UTC), False),
    ],
)
def test_office_hours_follow_summer_and_winter_time(moment: datetime, allowed: bool) -> None:
    assert may_send(OFFICE_HOURS, moment) is allowed


def test_where_nothing_is_said_mails_leave_at_any_time() -> None:
    assert may_send(AT_ANY_TIME, datetime(2026, 12, 25, 3, tzinfo=UTC))
    assert sending_day(AT_ANY_TIME, date(2026, 12, 25)) == date(2026, 12, 25)
    assert first_moment(AT_ANY_TIME, date(2026, 12, 25)).time() == time(0)


@given(studies(), months)
@example(rolling("6 months"), "2026-08")
@example(rolling("0 months"), "2026-10")
@example(rolling("0 months"), "2027-03")
def test_a_wave_is_never_planned_before_its_offset_nor_long_after_it(given_: tuple[Study, Wave], start: str) -> None:
    study, wave = given_
    planned = planned_for(study, wave, start)
    end = last_day(months_later(start, wave.months or 0))
    assert end <= planned <= end + timedelta(days=14)
    assert is_sending_day(study.sending_of(wave), planned)
    assert patience_ends(study, wave, start) == planned + PATIENCE


@given(studies(), days)
def test_the_months_that_can_join_are_those_that_are_due_and_still_patient(
    given_: tuple[Study, Wave], day: date
) -> None:
    study, wave = given_
    first, last = start_months(study, wave, day)
    assert planned_for(study, wave, last) <= day < planned_for(study, wave, months_later(last, 1))
    assert patience_ends(study, wave, months_later(first, -1)) < day <= patience_ends(study, wave, first)
    assert first <= last


@given(studies(), days)
@example(rolling(reminders={"after": ["1 day", "2 days"]}), date(2026, 12, 24))
@example(rolling(reminders={"after": ["7 days", "14 days"]}), date(2026, 10, 18))
@example(rolling(reminders={"after": ["7 days", "14 days"]}), date(2027, 3, 21))
def test_every_mail_has_an_allowed_day_of_its_own_and_none_asks_after_the_end(
    given_: tuple[Study, Wave], day: date
) -> None:
    study, wave = given_
    sending = study.sending_of(wave)
    opens = sending_day(sending, day)
    closes = opens + wave.open_for
    planned = list(mails(study, wave, opens))
    assert planned[0] == (INVITATION, opens)
    assert all(is_sending_day(sending, each) for _, each in planned)
    assert [each for _, each in planned] == sorted({each for _, each in planned})
    for kind, each in planned:
        assert (each > closes) is (kind is THANKS)
    for kind, after in zip((FIRST, SECOND), wave.reminder_days(), strict=False):
        assert dict(planned).get(kind, closes) >= opens + timedelta(days=after)
    assert (THANKS in dict(planned)) is (study.thanks is not None)


def test_the_mails_of_the_standard_plan() -> None:
    study, wave = rolling(reminders={"after": ["7 days", "2 weeks"]}, thanks=LETTER)
    assert list(mails(study, wave, date(2026, 11, 30))) == [
        (INVITATION, date(2026, 11, 30)),
        (FIRST, date(2026, 12, 7)),
        (SECOND, date(2026, 12, 14)),
        (THANKS, date(2027, 1, 12)),
    ]


def test_two_reminders_that_meet_on_one_sending_day_are_kept_apart() -> None:
    study, wave = rolling(reminders={"after": ["1 day", "2 days"]})
    assert [day for _, day in mails(study, wave, date(2026, 12, 24))] == [
        date(2026, 12, 24),
        date(2026, 12, 28),
        date(2026, 12, 29),
    ]


def test_a_reminder_that_would_leave_after_the_end_is_not_planned() -> None:
    study, wave = rolling(open_days=4, reminders={"after": ["3 days"]})
    assert list(mails(study, wave, date(2026, 12, 22))) == [(INVITATION, date(2026, 12, 22))]


PLANNED = [(INVITATION, date(2026, 11, 2)), (FIRST, date(2026, 11, 9)), (SECOND, date(2026, 11, 16))]


def test_after_a_pause_mails_keep_their_distance() -> None:
    found = list(moved(OFFICE_HOURS, [*PLANNED, (THANKS, date(2026, 12, 15))], date(2026, 11, 14), date(2026, 12, 14)))
    assert found == [
        (INVITATION, date(2026, 11, 16)),
        (FIRST, date(2026, 11, 23)),
        (SECOND, date(2026, 11, 30)),
        (THANKS, date(2026, 12, 15)),
    ]


def test_a_reminder_for_which_no_time_is_left_is_cancelled_and_a_thank_you_is_not() -> None:
    found = list(
        moved(OFFICE_HOURS, [*PLANNED[1:], (THANKS, date(2026, 11, 20))], date(2026, 11, 19), date(2026, 11, 19))
    )
    assert found == [(FIRST, date(2026, 11, 19)), (SECOND, None), (THANKS, date(2026, 11, 20))]


def test_what_lies_ahead_stays_where_it_is() -> None:
    assert list(moved(OFFICE_HOURS, PLANNED, date(2026, 11, 2), date(2026, 12, 14))) == PLANNED


@given(studies(), days, st.integers(0, 60))
def test_moving_twice_is_moving_once(given_: tuple[Study, Wave], day: date, later: int) -> None:
    study, wave = given_
    sending = study.sending_of(wave)
    opens = sending_day(sending, day)
    today, closes = opens + timedelta(days=later), opens + wave.open_for
    once = [(kind, new) for kind, new in moved(sending, list(mails(study, wave, opens)), today, closes) if new]
    assert list(moved(sending, once, today, closes)) == once
    assert all(new >= today and is_sending_day(sending, new) for _, new in once)


def people(first: int, number: int) -> set[int]:
    return set(range(first, first + number))


def test_enough_people_are_a_cohort_and_fewer_wait_for_the_next_month() -> None:
    study, wave = rolling()
    waiting = {"2026-08": people(0, 6), "2026-09": people(6, 5), "2026-10": people(20, 12), "2026-11": people(40, 3)}
    assert list(openings(study, wave, waiting, date(2026, 8, 1))) == [
        Opening(date(2026, 9, 30), ("2026-08", "2026-09"), 11),
        Opening(date(2026, 11, 2), ("2026-10",), 12),
        LeftOut(date(2026, 11, 30) + PATIENCE, "2026-11", 3),
    ]


def test_nobody_waits_longer_than_eight_weeks() -> None:
    study, wave = rolling()
    waiting = {"2026-08": people(0, 6), "2026-10": people(20, 6)}
    assert list(openings(study, wave, waiting, date(2026, 8, 1))) == [
        LeftOut(date(2026, 8, 31) + PATIENCE, "2026-08", 6),
        LeftOut(date(2026, 11, 2) + PATIENCE, "2026-10", 6),
    ]


def test_a_coach_of_two_months_counts_once() -> None:
    study, wave = rolling()
    waiting = {"2026-08": people(0, 6), "2026-09": people(2, 6)}
    assert [type(each) for each in openings(study, wave, waiting, date(2026, 8, 1))] == [LeftOut, LeftOut]


def test_who_is_registered_late_joins_at_once_if_they_are_enough() -> None:
    study, wave = rolling()
    assert list(openings(study, wave, {"2026-08": people(0, 10)}, date(2026, 9, 19))) == [
        Opening(date(2026, 9, 21), ("2026-08",), 10)
    ]


def test_who_started_long_ago_is_not_asked_any_more() -> None:
    assert list(openings(*rolling(), {"2026-01": people(0, 50)}, date(2026, 11, 20))) == []


@given(studies(), st.dictionaries(months, st.sets(st.integers(0, 40), min_size=1), max_size=6), days)
def test_everybody_is_in_one_cohort_at_most_and_no_cohort_is_small_early_or_late(
    given_: tuple[Study, Wave], waiting: dict[str, set[int]], today: date
) -> None:
    study, wave = given_
    found = list(openings(study, wave, waiting, today))
    opened = [each for each in found if isinstance(each, Opening)]
    placed = [month for each in opened for month in each.months]
    left = [each.month for each in found if isinstance(each, LeftOut)]
    assert len(placed) == len(set(placed))
    assert set(placed).isdisjoint(left)
    assert set(placed) | set(left) == {month for month in waiting if patience_ends(study, wave, month) >= today}
    for each in opened:
        assert each.people >= study.smallest_cohort
        assert each.day >= today
        assert is_sending_day(study.sending_of(wave), each.day)
        assert all(
            planned_for(study, wave, month) <= each.day <= patience_ends(study, wave, month) for month in each.months
        )


@given(studies(), months)
def test_a_large_month_opens_on_its_planned_day(given_: tuple[Study, Wave], start: str) -> None:
    study, wave = given_
    planned = planned_for(study, wave, start)
    assert list(openings(study, wave, {start: people(0, 12)}, last_day(start) - timedelta(days=40))) == [
        Opening(planned, (start,), 12)
    ]
