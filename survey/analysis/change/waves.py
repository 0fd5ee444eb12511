"""Two waves of one audience, joined by pseudonym: who is in both, and how those who left differed at the start."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

import numpy as np
import pandas as pd

from ..models.fits import Fit
from ..models.regression import logistic
from ..models.terms import terms
from ..scales import Bools, Floats, TooFewError, known, points


class DoublePseudonymError(ValueError):
    """A pseudonym stands with two responses to one wave."""


@dataclass(frozen=True, slots=True)
class Linkage:
    """How many answered the earlier wave, the later one, and both."""

    earlier: int
    later: int
    linked: int

    def retained(self) -> Fraction | None:
        """The part of the earlier respondents who are in both; None if there were none."""
        return Fraction(self.linked, self.earlier) if self.earlier else None


@dataclass(frozen=True, slots=True)
class BaselineDifference:
    """Stayers less leavers at the start, in standard deviations; `name` is a column, or `column[class]` for a share.

    None: everybody has the same value, or one side has fewer than two answers.
    """

    name: str
    stayers: float
    leavers: float
    standardised: float | None


@dataclass(frozen=True, slots=True)
class Attrition:
    """Who stayed: differences at the start, and a logistic model of staying where there are cases enough for one."""

    stayers: int
    leavers: int
    differences: tuple[BaselineDifference, ...]
    model: Fit | None


@dataclass(frozen=True, slots=True, eq=False)
class Waves:
    """The frames of two waves with the pseudonym as index. Responses without one count, and are in no pair."""

    earlier: pd.DataFrame
    later: pd.DataFrame

    def __post_init__(self) -> None:
        for frame in (self.earlier, self.later):
            if frame.index[frame.index.notna()].has_duplicates:
                raise DoublePseudonymError("A person stands twice in one wave. Keep one response of each.")

    def stayed(self) -> Bools:
        """Which of the earlier responses have a later one."""
        known_later = self.later.index[self.later.index.notna()]
        found: Bools = self.earlier.index.isin(known_later)
        return found

    def linkage(self) -> Linkage:
        """How many are in each wave and in both."""
        return Linkage(len(self.earlier), len(self.later), int(self.stayed().sum()))

    def pairs(self, item: str) -> tuple[Floats, Floats]:
        """The answers to `item` of those in both waves, in the same order; NaN where one is missing."""
        both = self.earlier.index[self.stayed()]
        return points(self.earlier.loc[both, item]), points(self.later.loc[both, item])

    def attrition(self, background: Sequence[str]) -> Attrition:
        """Stayers against leavers on the columns `background` of the earlier wave (Austin 2009 for the differences)."""
        stayed = self.stayed()
        chosen = terms(self.earlier, stayed.astype(np.float64), background)
        differences = [each for column in background for each in _differences(self.earlier[column], column, stayed)]
        try:
            model = logistic(chosen)
        except TooFewError:
            model = None
        return Attrition(int(stayed.sum()), int((~stayed).sum()), tuple(differences), model)


def _differences(column: "pd.Series[float]", name: str, stayed: Bools) -> list[BaselineDifference]:
    values = points(column)
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return [_difference(name, known(values[stayed]), known(values[~stayed]), 1)]
    classes = [(f"{name}[{code}]", place) for place, code in enumerate(column.cat.categories, 1)]
    shares = [(label, np.where(np.isnan(values), np.nan, (values == place).astype(float))) for label, place in classes]
    return [_difference(label, known(share[stayed]), known(share[~stayed]), 0) for label, share in shares]


def _difference(name: str, stayers: Floats, leavers: Floats, lost: int) -> BaselineDifference:
    """(m1 - m2)/sqrt((v1 + v2)/2); v is p(1 - p) for a share, which loses no degree of freedom."""
    means = [float(side.mean()) if len(side) else float("nan") for side in (stayers, leavers)]
    if min(len(stayers), len(leavers)) < 2:  # noqa: PLR2004 - a variance needs two
        return BaselineDifference(name, means[0], means[1], None)
    spread = sqrt((float(stayers.var(ddof=lost)) + float(leavers.var(ddof=lost))) / 2)
    return BaselineDifference(name, means[0], means[1], (means[0] - means[1]) / spread if spread else None)
