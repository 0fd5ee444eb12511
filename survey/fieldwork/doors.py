"""Doors: the public address of a wave of an open study, where whoever comes gets a ticket of their own.

There is no list of people and no key: a ticket is 160 random bits, made when somebody presses Start, and nobody but
that browser ever had them. With a group code, only who types it, or has it in the square of the poster, gets one.
"""

import base64
import hmac
import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_, RefusedError
from survey.questionnaires.study import Mode
from survey.storage.responses import TicketState
from survey.storage.studies import Cohort, Stage, WaveRow

from . import designs, tickets
from .codes import typed
from .designs import FrozenWave
from .tokens import CODE_SIGNS, ticket_hash

TOKEN_BYTES = 20
CODE_LENGTH = 6
"""Thirty bits, and ten wrong ones in a minute: enough for what hangs on a wall."""


class NotOpenStudyError(RefusedError):
    """A study with a list of people has no public address."""

    sentence = N_("Study {study} is not open: its people have links of their own. (“mode: open” in its file.)")


@dataclass(frozen=True, slots=True)
class Door:
    """Where to take part in a wave until `closes`; `code` is what a group types, or None where nobody has to."""

    wave: FrozenWave
    cohort_id: str
    closes: date
    code: str | None

    def lets_in(self, text: str) -> bool:
        """Whether what somebody typed opens the door."""
        return self.code is None or hmac.compare_digest(typed(text).encode(), self.code.encode())


def new_code() -> str:
    """A code for a group: six capitals and digits that do not look like others."""
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))


def find(studies: Session, study_id: str, name: str, today: date) -> Door | None:
    """The door of a wave; None where there is none, or where it is closed."""
    row = studies.execute(_open_waves(today).where(WaveRow.id == designs.wave_id(study_id, name))).one_or_none()
    wave = designs.frozen_wave(studies, row.wave_id) if row else None
    studies.rollback()
    if row is None or wave is None or wave.study.mode is not Mode.OPEN:
        return None
    return Door(wave, row.id, row.closes, row.code)


def behind_code(studies: Session, text: str, today: date) -> Door | None:
    """The door that a code opens; None if there is no such code, or if it is closed."""
    row = studies.execute(_open_waves(today).where(WaveRow.code == typed(text))).one_or_none()
    studies.rollback()
    if row is None:
        return None
    study_id, _, name = row.wave_id.partition("/")
    return find(studies, study_id, name, today)


def enter(responses: Session, door: Door, language: str) -> str:
    """Make a ticket for whoever pressed Start; returns its token. Commits."""
    token = base64.b32encode(secrets.token_bytes(TOKEN_BYTES)).decode()
    row: dict[str, object] = {
        "hash": ticket_hash(token),
        "wave_id": door.wave.id,
        "digest": door.wave.digest,
        "mode": door.wave.study.mode,
        "pseudonym": None,
        "trajectory": None,
        "attributes": {},
        "language": language,
        "state": TicketState.OPEN,
    }
    tickets.insert(responses, [row], door.cohort_id, door.closes)
    return token


def _open_waves(today: date) -> Select[str, str, date, str | None]:
    """Columns `id`, `wave_id`, `closes` and `code` of the cohorts that are open."""
    columns = (Cohort.id, Cohort.wave_id, Cohort.closes, WaveRow.code)
    query = select(*columns).join(WaveRow, WaveRow.id == Cohort.wave_id)
    return query.where(WaveRow.stage == Stage.OPEN, Cohort.stage == Stage.OPEN, Cohort.closes >= today)
