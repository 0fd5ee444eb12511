"""Withdrawing: the response goes, its ticket stays used, and whatever happens at the same moment, none comes back."""

import pytest

from survey.fieldwork import answers
from survey.fieldwork.answers import Standing
from survey.questionnaires.study import Mode
from survey.storage.engines import Store
from survey.storage.responses import OpenText, Response, TicketState
from tests.fixtures.studies import ANSWERS, a_study

from .ground import TODAY, Ground
from .test_answering_at_once import at_once

THREADS = 8


@pytest.fixture
def secret(ground: Ground) -> str:
    return ground.secrets(ground.opened())[0]


def submit(ground: Ground, found: Standing) -> TicketState:
    with ground.session(Store.RESPONSES) as session:
        return answers.submit(session, found, ground.questionnaire, TODAY, ANSWERS)


def withdraw(ground: Ground, secret: str) -> Standing | None:
    with ground.session(Store.RESPONSES) as session:
        return answers.withdraw(session, secret)


def is_withdrawn(ground: Ground, secret: str) -> bool:
    with ground.session(Store.RESPONSES) as session:
        return answers.is_withdrawn(session, ground.standing(secret))


def test_who_withdraws_leaves_a_used_ticket_and_no_response(ground: Ground, secret: str) -> None:
    submit(ground, ground.standing(secret))
    assert not is_withdrawn(ground, secret)
    found = withdraw(ground, secret)
    assert found is not None
    assert found.state is TicketState.USED
    assert ground.count(Store.RESPONSES, Response) == 0
    assert ground.count(Store.RESPONSES, OpenText) == 2, "nothing says whose words those are"
    assert is_withdrawn(ground, secret)


def test_withdrawing_twice_is_withdrawing(ground: Ground, secret: str) -> None:
    submit(ground, ground.standing(secret))
    assert withdraw(ground, secret) == withdraw(ground, secret)
    assert is_withdrawn(ground, secret)


def test_who_withdrew_cannot_answer_again(ground: Ground, secret: str) -> None:
    early = ground.standing(secret)
    submit(ground, early)
    withdraw(ground, secret)
    assert submit(ground, early) is TicketState.USED
    assert ground.count(Store.RESPONSES, Response) == 0


def test_who_has_not_sent_anything_has_nothing_to_withdraw(ground: Ground, secret: str) -> None:
    before = ground.content(Store.RESPONSES)
    found = withdraw(ground, secret)
    assert found is not None
    assert found.state is TicketState.OPEN
    assert withdraw(ground, "A" * 32) is None
    assert ground.content(Store.RESPONSES) == before
    assert not is_withdrawn(ground, secret)


def test_only_ones_own_answers_go(ground: Ground) -> None:
    first, second, *_ = ground.secrets(ground.opened())
    for each in (first, second):
        submit(ground, ground.standing(each))
    withdraw(ground, first)
    (left,) = ground.rows(Store.RESPONSES, Response)
    assert left.pseudonym == ground.standing(second).pseudonym
    assert not is_withdrawn(ground, second)


def test_answers_without_a_pseudonym_cannot_be_found_and_stay(ground: Ground) -> None:
    secret = ground.secrets(ground.opened(a_study(mode=Mode.UNLINKED)))[0]
    submit(ground, ground.standing(secret))
    withdraw(ground, secret)
    assert ground.count(Store.RESPONSES, Response) == 1
    assert not is_withdrawn(ground, secret)


def test_nothing_but_the_responses_database_notices(ground: Ground, secret: str) -> None:
    submit(ground, ground.standing(secret))
    before = ground.content(Store.CONTACTS), ground.content(Store.STUDIES)
    withdraw(ground, secret)
    assert (ground.content(Store.CONTACTS), ground.content(Store.STUDIES)) == before


def test_withdrawing_many_times_at_once_is_withdrawing(ground: Ground, secret: str) -> None:
    submit(ground, ground.standing(secret))
    at_once(THREADS, lambda _place: withdraw(ground, secret))
    assert ground.count(Store.RESPONSES, Response) == 0


def test_whoever_withdraws_while_another_tab_submits_withdraws_it_or_comes_too_early(ground: Ground) -> None:
    for secret in ground.secrets(ground.opened()):
        found = ground.standing(secret)

        def act(place: int, secret: str = secret, found: Standing = found) -> TicketState:
            if place:
                withdrawn = withdraw(ground, secret)
                assert withdrawn is not None
                return withdrawn.state
            return submit(ground, found)

        before = ground.count(Store.RESPONSES, Response)
        submitted, met = at_once(2, act)
        assert submitted is TicketState.USED
        kept = ground.count(Store.RESPONSES, Response) - before
        assert kept == (0 if met is TicketState.USED else 1)
        assert is_withdrawn(ground, secret) is (kept == 0)
