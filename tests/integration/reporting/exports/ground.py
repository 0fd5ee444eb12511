"""Closed waves with answers in real databases, for exports."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from survey.fieldwork import designs
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.study import Study
from survey.storage.engines import Store
from survey.storage.responses import OpenText, Response
from survey.storage.studies import Stage, WaveRow
from tests.fixtures.studies import a_questionnaire, a_study

Engines = Mapping[Store, Engine]
DAY = date(2026, 11, 22)


def load(engines: Engines, study: Study, stage: Stage = Stage.CLOSED, asked: Questionnaire | None = None) -> None:
    """The study, its waves at `stage`."""
    questionnaire = asked or a_questionnaire()
    with Session(engines[Store.STUDIES]) as session:
        designs.load(session, study, {questionnaire.id: questionnaire}, DAY)
        session.execute(update(WaveRow).values(stage=stage))
        session.commit()


def answer(engines: Engines, people: Sequence[Mapping[str, object]], wave: str = "single", **columns: Any) -> None:
    """A response of each person, with pseudonyms that are the same in each wave; `columns` are those of the table."""
    with Session(engines[Store.RESPONSES]) as session:
        for number, answers in enumerate(people):
            known = {
                "id": uuid.uuid4(),
                "wave_id": f"{a_study().id}/{wave}",
                "digest": a_questionnaire().digest(),
                "pseudonym": number.to_bytes(16),
                "trajectory": (1000 + number).to_bytes(16),
                "attributes": {},
                "language": "nl",
                "period": "2026Q4",
                "answers": answers,
            }
            session.add(Response(**(known | columns)))
        session.commit()


def write(engines: Engines, texts: Sequence[str], wave: str = "single") -> None:
    """People's own words."""
    with Session(engines[Store.RESPONSES]) as session:
        for text in texts:
            session.add(OpenText(id=uuid.uuid4(), wave_id=f"{a_study().id}/{wave}", item="why", text=text))
        session.commit()


def load_again(engines: Engines) -> None:
    """The waves as if nobody had been asked anything yet."""
    with Session(engines[Store.STUDIES]) as session:
        session.execute(update(WaveRow).values(stage=Stage.PLANNED))
        session.commit()
