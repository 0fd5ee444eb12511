"""Reminders: to whom a round goes, so that no list of reminded people tells who answered."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from survey.fieldwork.keyring import StudyKeys
from survey.fieldwork.outbox import Labelled, Mail
from survey.fieldwork.reminding import Ended, decided, still_to_ask, ticket_of
from survey.fieldwork.tokens import Form
from survey.storage.studies import Scope

K = 10
KEYS = StudyKeys(bytes(32), bytes(32))
EVERYBODY, UNANSWERED, NOBODY = Scope.EVERYBODY, Scope.UNANSWERED, Scope.NOBODY


def people(answered: int, declined: int, unanswered: int) -> tuple[list[list[bytes]], Ended]:
    """So many people with a ticket each."""
    tickets = [number.to_bytes(2, "big") for number in range(answered + declined + unanswered)]
    ended = Ended(frozenset(tickets[:answered]), frozenset(tickets[answered : answered + declined]))
    return [[each] for each in tickets], ended


@pytest.mark.parametrize(
    ("answered", "declined", "unanswered", "before", "expected"),
    [
        # answered, declined, not, kept before -> scope, kept now
        (0, 0, 120, 0, (EVERYBODY, 0)),
        (9, 0, 111, 0, (EVERYBODY, 0)),
        (10, 0, 110, 0, (UNANSWERED, 10)),
        (11, 0, 109, 0, (UNANSWERED, 15)),
        (9, 5, 106, 0, (EVERYBODY, 0)),
        (10, 5, 105, 0, (UNANSWERED, 10)),
        (110, 0, 10, 0, (UNANSWERED, 110)),
        (111, 0, 9, 0, (NOBODY, 0)),
        (120, 0, 0, 0, (NOBODY, 0)),
        (24, 0, 96, 15, (EVERYBODY, 0)),
        (25, 0, 95, 15, (UNANSWERED, 25)),
        (4, 0, 8, 0, (EVERYBODY, 0)),
        (10, 0, 2, 0, (NOBODY, 0)),
        (6, 0, 0, 0, (EVERYBODY, 0)),
    ],
)
def test_a_round_leaves_out_and_asks_at_least_k_people_or_makes_no_difference(
    answered: int, declined: int, unanswered: int, before: int, expected: tuple[Scope, int]
) -> None:
    tickets, ended = people(answered, declined, unanswered)
    assert decided(tickets, ended, before, K) == expected


@pytest.mark.parametrize("later", [0, 9, 10, 14, 15, 40])
def test_who_can_be_told_apart_by_two_rounds_is_in_a_group_of_at_least_k(later: int) -> None:
    for first in range(60):
        left_out = [0]
        for answered in (first, first + later):
            before = -(-left_out[-1] // 5) * 5
            scope, _ = decided(*people(answered, 0, 100 - answered), before, K)
            if scope is UNANSWERED:
                assert min(answered - left_out[-1], 100 - answered) >= K
                left_out.append(answered)


def test_a_coach_has_answered_when_every_form_is_done() -> None:
    done, open_, no = b"done", b"open", b"no"
    ended = Ended(frozenset([done]), frozenset([no]))
    assert decided([[done, no]] * 10 + [[done, open_]] * 10, ended, 0, K) == (UNANSWERED, 10)
    assert decided([[no, no]] * 10 + [[done, open_]] * 10, ended, 0, K) == (EVERYBODY, 0)


FORMS: tuple[Labelled, ...] = tuple((Form(7, number, 1), f"T-{number}") for number in (1, 2, 3))
MAIL = Mail(
    id=1,
    study_id="proef",
    wave_id="proef/single",
    cohort_id="proef/single/1",
    contact_id=7,
    round=1,
    kind="reminder-1",
    attempts=0,
    address="coach@example.org",
    language="nl",
    lease_until=datetime(2026, 11, 20, tzinfo=UTC),
    forms=FORMS,
)


def about(mail: Mail, scope: Scope, used: str = "", declined: str = "") -> str:
    """The trajectories in a mail, where those in `used` and `declined` have been dealt with."""
    hashes = {str(form.trajectory_id): ticket_of(KEYS, mail.wave_id, form) for form, _ in FORMS}
    ended = Ended(*(frozenset(hashes[each] for each in given) for given in (used, declined)))
    return "".join(str(form.trajectory_id) for form, _ in still_to_ask(mail, KEYS, ended, scope))


@pytest.mark.parametrize(
    ("scope", "used", "declined", "expected"),
    [
        (UNANSWERED, "", "", "123"),
        (UNANSWERED, "1", "", "23"),
        (UNANSWERED, "12", "3", ""),
        (UNANSWERED, "123", "", ""),
        (EVERYBODY, "1", "", "23"),
        (EVERYBODY, "123", "", "123"),
        (EVERYBODY, "12", "3", "12"),
        (EVERYBODY, "", "123", ""),
        (NOBODY, "", "", ""),
    ],
)
def test_a_reminder_names_the_trajectories_that_are_still_open(
    scope: Scope, used: str, declined: str, expected: str
) -> None:
    assert about(MAIL, scope, used, declined) == expected


@pytest.mark.parametrize("scope", Scope)
def test_a_reminder_that_was_tried_once_is_sent_whatever_was_answered_since(scope: Scope) -> None:
    assert about(replace(MAIL, attempts=1), scope, used="123") == "123"
    assert about(replace(MAIL, attempts=1), scope, declined="123") == ""


def test_an_invitation_names_everything_and_a_thank_you_goes_to_all_but_who_declined() -> None:
    assert about(replace(MAIL, kind="invitation"), EVERYBODY, used="1", declined="2") == "123"
    assert about(replace(MAIL, kind="thanks"), EVERYBODY, used="1", declined="2") == "13"
    assert about(replace(MAIL, kind="thanks"), EVERYBODY, declined="123") == ""
