"""Coding: what a coder found in an answer, and what was decided where coders differ. The caller commits."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_, RefusedError
from survey.storage.responses import Coded, OpenText
from survey.storage.studies import CodingRow

from .standing import Coder, Standing


class NotYourCodesError(RefusedError):
    """Two people code, each by themselves."""

    sentence = N_("Two people are coding these answers already: {first} and {second}.")


class BothDoneError(RefusedError):
    """Whoever has seen the other's codes is not independent any more."""

    sentence = N_("Both coders have read every answer. What they found stays as it is; where they differ is decided.")


class NotBothDoneError(RefusedError):
    """Deciding shows what both found."""

    sentence = N_("Deciding begins when both coders have read every answer.")


class OtherDeciderError(RefusedError):
    """It has to be known who decided."""

    sentence = N_("{name} decides on these answers.")


class UnknownThemeError(RefusedError):
    """A theme was retired or put together with another while somebody was coding."""

    sentence = N_("The codebook has changed meanwhile. Look at this answer again.")


class NoSuchAnswerError(RefusedError):
    """The answer is not there, or was set aside."""

    sentence = N_("This answer is not there any more, or somebody has set it aside.")


@dataclass(frozen=True, slots=True)
class Coders:
    """Who codes the answers to an item in a wave."""

    first: str | None = None
    second: str | None = None
    decider: str | None = None

    def place_of(self, name: str) -> Coder | None:
        """Which of the two coders somebody is."""
        return {self.first: Coder.FIRST, self.second: Coder.SECOND}.get(name)


def coders(studies: Session, wave_id: str, item: str) -> Coders:
    """Who codes."""
    row = studies.get(CodingRow, (wave_id, item))
    return Coders(row.first, row.second, row.decider) if row else Coders()


def join(studies: Session, wave_id: str, item: str, name: str) -> Coder:
    """Become the first or the second coder, if there is room; whoever is one already stays it.

    Raises:
        NotYourCodesError: two others code.
    """
    row = _row(studies, wave_id, item)
    if name in (row.first, row.second):
        return Coder.FIRST if row.first == name else Coder.SECOND
    if row.first is None:
        row.first = name
        return Coder.FIRST
    if row.second is None:
        row.second = name
        return Coder.SECOND
    raise NotYourCodesError(first=row.first, second=row.second)


def preside(studies: Session, wave_id: str, item: str, name: str) -> None:
    """Become the one who decides; `OtherDeciderError` if somebody else is."""
    row = _row(studies, wave_id, item)
    if row.decider not in (None, name):
        raise OtherDeciderError(name=row.decider)
    row.decider = name


def _row(studies: Session, wave_id: str, item: str) -> CodingRow:
    row = studies.get(CodingRow, (wave_id, item), with_for_update=True)
    if row is None:
        row = CodingRow(wave_id=wave_id, item=item)
        studies.add(row)
    return row


@dataclass(frozen=True, slots=True)
class Found:
    """Which themes a coder found in an answer, perhaps none."""

    text_id: uuid.UUID
    coder: Coder
    themes: frozenset[str]


def code(responses: Session, now: Standing, offered: Collection[str], found: Found) -> None:
    """Keep what a coder found, instead of what the same coder found there before.

    Raises:
        NoSuchAnswerError, UnknownThemeError, BothDoneError, NotBothDoneError: nothing was kept.
    """
    known = now.of(found.text_id)
    if known is None or known.aside:
        raise NoSuchAnswerError
    if not found.themes <= set(offered):
        raise UnknownThemeError
    if found.coder is Coder.DECIDER and not now.both_done:
        raise NotBothDoneError
    if found.coder is not Coder.DECIDER and now.both_done:
        raise BothDoneError
    responses.merge(Coded(text_id=found.text_id, coder=found.coder, themes=sorted(found.themes)))


@dataclass(frozen=True, slots=True)
class Text:
    """One answer as it is read."""

    id: uuid.UUID
    text: str
    aside: bool
    quote: str | None


def text(responses: Session, wave_id: str, item: str, key: uuid.UUID) -> Text | None:
    """An answer to an item in a wave; None if it is not there."""
    here = (OpenText.id == key, OpenText.wave_id == wave_id, OpenText.item == item)
    row = responses.execute(
        select(OpenText.id, OpenText.text, OpenText.aside, OpenText.quote).where(*here)
    ).one_or_none()
    return Text(*row) if row else None
