"""What a page costs: so many statements, all of them in the responses database."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from survey.extensions import Stores
from tests.fixtures.invited import invite
from tests.fixtures.reader import Reader, Seen
from tests.fixtures.studies import a_questionnaire, a_study

Asked = dict[str, list[str]]


@pytest.fixture
def page(app: Flask) -> Seen:
    """The first question, in a process that knows the questionnaire."""
    return Reader(app).open(invite(app, a_study(), a_questionnaire()).link.path).press("Start")


@contextmanager
def listening(app: Flask) -> Iterator[Asked]:
    """The statements that each database is asked; BEGIN and COMMIT do not count."""
    stores: Stores = app.extensions["stores"]
    asked: Asked = {}
    listeners = []
    for store, engine in stores.engines.items():

        def note(*given: object, store: str = store) -> None:
            if given[2] not in ("BEGIN", "BEGIN IMMEDIATE"):
                asked.setdefault(store, []).append(str(given[2]))

        event.listen(engine, "before_cursor_execute", note)
        listeners.append((engine, note))
    yield asked
    for engine, listener in listeners:
        event.remove(engine, "before_cursor_execute", listener)


def counted(app: Flask, seen: Seen, button: str | None = None, **answers: str) -> dict[str, int]:
    """How many statements each database is asked for this page, or for what a button sends."""
    with listening(app) as asked:
        if button is None:
            seen.reader.ask(seen.path)
        else:
            path, fields = seen.sends(button, **answers)
            assert seen.reader.ask(path, "POST", data=dict(fields)).status_code == 303
    return {store: len(statements) for store, statements in asked.items()}


def test_a_question_costs_one_statement_to_see(app: Flask, page: Seen) -> None:
    assert counted(app, page) == {"responses": 1}


def test_an_answer_costs_two_statements(app: Flask, page: Seen) -> None:
    assert counted(app, page, "Verder", item_grade="8") == {"responses": 2}
    page = page.reader.open(page.path)
    assert counted(app, page, "Verder", item_grade="7") == {"responses": 2}


def test_sending_costs_at_most_six_statements(app: Flask, page: Seen) -> None:
    page = page.press("Verder", item_grade="8").press("Verder", item_good="other", item_good__other="De koffie")
    page = page.press("Versturen", item_recommend="no")
    (cost,) = counted(app, page, "Versturen", item_why="Druk").values()
    assert 4 <= cost <= 6


def test_a_link_costs_one_statement_to_see_and_one_to_start(app: Flask) -> None:
    start = Reader(app).open(invite(app, a_study(), a_questionnaire()).link.path)
    assert counted(app, start) == {"responses": 1}
    assert counted(app, start, "Start") == {"responses": 1}


def test_only_the_first_page_of_a_process_asks_for_the_questionnaire(app: Flask) -> None:
    link = invite(app, a_study(), a_questionnaire()).link
    reader = Reader(app)
    with listening(app) as asked:
        reader.ask(link.path)
        reader.ask(link.path)
    assert {store: len(statements) for store, statements in asked.items()} == {"studies": 1, "responses": 2}
