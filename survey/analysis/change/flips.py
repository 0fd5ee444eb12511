"""Yes or no in two waves: who flipped, by McNemar."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from scipy import stats

from survey.questionnaires.problems import N_, Reason

from ..estimates import Z_95, Interval
from ..method import RANDOM_RESPONSE, Method, pairs, software
from ..scales import Values, at_least, known_pairs

EXACT_BELOW = 10

DEFINITION = N_("The change of the share that says yes, among the people who answered in both waves.")
FORMULA = N_("McNemar's test over those who changed their answer; interval by Bonett and Price.")
EXACT = N_("Exact p-value: fewer than 10 people changed their answer.")
MID_P = N_("Mid-p value: 10 or more people changed their answer.")


@dataclass(frozen=True, slots=True)
class Flips:
    """Shares of yes in both waves, how many went to yes and to no, both p-values and the change with its interval."""

    first: float
    last: float
    to_yes: int
    to_no: int
    exact: float
    mid_p: float
    interval: Interval
    pairs: int
    method: Method

    @property
    def change(self) -> float:
        """Later share less the earlier one."""
        return self.last - self.first

    @property
    def p(self) -> float:
        """Exact if fewer than 10 changed their answer, else mid-p."""
        return self.exact if self.to_yes + self.to_no < EXACT_BELOW else self.mid_p


def flips(earlier: Values, later: Values) -> Flips:
    """`flips_of` for answers of 1 (yes) and 0 (no), NaN where there is none."""
    before, after = known_pairs(earlier, later)
    yes, no = before > 0, before <= 0
    stayed, left = int((yes & (after > 0)).sum()), int((yes & (after <= 0)).sum())
    return flips_of(((stayed, left), (int((no & (after > 0)).sum()), int((no & (after <= 0)).sum()))))


def flips_of(table: Sequence[Sequence[int]]) -> Flips:
    """McNemar for earlier (rows: yes, no) by later: exact = 2 P(Bin(b + c, 1/2) <= min), mid-p = exact - P(= min).

    Fagerland et al. 2013 for mid-p; the interval is Bonett and Price's (2012) adjusted Wald.
    """
    (stayed, left), (joined, never) = table
    number, moved, least = stayed + left + joined + never, left + joined, min(left, joined)
    at_least(number, 1, "A change of yes and no")
    tail, point = 2 * float(stats.binom.cdf(least, moved, 0.5)), float(stats.binom.pmf(least, moved, 0.5))
    up, down = (joined + 1) / (number + 2), (left + 1) / (number + 2)
    half = Z_95 * sqrt((up + down - (up - down) ** 2) / (number + 2))
    option = EXACT if moved < EXACT_BELOW else MID_P
    method = Method(
        Reason(DEFINITION), pairs(number), Reason(FORMULA), (Reason(option), RANDOM_RESPONSE), software("scipy")
    )
    return Flips(
        first=(stayed + left) / number,
        last=(stayed + joined) / number,
        to_yes=joined,
        to_no=left,
        exact=min(1.0, tail),
        mid_p=min(1.0, tail - point),
        interval=Interval(max(-1.0, up - down - half), min(1.0, up - down + half)),
        pairs=number,
        method=method,
    )
