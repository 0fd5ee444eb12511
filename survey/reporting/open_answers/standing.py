"""How far the coding of the open answers to an item in a wave is. Reads which themes were found, and no texts."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.analysis.readings import Codes, Reading
from survey.storage.responses import Coded, OpenText


class Coder(IntEnum):
    """Who found themes: two people by themselves, then whoever decides where they differ."""

    FIRST = 1
    SECOND = 2
    DECIDER = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one answer: whether it was set aside, what may be quoted of it, and which themes were found."""

    id: uuid.UUID
    aside: bool
    quote: str | None
    reading: Reading


@dataclass(frozen=True, slots=True)
class Standing:
    """All answers to an item in a wave. Those that are set aside count nowhere."""

    texts: tuple[Known, ...]

    @property
    def usable(self) -> tuple[Known, ...]:
        """The answers that count."""
        return tuple(each for each in self.texts if not each.aside)

    def readings(self) -> list[Reading]:
        """What was found in the answers that count."""
        return [each.reading for each in self.usable]

    def read(self, coder: Coder) -> int:
        """How many answers that count a coder has read."""
        return sum(_found(each.reading, coder) is not None for each in self.usable)

    def is_done(self, coder: Coder) -> bool:
        """Whether a coder has read every answer."""
        return bool(self.usable) and self.read(coder) == len(self.usable)

    @property
    def both_done(self) -> bool:
        """Whether both coders are done: from then on they may see what the other found, and change nothing any more."""
        return self.is_done(Coder.FIRST) and self.is_done(Coder.SECOND)

    @property
    def conflicts(self) -> tuple[Known, ...]:
        """Where the coders differ and nobody has decided; none before both are done."""
        return tuple(each for each in self.usable if each.reading.is_conflict) if self.both_done else ()

    @property
    def is_finished(self) -> bool:
        """Whether it is known of every answer what is in it."""
        return self.both_done and all(each.reading.outcome is not None for each in self.usable)

    def queue(self, coder: Coder) -> list[uuid.UUID]:
        """The answers in an order of chance, which is another one for each coder and stays as it is."""
        return sorted((each.id for each in self.usable), key=lambda key: _drawn(key, coder))

    def unread(self, coder: Coder, after: uuid.UUID | None = None) -> uuid.UUID | None:
        """The next answer that a coder has not read, from a place in the queue on and then from its beginning."""
        waiting = {each.id for each in self.usable if _found(each.reading, coder) is None}
        queue = self.queue(coder)
        at = queue.index(after) + 1 if after in queue else 0
        return next((each for each in (*queue[at:], *queue[:at]) if each in waiting), None)

    def of(self, key: uuid.UUID) -> Known | None:
        """One of the answers."""
        return next((each for each in self.texts if each.id == key), None)


def _drawn(key: uuid.UUID, coder: Coder) -> bytes:
    return hashlib.sha256(key.bytes + bytes([coder])).digest()


def _found(reading: Reading, coder: Coder) -> Codes | None:
    return {Coder.FIRST: reading.first, Coder.SECOND: reading.second, Coder.DECIDER: reading.decided}[coder]


def standing(responses: Session, wave_id: str, item: str, themes: Sequence[str]) -> Standing:
    """How far it is, looking only at these themes. Two statements."""
    here = (OpenText.wave_id == wave_id, OpenText.item == item)
    texts = responses.execute(select(OpenText.id, OpenText.aside, OpenText.quote).where(*here)).all()
    rows = responses.execute(
        select(Coded.text_id, Coded.coder, Coded.themes).join(OpenText, OpenText.id == Coded.text_id).where(*here)
    ).all()
    codes = {(row.text_id, row.coder): frozenset(row.themes) for row in rows}
    known = (
        Known(row.id, row.aside, row.quote, Reading(*(codes.get((row.id, coder)) for coder in Coder))) for row in texts
    )
    only = frozenset(themes)
    return Standing(tuple(Known(each.id, each.aside, each.quote, each.reading.only(only)) for each in known))


def items(responses: Session, wave_id: str) -> dict[str, int]:
    """How many open answers a wave has, by the key of the item."""
    query = select(OpenText.item, func.count()).where(OpenText.wave_id == wave_id).group_by(OpenText.item)
    return dict(responses.execute(query.order_by(OpenText.item)).all())
