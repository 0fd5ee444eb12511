"""Many requests for one link at the same moment: one response, and no page lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from survey.fieldwork import answers
from survey.questionnaires.kinds import Answer
from survey.storage.engines import Store
from survey.storage.responses import Draft, Response, TicketState
from tests.fixtures.studies import ANSWERS

from .ground import TODAY, Ground

THREADS = 20


def at_once(number: int, act: Callable[[int], object]) -> list[object]:
    """Let `number` threads act at the same moment; what each returned."""
    ready = Barrier(number)

    def one(place: int) -> object:
        ready.wait()
        return act(place)

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


@pytest.fixture
def secret(ground: Ground) -> str:
    return ground.secrets(ground.opened())[0]


def test_twenty_that_submit_at_once_leave_one_response_and_all_hear_that_it_is_stored(
    ground: Ground, secret: str
) -> None:
    found = ground.standing(secret)

    def submit(_place: int) -> TicketState:
        with ground.session(Store.RESPONSES) as session:
            return answers.submit(session, found, ground.questionnaire, TODAY, ANSWERS)

    assert at_once(THREADS, submit) == [TicketState.USED] * THREADS
    assert ground.count(Store.RESPONSES, Response) == 1


def test_tabs_that_save_different_pages_at_once_lose_none(ground: Ground, secret: str) -> None:
    changes: list[tuple[str, Answer]] = [("grade", 8), ("good", ("kind",)), ("recommend", "no"), ("why", "Druk")]
    found = ground.standing(secret)

    def save(place: int) -> None:
        key, answer = changes[place]
        with ground.session(Store.RESPONSES) as session:
            answers.save(session, found, key, {key: answer})

    at_once(len(changes), save)
    after = ground.standing(secret)
    assert (after.draft.answers, after.rev) == (dict(changes), len(changes))


def test_a_page_that_is_saved_while_another_tab_submits_is_in_the_response_or_too_late(ground: Ground) -> None:
    outcomes = [_race(ground, secret) for secret in ground.secrets(ground.opened())]
    answered = [response.answers["good"] for response in ground.rows(Store.RESPONSES, Response)]
    assert len(answered) == 12
    assert answered.count(["quick"]) == outcomes.count(TicketState.OPEN)
    assert answered.count(None) == outcomes.count(TicketState.USED)
    assert ground.count(Store.RESPONSES, Draft) == 0


def _race(ground: Ground, secret: str) -> object:
    """Save a page and submit at once, some with an earlier draft; the state of the ticket that saving met."""
    found = ground.standing(secret)
    if ord(secret[0]) % 2:
        with ground.session(Store.RESPONSES) as session:
            found = answers.save(session, found, "grade", {"grade": 5})

    def act(place: int) -> TicketState:
        with ground.session(Store.RESPONSES) as session:
            if place:
                return answers.save(session, found, "good", {"good": ("quick",)}).state
            return answers.submit(session, found, ground.questionnaire, TODAY, {"recommend": "yes"})

    submitted, saved = at_once(2, act)
    assert submitted is TicketState.USED
    return saved


def test_who_submits_while_another_tab_declines_does_one_of_both(ground: Ground, secret: str) -> None:
    found = ground.standing(secret)

    def act(place: int) -> TicketState | None:
        with ground.session(Store.RESPONSES) as session:
            if place:
                answers.decline(session, secret)
                return None
            return answers.submit(session, found, ground.questionnaire, TODAY, ANSWERS)

    state, _ = at_once(2, act)
    assert state is ground.standing(secret).state
    assert ground.count(Store.RESPONSES, Response) == (1 if state is TicketState.USED else 0)
