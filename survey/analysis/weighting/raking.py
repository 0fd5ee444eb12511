"""Raking: weights that make the respondents add up to known margins of the population."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from survey.questionnaires.problems import N_, Reason

from ..estimates import rounded
from ..method import Method, people
from ..scales import Floats
from .design import kish

TOLERANCE = 1e-8
ROUNDS = 1000
TRIM = (0.3, 3.0)

DEFINITION = N_("Weights by which the respondents add up to the population.")
FORMULA = N_("Raking (iterative proportional fitting; Deming and Stephan 1940) until margins differ by less than 1e-8.")
MARGINS = N_("Margins: {variables}.")
TRIMMED = N_("Weights kept between {low} and {high} times their mean; {n} were cut.")
DEFF = N_("The design effect of the weights (Kish) is {deff}.")


class MarginsError(ValueError):
    """The margins of the population and the respondents do not fit together."""


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """A weight per respondent, Kish's design effect, how many weights were cut, and the largest deviation left.

    `deviation` is relative: how far the worst class is from its margin, which is more than 0 only after cutting.
    """

    weights: Floats
    deff: float
    cut: int
    deviation: float
    method: Method

    def effective(self) -> float:
        """How many equally weighted respondents would be as precise: n / deff."""
        return len(self.weights) / self.deff


@dataclass(frozen=True, slots=True, eq=False)
class _Margin:
    """One variable: the class of each respondent, and how many people each class has in the population."""

    places: npt.NDArray[np.int64]
    totals: Floats

    def sums(self, weights: Floats) -> Floats:
        return np.bincount(self.places, weights, len(self.totals)).astype(np.float64)

    def deviation(self, weights: Floats) -> float:
        return float(np.abs(self.sums(weights) / self.totals - 1).max())


def rake(
    classes: Mapping[str, Sequence[str]],
    margins: Mapping[str, Mapping[str, float]],
    trim: tuple[float, float] | None = TRIM,
) -> Weights:
    """Weights by which `classes`, a class per respondent and variable, add up to `margins`.

    A weight outside `trim` times the mean is cut to it and the others are raked again, until nothing changes.

    Raises:
        MarginsError: a class without respondents or unknown to the margins, or margins with different totals.

    """
    known = [_margin(variable, classes[variable], margins[variable]) for variable in margins]
    total = float(known[0].totals.sum())
    if any(abs(float(margin.totals.sum()) / total - 1) > TOLERANCE for margin in known):
        raise MarginsError("The margins have different totals. Take them from one count of the population.")
    number = len(known[0].places)
    weights = _converge(np.full(number, total / number), known)
    cut = 0
    if trim is not None:
        weights, cut = _trim(weights, known, (trim[0] * total / number, trim[1] * total / number))
    deviation = max(margin.deviation(weights) for margin in known)
    return Weights(weights, kish(weights), cut, deviation, _method(weights, margins, trim, cut))


def _margin(variable: str, classes: Sequence[str], totals: Mapping[str, float]) -> _Margin:
    order = {name: place for place, name in enumerate(totals)}
    if unknown := sorted(set(classes) - set(order)):
        raise MarginsError(f"{variable}: the population has no class {', '.join(unknown)}. Add it to the margins.")
    if empty := sorted(set(order) - set(classes)):
        raise MarginsError(f"{variable}: nobody answered in {', '.join(empty)}. Merge this class with another.")
    places = np.fromiter((order[name] for name in classes), dtype=np.int64, count=len(classes))
    return _Margin(places, np.fromiter(totals.values(), dtype=np.float64, count=len(totals)))


def _converge(weights: Floats, margins: Sequence[_Margin]) -> Floats:
    """Fit each margin in turn until all fit, or (after cutting, when they cannot) until nothing moves."""
    for _ in range(ROUNDS):
        before = weights
        for margin in margins:
            weights = weights * (margin.totals / margin.sums(weights))[margin.places]
        if max(margin.deviation(weights) for margin in margins) < TOLERANCE:
            return weights
        if float(np.abs(weights - before).max()) < TOLERANCE * float(weights.mean()):
            break
    raise MarginsError("No weights fit these margins together. Merge classes.")


def _trim(weights: Floats, margins: Sequence[_Margin], ends: tuple[float, float]) -> tuple[Floats, int]:
    """Cut what is outside `ends` and rake again, until raking leaves everything inside or only cutting remains."""
    low, high = ends
    slack = TOLERANCE * high
    ever = np.zeros(len(weights), dtype=bool)
    for _ in range(ROUNDS):
        outside = (weights < low - slack) | (weights > high + slack)
        ever |= outside
        if not outside.any():
            break
        cut = np.clip(weights, low, high)
        weights = _converge(cut, margins)
        if float(np.abs(np.clip(weights, low, high) - cut).max()) < slack:
            weights = cut
            break
    return np.clip(weights, low, high), int(ever.sum())


def _method(
    weights: Floats, margins: Mapping[str, Mapping[str, float]], trim: tuple[float, float] | None, cut: int
) -> Method:
    options = [Reason(MARGINS, {"variables": ", ".join(margins)})]
    if trim is not None:
        low, high = (rounded(end, 1) for end in trim)
        options.append(Reason(TRIMMED, {"low": low, "high": high, "n": cut}))
    options.append(Reason(DEFF, {"deff": rounded(kish(weights), 3)}))
    return Method(Reason(DEFINITION), people(len(weights)), Reason(FORMULA), tuple(options))
