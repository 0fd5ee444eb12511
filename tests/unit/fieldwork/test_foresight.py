"""The calendar that follows from a design, before there are people."""

from datetime import date

from survey.fieldwork.foresight import foreseen
from tests.fixtures.studies import a_study, a_wave, both

FRIDAY = date(2026, 11, 20)
LETTER = {"subject": both("Onderwerp"), "body": both("{link}")}


def test_a_wave_that_is_opened_by_hand_opens_today() -> None:
    study = a_study(waves=[a_wave("single", reminders={"after": ["7 days"]})], reminder=LETTER)
    assert [(each.day.isoformat(), each.what) for each in foreseen(study, FRIDAY)] == [
        ("2026-11-20", "invitation"),
        ("2026-11-27", "reminder-1"),
        ("2027-01-01", "closes"),
    ]


def test_a_wave_with_an_offset_opens_at_the_end_of_its_month_on_a_working_day() -> None:
    study = a_study(waves=[a_wave("later", offset="6 months"), a_wave("start", offset="0 months")])
    days = {each.wave: each.day.isoformat() for each in foreseen(study, FRIDAY) if each.what == "invitation"}
    assert days == {"start": "2026-11-30", "later": "2027-05-31"}


def test_days_come_in_their_order() -> None:
    study = a_study(waves=[a_wave("single"), a_wave("other")], thanks={"subject": both("Dank"), "body": both("Dank")})
    days = [each.day for each in foreseen(study, FRIDAY)]
    assert days == sorted(days)
