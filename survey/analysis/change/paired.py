"""Paired change: Student's t over the differences, and their standardised size d_z."""

from dataclasses import dataclass
from math import sqrt

from scipy import optimize, stats

from survey.questionnaires.problems import N_, Reason

from ..estimates import Interval
from ..method import RANDOM_RESPONSE, Method, pairs, software
from ..scales import TooFewError, Values, at_least, known_pairs

DEFINITION = N_("The mean change of the people who answered in both waves: later less earlier.")
FORMULA = N_("Paired t test; d_z is the mean of the differences divided by their standard deviation.")
NONCENTRAL = N_("The interval of d_z comes from the noncentral t distribution.")


@dataclass(frozen=True, slots=True)
class PairedChange:
    """The mean difference, later less earlier, with t, p and intervals; `first` and `last` are the means of the pairs.

    `d_z` is not the d of two groups: it is standardised by the spread of the differences.
    """

    first: float
    last: float
    change: float
    error: float
    t: float
    df: int
    p: float
    interval: Interval
    d_z: float
    d_interval: Interval
    pairs: int
    method: Method


def paired_change(earlier: Values, later: Values) -> PairedChange:
    """Student's t = mean/(sd/sqrt(n)) of later - earlier; d_z = t/sqrt(n), limits by noncentral t (Cumming 2001).

    Raises:
        TooFewError: fewer than two pairs, or everybody changed by the same.

    """
    before, after = known_pairs(earlier, later)
    number = len(before)
    at_least(number, 2, "Paired change")
    differences = after - before
    spread = float(differences.std(ddof=1))
    if spread <= 1e-12 * max(1.0, float(abs(differences).max())):
        raise TooFewError("Everybody changed by the same: there is no spread to compare the change with.")
    change, error = float(differences.mean()), spread / sqrt(number)
    t = change / error
    half = float(stats.t.ppf(0.975, number - 1)) * error
    ends = noncentral(t, number - 1)
    method = Method(
        Reason(DEFINITION),
        pairs(number),
        Reason(FORMULA),
        (Reason(NONCENTRAL), RANDOM_RESPONSE),
        software("numpy", "scipy"),
    )
    return PairedChange(
        first=float(before.mean()),
        last=float(after.mean()),
        change=change,
        error=error,
        t=t,
        df=number - 1,
        p=2 * float(stats.t.sf(abs(t), number - 1)),
        interval=Interval(change - half, change + half),
        d_z=change / spread,
        d_interval=Interval(ends.low / sqrt(number), ends.high / sqrt(number)),
        pairs=number,
        method=method,
    )


def noncentral(t: float, df: int) -> Interval:
    """The noncentrality parameters under which `t` is the 97.5th and the 2.5th percentile of noncentral t."""

    def at(share: float) -> float:
        def off(parameter: float) -> float:
            return float(stats.nct.cdf(t, df, parameter)) - share

        reach = 6 + 2 * abs(t) / sqrt(df) + abs(t) / 10
        low, high = t - reach, t + reach
        return float(optimize.brentq(off, low, high, xtol=1e-12, rtol=1e-14))

    return Interval(at(0.975), at(0.025))
