"""A reshuffle while people answer: nobody's answers are lost, nobody's are stored twice, and every link stays valid."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.exc import OperationalError

from survey.fieldwork import answers
from survey.storage.engines import Store
from survey.storage.reshuffle import reshuffle
from survey.storage.responses import Draft, Response, Ticket, TicketState
from tests.fixtures.studies import ANSWERS

from .ground import TODAY, Ground

PEOPLE, CLIENTS, LEAST = 60, 6, 5


def answer(ground: Ground, secret: str) -> TicketState:
    """Save two pages and submit, again if the database had no time, as a person does who is asked to."""
    for _ in range(10):
        try:
            with ground.session(Store.RESPONSES) as session:
                found = answers.standing(session, secret)
                assert found is not None
                if found.state is TicketState.USED:
                    return found.state
                found = answers.save(session, found, "grade", {"grade": 8})
                found = answers.save(session, found, "good", ANSWERS)
                return answers.submit(session, found, ground.questionnaire, TODAY, {})
        except OperationalError:
            continue
    raise TimeoutError(secret)


def test_nothing_is_lost_and_nothing_doubled(ground: Ground) -> None:
    study = ground.opened(number=PEOPLE)
    rounds = 0
    with ThreadPoolExecutor(CLIENTS) as pool:
        running = [pool.submit(answer, ground, secret) for secret in ground.secrets(study)]
        while rounds < LEAST or not all(each.done() for each in running):
            reshuffle(ground.engines[Store.RESPONSES])
            rounds += 1
    assert {each.result() for each in running} == {TicketState.USED}
    labels = [row.pseudonym for row in ground.rows(Store.RESPONSES, Response)]
    assert len(labels) == len(set(labels)) == PEOPLE
    assert {row.state for row in ground.rows(Store.RESPONSES, Ticket)} == {TicketState.USED}
    assert ground.count(Store.RESPONSES, Draft) == 0
