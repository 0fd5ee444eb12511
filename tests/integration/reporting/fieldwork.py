"""Closed waves in real databases, filled with given answers."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from survey.analysis.frames import Record
from survey.fieldwork import designs
from survey.questionnaires.definition import Audience
from survey.storage.engines import Store
from survey.storage.responses import Draft, Response, Ticket, TicketState
from survey.storage.studies import Stage, WaveRow
from tests.unit.analysis import replica

DAY = date(2026, 11, 22)
STUDY, QUESTIONNAIRE = replica.study()
WAVE = designs.wave_id(STUDY.id, "single")

Engines = Mapping[Store, Engine]


def load(engines: Engines, stage: Stage = Stage.CLOSED, audience: Audience = Audience.PARTICIPANT) -> None:
    """The shipped study, its wave at `stage`."""
    with Session(engines[Store.STUDIES]) as session:
        waves = [wave.model_copy(update={"audience": audience}) for wave in STUDY.waves]
        study = STUDY.model_copy(update={"waves": tuple(waves)})
        designs.load(session, study, {QUESTIONNAIRE.id: QUESTIONNAIRE}, DAY)
        session.execute(update(WaveRow).values(stage=stage))
        session.commit()


def ticket(number: int, state: TicketState) -> Ticket:
    """The right to answer of person `number`."""
    return Ticket(
        hash=hashlib.sha256(str(number).encode()).digest(),
        wave_id=WAVE,
        cohort_id=f"{WAVE}/1",
        digest=QUESTIONNAIRE.digest(),
        mode="unlinked",
        pseudonym=None,
        attributes={},
        language="nl",
        state=state,
        closes=DAY,
    )


def response(record: Record, digest: str | None = None) -> Response:
    """A submitted response."""
    return Response(
        id=uuid.uuid4(),
        wave_id=WAVE,
        digest=digest or QUESTIONNAIRE.digest(),
        pseudonym=None,
        attributes=dict(record.attributes),
        language="nl",
        period="2026Q4",
        answers=dict(record.answers),
    )


def answer(engines: Engines, records: Sequence[Record], invited: int, break_offs: int = 0) -> None:
    """Tickets for everybody invited, a response for each record, and drafts that were never submitted."""
    with Session(engines[Store.RESPONSES]) as session:
        states = [TicketState.USED] * len(records) + [TicketState.CLOSED] * (invited - len(records))
        tickets = [ticket(number, state) for number, state in enumerate(states)]
        session.add_all(tickets)
        session.add_all(response(record) for record in records)
        session.flush()
        unused = tickets[len(records) : len(records) + break_offs]
        session.add_all(Draft(hash=each.hash, rev=1, sealed=b"unreadable") for each in unused)
        session.commit()
