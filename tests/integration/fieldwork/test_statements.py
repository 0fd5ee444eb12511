"""How many statements a request costs, in all three databases together (BEGIN and COMMIT not counted)."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, event

from survey.fieldwork import answers
from survey.storage.engines import Store
from tests.fixtures.studies import ANSWERS

from .ground import TODAY, Ground


@contextmanager
def counted(ground: Ground) -> Iterator[list[str]]:
    """The statements that are executed in the block."""
    seen: list[str] = []

    def _note(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    for engine in ground.engines.values():
        event.listen(engine, "before_cursor_execute", _note)
    yield seen
    for engine in ground.engines.values():
        event.remove(engine, "before_cursor_execute", _note)


@pytest.fixture
def secret(ground: Ground) -> str:
    return ground.secrets(ground.opened())[0]


@pytest.mark.parametrize("pages", [0, 3])
def test_a_question_is_shown_with_one_statement(ground: Ground, secret: str, pages: int) -> None:
    for page in ["grade", "good", "recommend"][:pages]:
        with ground.session(Store.RESPONSES) as session:
            answers.save(session, ground.standing(secret), page, {page: ANSWERS[page]})
    with counted(ground) as statements, ground.session(Store.RESPONSES) as session:
        answers.standing(session, secret)
    assert len(statements) == 1


@pytest.mark.parametrize("pages", [0, 1])
def test_a_page_is_kept_with_two_statements(ground: Ground, secret: str, pages: int) -> None:
    for _ in range(pages):
        with ground.session(Store.RESPONSES) as session:
            answers.save(session, ground.standing(secret), "grade", {"grade": 3})
    with counted(ground) as statements, ground.session(Store.RESPONSES) as session:
        found = answers.standing(session, secret)
        assert found is not None
        answers.save(session, found, "grade", {"grade": 8})
    assert len(statements) == 2


def test_a_response_is_stored_with_at_most_six_statements(ground: Ground, secret: str) -> None:
    with ground.session(Store.RESPONSES) as session:
        answers.save(session, ground.standing(secret), "grade", {"grade": 8})
    with counted(ground) as statements, ground.session(Store.RESPONSES) as session:
        found = answers.standing(session, secret)
        assert found is not None
        answers.submit(session, found, ground.questionnaire, TODAY, ANSWERS)
    assert len(statements) <= 6
