"""Instruments of others are recognised by what a questionnaire asks."""

from survey.questionnaires import catalogue
from survey.questionnaires.instruments import INSTRUMENTS, used
from tests.fixtures.studies import a_questionnaire


def test_value_cards_come_from_an_instrument() -> None:
    assert [each.id for each in used([catalogue.questionnaire("work-as-value")])] == ["capability_set"]
    assert used([a_questionnaire(), catalogue.questionnaire("employer")]) == []


def test_an_instrument_says_where_it_was_published() -> None:
    assert all("doi" in each.source for each in INSTRUMENTS)
