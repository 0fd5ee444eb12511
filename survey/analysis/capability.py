"""The capability set: which of seven values of work somebody finds important (A), is enabled to (B) and achieves (C).

After Abma et al. 2016 (doi 10.5271/sjweh.3532). A value is in the set when A, B and C are each 4 or 5 of 5. "Don't
know" is missing, never the middle of the scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from survey.questionnaires.kinds import Missing, part_key
from survey.questionnaires.problems import N_, Reason

from .method import Method, people
from .scales import Bools, Floats, points

HIGH = 4
PRORATED_UP_TO = 2
"""A score may be prorated over so many undetermined values: 5 of 7 are enough."""

DEFINITION = N_(
    "The capability set: how many of {values} values are important (A), made possible (B) and achieved (C): 4 or 5."
)
FORMULA = N_(
    "A value counts 0 as soon as one answer is 3 or lower. The score is the sum; "
    "the realised share is the score divided by the number of important values."
)
COMPLETE_ONLY = N_("Only who has a result for every value has a score; who has no work has none.")
PRORATED = N_("With at most {missing} values undetermined the score is prorated; {n} scores are.")


class Status(StrEnum):
    """What a value is for somebody."""

    IN_SET = "in_set"
    NOT_ENABLED = "not_enabled"
    NOT_ACHIEVED = "not_achieved"
    NOT_VALUED = "not_valued"
    UNDETERMINED = "undetermined"


STATUSES = tuple(Status)


@dataclass(frozen=True, slots=True)
class Gap:
    """Mean distances between answers: A-C (`total`) = A-B (`context`) + B-C (`conversion`); NaN where nobody counts."""

    total: float
    context: float
    conversion: float
    base: int


@dataclass(frozen=True, slots=True)
class ValueFigures:
    """One value over everybody with work: how many have each status, and the gaps of all and of those who value it."""

    value: str
    statuses: dict[Status, int]
    gap: Gap
    gap_if_valued: Gap


@dataclass(frozen=True, slots=True, eq=False)
class CapabilitySet:
    """Answers to `values`, responses by values, from 1 to 5 with NaN; `works` is false for who was asked A only."""

    values: tuple[str, ...]
    a: Floats
    b: Floats
    c: Floats
    works: Bools

    @classmethod
    def of(
        cls, frame: pd.DataFrame, cards: Sequence[str], questions: Sequence[str] = ("a", "b", "c")
    ) -> "CapabilitySet":
        """The value cards of a frame. Nobody without work was shown B or C of any card."""
        parts = [np.column_stack([points(frame[part_key(card, question)]) for card in cards]) for question in questions]
        hidden = [
            (frame[f"{part_key(card, question)}.status"] == Missing.NOT_SHOWN).to_numpy()
            for card in cards
            for question in questions[1:]
        ]
        return cls(tuple(cards), parts[0], parts[1], parts[2], ~np.logical_and.reduce(hidden))

    def in_set(self) -> Floats:
        """1 if A, B and C are high, 0 if an answered one is not, else NaN; all NaN for who has no work."""
        low = (self.a < HIGH) | (self.b < HIGH) | (self.c < HIGH)
        high = (self.a >= HIGH) & (self.b >= HIGH) & (self.c >= HIGH)
        found = np.where(high, 1.0, np.where(low, 0.0, np.nan))
        return np.where(self.works[:, None], found, np.nan)

    def score(self, *, prorate: bool = False) -> Floats:
        """How many values are in the set, of who has a result for all; with `prorate` from 5 of 7, see `prorated`."""
        found = self.in_set()
        determined = (~np.isnan(found)).sum(axis=1)
        least = len(self.values) - (PRORATED_UP_TO if prorate else 0)
        total = np.nansum(found, axis=1) * len(self.values) / np.maximum(determined, 1)
        return np.where(determined >= least, total, np.nan)

    def prorated(self) -> Bools:
        """Whose score exists only when prorated."""
        return np.isnan(self.score()) & ~np.isnan(self.score(prorate=True))

    def valued(self) -> Floats:
        """How many values are important to somebody who answered A of all, with or without work."""
        return np.where(np.isnan(self.a).any(axis=1), np.nan, (self.a >= HIGH).sum(axis=1))

    def realised_share(self) -> Floats:
        """Score divided by the number of important values; NaN for who finds none important."""
        valued = self.valued()
        shares: Floats = np.divide(self.score(), valued, out=np.full(len(valued), np.nan), where=valued > 0)
        return shares

    def statuses(self) -> npt.NDArray[np.int8]:
        """The status of every value for everybody, responses by values, as its place in `STATUSES`."""
        valued, works = self.a >= HIGH, self.works[:, None]
        enabled, achieved = self.b >= HIGH, self.c >= HIGH
        found = np.full(self.a.shape, STATUSES.index(Status.UNDETERMINED), dtype=np.int8)
        for status, holds in (
            (Status.NOT_VALUED, self.a < HIGH),
            (Status.NOT_ENABLED, works & valued & (self.b < HIGH)),
            (Status.NOT_ACHIEVED, works & valued & enabled & (self.c < HIGH)),
            (Status.IN_SET, works & valued & enabled & achieved),
        ):
            found[holds] = STATUSES.index(status)
        return found

    def gaps(self, *, valued_only: bool = False) -> tuple[Floats, Floats, Floats]:
        """A-C, A-B and B-C, responses by values, of those who answered all three (and value it)."""
        whole = ~np.isnan(self.a + self.b + self.c)
        counts = whole & (self.a >= HIGH) if valued_only else whole
        return tuple(np.where(counts, gap, np.nan) for gap in (self.a - self.c, self.a - self.b, self.b - self.c))  # type: ignore[return-value]

    def personal_gap(self, *, valued_only: bool = False) -> Floats:
        """The mean of A-C over the values of each person."""
        return _means(self.gaps(valued_only=valued_only)[0], axis=1)

    def figures(self) -> tuple[ValueFigures, ...]:
        """Each value over everybody with work."""
        statuses = self.statuses()[self.works]
        everyone, valuing = self._gap_means(valued_only=False), self._gap_means(valued_only=True)
        return tuple(
            ValueFigures(
                value,
                dict(zip(STATUSES, np.bincount(statuses[:, place], minlength=len(STATUSES)).tolist(), strict=True)),
                everyone[place],
                valuing[place],
            )
            for place, value in enumerate(self.values)
        )

    def method(self, *, prorate: bool = False) -> Method:
        """How the score was made."""
        number = int((~np.isnan(self.score(prorate=prorate))).sum())
        flagged: dict[str, object] = {"missing": PRORATED_UP_TO, "n": int(self.prorated().sum())}
        return Method(
            Reason(DEFINITION, {"values": len(self.values)}),
            people(number),
            Reason(FORMULA),
            (Reason(COMPLETE_ONLY), *([Reason(PRORATED, flagged)] if prorate else [])),
        )

    def _gap_means(self, *, valued_only: bool) -> list[Gap]:
        gaps = self.gaps(valued_only=valued_only)
        means = [_means(gap, axis=0).tolist() for gap in gaps]
        bases = (~np.isnan(gaps[0])).sum(axis=0).tolist()
        return [Gap(*each) for each in zip(*means, bases, strict=True)]


def _means(values: Floats, axis: int) -> Floats:
    """Means without NaN; NaN where nothing is left."""
    counts = (~np.isnan(values)).sum(axis=axis)
    means: Floats = np.divide(np.nansum(values, axis=axis), counts, out=np.full(counts.shape, np.nan), where=counts > 0)
    return means
