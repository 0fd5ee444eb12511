"""A study says what holds for each audience and wave: its own word first, then the audience's, then the study's."""

from datetime import time, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from survey.questionnaires.definition import Audience
from survey.questionnaires.mistakes import known_keys
from survey.questionnaires.study import OFFICE_HOURS, LetterKind, Sending, Study
from tests.fixtures.studies import AGE, a_study, a_wave, both


def a_letter(name: str) -> dict[str, Any]:
    return {"subject": both(name), "body": both("{link}")}


def subject(study: Study, kind: LetterKind, wave: int = 0) -> str | None:
    letter = study.letter(kind, study.waves[wave])
    return letter.subject["nl"] if letter else None


LETTERS = a_study(
    waves=[
        a_wave("first", reminder=a_letter("reminder of the wave")),
        a_wave("second"),
        a_wave("third", audience="employer"),
    ],
    audiences={"participant": {"reminder": a_letter("reminder of the audience"), "thanks": a_letter("thanks")}},
    reminder=a_letter("reminder of the study"),
)


@pytest.mark.parametrize(
    ("wave", "expected"), [(0, "reminder of the wave"), (1, "reminder of the audience"), (2, "reminder of the study")]
)
def test_the_nearest_letter_is_written(wave: int, expected: str) -> None:
    assert subject(LETTERS, LetterKind.REMINDER, wave) == expected
    assert subject(LETTERS, LetterKind.INVITATION, wave) == "Doe mee"


def test_where_there_is_no_letter_nothing_is_written() -> None:
    assert subject(LETTERS, LetterKind.THANKS) == "thanks"
    assert subject(LETTERS, LetterKind.THANKS, 2) is None


def test_an_audience_has_its_own_languages_and_smallest_group_or_those_of_the_study() -> None:
    study = a_study(audiences={"employer": {"languages": ["nl"], "smallest_group": 5}})
    assert study.languages_of(Audience.EMPLOYER) == ("nl",)
    assert study.languages_of(Audience.PARTICIPANT) == ("nl", "en")
    assert (study.smallest_group(Audience.EMPLOYER), study.smallest_group(Audience.PARTICIPANT)) == (5, 10)


def test_an_attribute_is_of_participants_unless_it_says_otherwise() -> None:
    study = a_study(attributes=[AGE, AGE | {"id": "sector", "audience": "employer"}])
    assert [each.id for each in study.attributes_of(Audience.PARTICIPANT)] == ["age"]
    assert [each.id for each in study.attributes_of(Audience.EMPLOYER)] == ["sector"]


@pytest.mark.parametrize(
    ("wave", "study", "expected"),
    [
        ({}, {}, None),
        ({"offset": "0 months"}, {}, OFFICE_HOURS),
        ({}, {"sending": {"days": ["sat"]}}, Sending(days=("sat",))),
        ({"offset": "1 month", "sending": {"holidays": True}}, {"sending": {"days": ["sat"]}}, Sending(holidays=True)),
    ],
    ids=["by hand", "by itself", "of the study", "of the wave"],
)
def test_mails_leave_in_office_hours_if_nothing_else_is_said_and_at_once_if_a_wave_is_opened_by_hand(
    wave: dict[str, Any], study: dict[str, Any], expected: Sending | None
) -> None:
    described = a_study(waves=[a_wave("single", **wave)], **study)
    assert described.sending_of(described.waves[0]) == expected


def test_office_hours_are_those_of_most_offices() -> None:
    assert OFFICE_HOURS.days == ("mon", "tue", "wed", "thu", "fri")
    assert OFFICE_HOURS.hours() == (time(9), time(17))
    assert not OFFICE_HOURS.holidays


@pytest.mark.parametrize(("offset", "months"), [("0 months", 0), ("1 month", 1), ("6 months", 6), ("36 months", 36)])
def test_an_offset_is_a_number_of_months(offset: str, months: int) -> None:
    wave = a_study(waves=[a_wave("single", offset=offset)]).waves[0]
    assert wave.months == months


def test_reminders_come_so_many_days_or_weeks_after_the_invitation() -> None:
    wave = a_study(waves=[a_wave("single", reminders={"after": ["1 day", "2 weeks"]})]).waves[0]
    assert wave.reminder_days() == (1, 14)
    assert a_study().waves[0].reminder_days() == ()
    assert wave.open_for == timedelta(days=42)


def test_a_study_with_everything_survives_storage() -> None:
    study = a_study(
        waves=[a_wave("single", offset="0 months", reminders={"after": ["7 days"]}, sending={"from": "10:00"})],
        audiences={"participant": {"thanks": a_letter("thanks")}},
        sending={"from": "8:30", "until": "12:00", "holidays": True},
        reminder=a_letter("reminder"),
    )
    stored = study.model_dump_json(exclude_none=True)
    assert '"from":"8:30"' in stored
    assert Study.model_validate_json(stored) == study
    assert study.named("anders", None).sending == study.sending


def test_the_hours_of_sending_are_written_as_from_and_until() -> None:
    assert known_keys(Study, ("sending",)) == {"days", "from", "until", "holidays"}
    assert known_keys(Study, ("audiences", "employer")) == {
        *("invitation", "reminder", "thanks"),
        *("languages", "smallest_group"),
    }
    with pytest.raises(ValidationError):
        a_study(sending={"begin": "9:00"})
