"""The responses of a wave as a data frame, read in batches of whole columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Row, Text, cast, func, select
from sqlalchemy.orm import Session

from survey.analysis.frames import COMPLETE, frame_of
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import Mode, Study, Wave
from survey.storage.responses import Draft, Response, Ticket

BATCH = 50_000
"""Responses in memory as text at one time."""


Stored = Row[str, str, str, bytes | None, bytes | None]
"""Answers and attributes as JSON text, the digest of the questionnaire, pseudonym and trajectory."""


class OtherQuestionnaireError(RefusedError):
    """Responses in the wave answered another questionnaire than the wave asks."""

    sentence = N_("Nothing was published: wave {wave} has responses to another version of its questionnaire.")


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """How a wave was answered: a row per response, the person as index, and how many were invited and broke off.

    Whom the public link of an open study reached is not known: `invited` is 0 then.
    `until` is the last quarter that was read, of a wave that is still open.
    """

    study: Study
    wave: Wave
    wave_id: str
    questionnaire: Questionnaire
    frame: pd.DataFrame
    invited: int
    break_off: int
    until: str | None = None

    @property
    def complete(self) -> pd.DataFrame:
        """The complete responses."""
        return self.frame[self.frame[COMPLETE]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A wave as it is stored in the studies database; of one that is still open, up to a quarter and of `cohorts`."""

    study: Study
    wave: Wave
    wave_id: str
    questionnaire: Questionnaire
    until: str | None = None
    cohorts: tuple[str, ...] | None = None


def answers_of(responses: Session, asked: Asked) -> Answers:
    """Read a wave, in one short transaction.

    Raises:
        OtherQuestionnaireError: somebody answered another version of the questionnaire.

    """
    ours = [Ticket.wave_id == asked.wave_id]
    if asked.cohorts is not None:
        ours.append(Ticket.cohort_id.in_(asked.cohorts))
    tickets = select(func.count()).select_from(Ticket).where(*ours)
    invited = 0 if asked.study.mode is Mode.OPEN else responses.scalar(tickets) or 0
    drafts = select(func.count()).select_from(Draft).join(Ticket, Ticket.hash == Draft.hash)
    break_off = responses.scalar(drafts.where(*ours)) or 0
    parts = [_part(rows, asked) for rows in _batches(responses, asked)]
    responses.rollback()
    empty = frame_of(asked.questionnaire, [], [], asked.study.attributes)
    table = pd.concat(parts) if len(parts) > 1 else parts[0] if parts else empty
    return Answers(asked.study, asked.wave, asked.wave_id, asked.questionnaire, table, invited, break_off, asked.until)


def _batches(responses: Session, asked: Asked) -> Iterator[Sequence[Stored]]:
    query = select(
        cast(Response.answers, Text),
        cast(Response.attributes, Text),
        Response.digest,
        Response.pseudonym,
        Response.trajectory,
    ).where(Response.wave_id == asked.wave_id)
    if asked.until is not None:
        query = query.where(Response.period <= asked.until)
    yield from responses.execute(query.execution_options(yield_per=BATCH)).partitions()


def _part(rows: Sequence[Stored], asked: Asked) -> pd.DataFrame:
    answers, attributes, digests, people, trajectories = zip(*rows, strict=True)
    if set(digests) != {asked.questionnaire.digest()}:
        raise OtherQuestionnaireError(wave=asked.wave.id)
    table = frame_of(asked.questionnaire, answers, attributes, asked.study.attributes)
    named = [None if one is None else one + (other or b"") for one, other in zip(people, trajectories, strict=True)]
    table.index = pd.Index(named, dtype=object, name="person")
    return table
