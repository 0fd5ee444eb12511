"""A desk at which studies are set up, and a closed wave with the worker that does what pages ask for."""

import uuid
from collections.abc import Callable, Mapping

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from survey.cli import errands
from survey.cli.demo.own_words import ITEM
from survey.cli.frame import Survey
from survey.fieldwork import designs
from survey.questionnaires.study import Results
from survey.reporting.open_answers.codebook import Wanted, add
from survey.settings import Settings
from survey.storage.engines import Store, writing
from tests.fixtures.application import MakeApp
from tests.fixtures.staff import add_staff
from tests.fixtures.themes import close, themed, uncoded
from tests.integration.reporting.fieldwork import DAY, QUESTIONNAIRE, STUDY, WAVE, answer
from tests.unit.analysis import replica

from .sheet import Desk

Engines = Mapping[Store, Engine]
Work = Callable[[], int]


@pytest.fixture
def work(settings: Settings) -> Work:
    """The worker comes by."""

    def run() -> int:
        survey = Survey(given=settings)
        try:
            return errands.run(survey)
        finally:
            survey.close()

    return run


@pytest.fixture
def closed(engines: Engines) -> Engines:
    """A closed wave with the answers of the replica; somebody has to approve its publication."""
    results = Results.model_validate(STUDY.results.model_dump() | {"approval": "required", "public": True})
    with Session(engines[Store.STUDIES]) as session:
        study = STUDY.model_copy(update={"results": results})
        designs.load(writing(session), study, {QUESTIONNAIRE.id: QUESTIONNAIRE}, DAY)
        session.commit()
    close(engines, WAVE)
    answer(engines, replica.records(), replica.INVITED)
    return engines


@pytest.fixture
def answers(staff: Flask, engines: Engines) -> list[uuid.UUID]:
    """A closed wave with two open answers, one of which names somebody, and a codebook of one theme; their ids."""
    assert staff is not None
    with Session(engines[Store.STUDIES]) as session:
        designs.load(writing(session), themed(STUDY), {QUESTIONNAIRE.id: QUESTIONNAIRE}, DAY)
        session.commit()
    close(engines, WAVE)
    with Session(engines[Store.RESPONSES]) as session:
        add(session, STUDY.id, ITEM, Wanted({"nl": "Luisteren", "en": "Listening"}))
        session.commit()
    return uncoded(engines, WAVE, "Bel Karin Bakker op 06-12345678.", "Niets te klagen.")


@pytest.fixture
def mailing(settings: Settings, make_app: MakeApp) -> Flask:
    """The application with a mail server, which nobody asks anything here."""
    app = make_app(settings.model_copy(update={"smtp_url": "smtp://127.0.0.1:1"}))
    add_staff(app)
    return app


@pytest.fixture
def desk(mailing: Flask) -> Desk:
    """Somebody who may do everything."""
    return Desk(mailing)
