"""Several tests at once: Holm in a family that was named before, Benjamini and Hochberg for exploration."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from survey.questionnaires.problems import N_, Reason

from ..method import Method, software
from ..scales import Floats

FAMILY = N_("p-values of tests that belong together.")
TESTS = N_("Base: {n} tests.")
HOLM = N_("Corrected by Holm: the chance of any false finding stays under 5 %.")
BENJAMINI_HOCHBERG = N_("Corrected by Benjamini and Hochberg: of the findings at most 5 % are expected to be false.")


@dataclass(frozen=True, slots=True)
class Corrected:
    """The corrected p-values in the order given, and how they were corrected."""

    p: tuple[float, ...]
    method: Method


def holm(p: Sequence[float]) -> Corrected:
    """Holm (1979): max over j <= i of min(1, (m - j + 1) p(j)), p ordered upwards."""
    order, ordered = _ordered(p)
    steps = np.maximum.accumulate((len(ordered) - np.arange(len(ordered))) * ordered)
    return _back(order, steps, HOLM)


def benjamini_hochberg(p: Sequence[float]) -> Corrected:
    """Benjamini and Hochberg (1995): min over j >= i of min(1, m p(j) / j), p ordered upwards."""
    order, ordered = _ordered(p)
    steps = len(ordered) * ordered / (1 + np.arange(len(ordered)))
    return _back(order, np.minimum.accumulate(steps[::-1])[::-1], BENJAMINI_HOCHBERG)


def _ordered(p: Sequence[float]) -> tuple[list[int], Floats]:
    values = np.asarray(p, dtype=np.float64)
    if np.isnan(values).any() or (values < 0).any() or (values > 1).any():
        raise ValueError("A p-value lies between 0 and 1.")
    order = np.argsort(values, kind="stable")
    return order.tolist(), values[order]


def _back(order: list[int], steps: Floats, formula: str) -> Corrected:
    found = np.empty(len(order))
    found[order] = np.minimum(1.0, steps)
    method = Method(Reason(FAMILY), Reason(TESTS, {"n": len(order)}), Reason(formula), (), software("numpy"))
    return Corrected(tuple(found.tolist()), method)
