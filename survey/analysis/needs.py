"""Needs by role: the same list of needs, asked of every role, as a matrix of shares."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from survey.questionnaires.kinds import Missing
from survey.questionnaires.problems import N_, Reason

from .estimates import Interval, wilson
from .method import RANDOM_RESPONSE, Method, people
from .reliability import Display, display

DEFINITION = N_("What people in each role need: shares of those in the role who were shown the question.")
FORMULA = N_("Counts divided by the people shown the question, with Wilson's interval; more answers were possible.")


@dataclass(frozen=True, slots=True)
class Need:
    """How many in one role mention one need."""

    need: str
    count: int
    share: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Role:
    """One role: how many were shown the question, and every need; no needs and no base when the role is hidden."""

    role: str
    display: Display
    base: int | None
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class NeedsByRole:
    """Roles by needs. `order`: the needs by their mean share over the shown roles, so that no large role decides."""

    roles: tuple[Role, ...]
    order: tuple[str, ...]
    method: Method


def needs_by_role(frame: pd.DataFrame, role: str, needs: str, smallest: int) -> NeedsByRole:
    """The multiple choice `needs` by the single choice `role`; who did not say their role is nowhere.

    A role with fewer than `smallest` people is hidden. This is still to be protected before publication.
    """
    shown = (frame[f"{needs}.status"] != Missing.NOT_SHOWN).to_numpy()
    prefix = f"{needs}."
    columns = [name for name in frame.columns if name.startswith(prefix) and name != f"{prefix}status"]
    mentioned = frame[columns].fillna(value=False).to_numpy(dtype=bool)
    places = frame[role].cat.codes.to_numpy()
    codes = [name.removeprefix(prefix) for name in columns]
    rows = tuple(
        _role(str(name), codes, mentioned[shown & (places == place)], smallest)
        for place, name in enumerate(frame[role].cat.categories)
    )
    base = sum(row.base or 0 for row in rows)
    method = Method(Reason(DEFINITION), people(base), Reason(FORMULA), (RANDOM_RESPONSE,))
    return NeedsByRole(rows, _order(codes, rows), method)


def _role(name: str, codes: list[str], mentioned: npt.NDArray[np.bool_], smallest: int) -> Role:
    base = len(mentioned)
    allowed = display(base, smallest)
    if allowed is Display.HIDDEN or not base:
        return Role(name, Display.HIDDEN, None, ())
    counts = mentioned.sum(axis=0).tolist()
    needs = tuple(
        Need(code, count, count / base, wilson(count, base)) for code, count in zip(codes, counts, strict=True)
    )
    return Role(name, allowed, base, needs)


def _order(codes: list[str], rows: tuple[Role, ...]) -> tuple[str, ...]:
    shares = np.array([[need.share for need in row.needs] for row in rows if row.needs]).reshape(-1, len(codes))
    means = shares.mean(axis=0) if len(shares) else np.zeros(len(codes))
    return tuple(codes[place] for place in np.argsort(-means, kind="stable"))
