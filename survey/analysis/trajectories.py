"""Trajectories: how answers of participant, coach and employer about one case go together. Associations only.

No row of a trajectory, a coach or an employer ever leaves this module.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from survey.questionnaires.problems import N_, Reason

from .estimates import Interval
from .method import ASSOCIATION, RANDOM_RESPONSE, TRAJECTORIES, Method, software
from .models.clustering import LEAST_CLUSTERS
from .models.fits import Solution, cluster_robust
from .reliability import NORMAL_FROM
from .scales import TooFewError, Values, at_least

DEFINITION = N_("How far two answers about one trajectory go together: 1 always in the same order, -1 in the opposite.")
FORMULA = N_("Spearman's rank correlation; errors are robust to trajectories of one coach ({coaches} coaches, CR1).")


@dataclass(frozen=True, slots=True)
class Association:
    """Spearman's correlation over trajectories, with the interval and p that allow for shared coaches."""

    value: float
    interval: Interval
    p: float
    trajectories: int
    coaches: int
    method: Method


def association(first: Values, second: Values, coaches: Sequence[object]) -> Association:
    """Spearman's rho as the slope of standardised ranks, with cluster-robust errors and t with G - 1 df.

    `first`, `second` and `coaches` have one value per trajectory.

    Raises:
        TooFewError: fewer than 30 trajectories have both, they have fewer than 10 coaches, or all answers are the same.

    """
    one, two = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    labels = np.asarray(coaches, dtype=object)
    whole = ~(np.isnan(one) | np.isnan(two) | pd.isna(labels))
    number = int(whole.sum())
    at_least(number, NORMAL_FROM, "An association over trajectories")
    places = pd.factorize(labels[whole])[0].astype(np.int64)
    groups = int(places.max()) + 1
    if groups < LEAST_CLUSTERS:
        raise TooFewError(f"An association needs at least {LEAST_CLUSTERS} coaches; there are {groups}.")
    ranks = [stats.rankdata(each[whole]) for each in (one, two)]
    if any(np.ptp(each) == 0 for each in ranks):
        raise TooFewError("All answers are the same: nothing can go together with them.")
    x, y = ((each - each.mean()) / each.std() for each in ranks)
    rho = float((x * y).mean())
    matrix = np.column_stack([np.ones(number), x])
    covariance, df = cluster_robust(np.eye(2) / number, matrix * (y - rho * x)[:, None], places)
    slope = Solution(("rho",), np.array([rho]), covariance[1:, 1:], df).coefficients()[0]
    method = Method(
        Reason(DEFINITION),
        Reason(TRAJECTORIES, {"n": number}),
        Reason(FORMULA, {"coaches": groups}),
        (RANDOM_RESPONSE, ASSOCIATION),
        software("numpy", "scipy"),
    )
    interval = Interval(max(-1.0, slope.interval.low), min(1.0, slope.interval.high))
    return Association(rho, interval, slope.p, number, groups, method)
