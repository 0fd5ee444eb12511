"""Reminders through the whole of it: the rows are alike, whoever answered, and the right people get mail."""

from collections import Counter

import pytest

from survey.fieldwork import answers, suppression, waves
from survey.fieldwork.post import Outcome
from survey.questionnaires.study import Study
from survey.storage.contacts import Outbox
from survey.storage.engines import Store
from survey.storage.studies import ReminderRound
from tests.fixtures.studies import ANSWERS, a_study, a_wave, both

from .ground import Ground
from .posting import Smtp, recipients, sent, tokens

PEOPLE = 30
THANKS = {"subject": both("Dank u"), "body": both("Dank u wel.")}
only_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


@pytest.fixture
def study() -> Study:
    """Two reminders and a thank-you."""
    return a_study(waves=[a_wave("single", open_days=30, reminders={"after": ["7 days", "14 days"]})], thanks=THANKS)


def answer(ground: Ground, secrets: list[str]) -> None:
    """Let people answer."""
    for secret in secrets:
        with ground.session(Store.RESPONSES) as session:
            found = ground.standing(secret)
            answers.submit(session, found, ground.questionnaire, ground.now.date(), ANSWERS)


def decline(ground: Ground, secrets: list[str]) -> None:
    """Let people take no part."""
    for secret in secrets:
        with ground.session(Store.RESPONSES) as session:
            answers.decline(session, secret)


def rounds(ground: Ground) -> list[tuple[str, str, int]]:
    """What is kept of the rounds."""
    return sorted((row.kind, row.scope, row.answered) for row in ground.rows(Store.STUDIES, ReminderRound))


def rows(ground: Ground, kind: str) -> Counter[tuple[object, ...]]:
    """Everything that the rows of a kind hold but for whom they are about, counted."""
    columns = [each.name for each in Outbox.__table__.columns if each.name not in ("id", "contact_id")]
    found = [each for each in ground.rows(Store.CONTACTS, Outbox) if each.kind == kind]
    return Counter(tuple(getattr(each, name) for name in columns) for each in found)


def test_those_who_have_not_answered_are_reminded_and_all_rows_end_alike(
    ground: Ground, smtp: Smtp, study: Study
) -> None:
    ground.opened(study, PEOPLE)
    server = smtp()
    assert sent(ground, server.port) == {Outcome.SENT: PEOPLE}
    secrets = ground.secrets(study)
    answer(ground, secrets[:12])
    decline(ground, secrets[12:15])
    ground.later(days=7)
    assert sent(ground, server.port) == {Outcome.SENT: 15, Outcome.SKIPPED: 15}
    reminded = [each for each in server.messages() if each["Subject"] != "Doe mee"]
    assert sorted(tokens(reminded)) == sorted(secrets[15:])
    assert rounds(ground) == [("reminder-1", "unanswered", 15)]
    assert list(rows(ground, "reminder-1").values()) == [PEOPLE]


@only_sqlite
def test_when_too_few_have_newly_answered_everybody_is_reminded_but_for_who_declined_or_stopped(
    ground: Ground, smtp: Smtp, study: Study
) -> None:
    ground.opened(study, PEOPLE)
    secrets = ground.secrets(study)
    answer(ground, secrets[:9])
    decline(ground, secrets[9:11])
    with ground.session(Store.CONTACTS) as session:
        suppression.stop(session, 12, ground.now.date())
    server = smtp()
    sent(ground, server.port)
    ground.later(days=7)
    assert sent(ground, server.port) == {Outcome.SENT: PEOPLE - 3, Outcome.SKIPPED: 3}
    reminded = [each for each in server.messages() if each["Subject"] != "Doe mee"]
    assert sorted(tokens(reminded)) == sorted(secrets[:9] + secrets[12:])
    assert rounds(ground) == [("reminder-1", "everybody", 0)]


@only_sqlite
def test_new_answers_count_from_the_last_round_that_left_somebody_out(ground: Ground, smtp: Smtp, study: Study) -> None:
    ground.opened(study, PEOPLE)
    secrets, server = ground.secrets(study), smtp()
    sent(ground, server.port)
    answer(ground, secrets[:10])
    ground.later(days=7)
    assert sent(ground, server.port)[Outcome.SENT] == 20
    answer(ground, secrets[10:15])
    ground.later(days=7)
    assert sent(ground, server.port)[Outcome.SENT] == PEOPLE
    assert rounds(ground) == [("reminder-1", "unanswered", 10), ("reminder-2", "everybody", 0)]


@only_sqlite
def test_what_was_decided_for_a_round_holds_for_all_of_it(ground: Ground, smtp: Smtp, study: Study) -> None:
    ground.opened(study, PEOPLE)
    secrets, server = ground.secrets(study), smtp()
    sent(ground, server.port)
    ground.later(days=7)
    putting_off = smtp_that_defers(smtp, PEOPLE)
    assert sent(ground, putting_off) == {Outcome.POSTPONED: PEOPLE}
    answer(ground, secrets[:20])
    ground.later(minutes=6)
    assert sent(ground, server.port) == {Outcome.SENT: PEOPLE}
    assert rounds(ground) == [("reminder-1", "everybody", 0)]
    assert list(rows(ground, "reminder-1").values()) == [PEOPLE]


def smtp_that_defers(smtp: Smtp, number: int) -> int:
    """The port of a server that puts off so many mails."""
    return smtp("--defer", str(number)).port


@only_sqlite
def test_when_nearly_everybody_has_answered_nobody_is_reminded(ground: Ground, smtp: Smtp, study: Study) -> None:
    ground.opened(study, PEOPLE)
    server = smtp()
    sent(ground, server.port)
    answer(ground, ground.secrets(study)[:25])
    ground.later(days=7)
    assert sent(ground, server.port) == {Outcome.SKIPPED: PEOPLE}
    assert rounds(ground) == [("reminder-1", "nobody", 0)]


@only_sqlite
def test_thanks_go_to_everybody_after_the_wave_has_closed(ground: Ground, smtp: Smtp, study: Study) -> None:
    ground.opened(study, PEOPLE)
    secrets, server = ground.secrets(study), smtp()
    sent(ground, server.port)
    answer(ground, secrets[:12])
    decline(ground, secrets[12:13])
    ground.later(days=1)
    waves.close_wave(ground.field(), study, "single")
    assert sent(ground, server.port) == {}
    ground.later(days=1)
    assert sent(ground, server.port) == {Outcome.SENT: PEOPLE - 1, Outcome.SKIPPED: 1}
    thanked = [each for each in server.messages() if each["Subject"] == "Dank u"]
    assert "person-13@example.org" not in recipients(thanked)
    assert sent(ground, server.port) == {}
