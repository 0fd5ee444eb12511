"""A closed wave whose results and data pages are looked at, and the worker that does what they ask for."""

from collections.abc import Callable, Mapping

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from survey.cli import errands
from survey.cli.frame import Survey
from survey.fieldwork import designs
from survey.questionnaires.study import Results
from survey.settings import Settings
from survey.storage.engines import Store, writing
from tests.fixtures.themes import close
from tests.integration.reporting.fieldwork import DAY, QUESTIONNAIRE, STUDY, WAVE, answer
from tests.unit.analysis import replica

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
