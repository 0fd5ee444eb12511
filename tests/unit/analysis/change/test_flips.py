"""Yes or no in two waves: who changed their answer."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar

from survey.analysis.change.flips import flips, flips_of
from survey.analysis.scales import TooFewError

NAN = float("nan")
COUNTS = st.integers(0, 40)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_any_table_gives_the_binomial_test_and_its_mid_p(stayed: int, left: int, joined: int, never: int) -> None:
    if not left + joined:
        return
    found = flips_of([[stayed, left], [joined, never]])
    reference = mcnemar([[stayed, left], [joined, never]], exact=True)
    assert found.exact == pytest.approx(reference.pvalue)
    point = stats.binom.pmf(min(left, joined), left + joined, 0.5)
    assert found.mid_p == pytest.approx(1.0 if left == joined else reference.pvalue - point)
    assert found.interval.low <= found.interval.high
    assert found.change == pytest.approx((joined - left) / (stayed + left + joined + never))


def test_few_who_changed_get_the_exact_value_and_more_get_mid_p() -> None:
    few, enough = flips_of([[50, 8], [1, 20]]), flips_of([[50, 8], [2, 20]])
    assert few.p == few.exact > few.mid_p
    assert enough.p == enough.mid_p < enough.exact
    assert few.method.told(str)[3] == "Exact p-value: fewer than 10 people changed their answer."


@pytest.mark.parametrize("each", range(30))
def test_as_many_to_yes_as_to_no_is_certainly_no_change(each: int) -> None:
    assert flips_of([[50, each], [each, 20]]).mid_p == pytest.approx(1)
    assert flips_of([[50, each], [each, 20]]).mid_p <= 1, "no p-value is more than 1, not by a rounding either"


def test_nobody_changed() -> None:
    found = flips_of([[50, 0], [0, 20]])
    assert (found.p, found.change) == (1, 0)
    assert found.interval.low < 0 < found.interval.high


def test_answers_are_paired_and_the_missing_left_out() -> None:
    found = flips([1, 1, 0, 0, NAN, 1], [1, 0, 1, 0, 1, NAN])
    assert (found.pairs, found.to_yes, found.to_no, found.first, found.last) == (4, 1, 1, 0.5, 0.5)
    with pytest.raises(TooFewError):
        flips([NAN], [1])


def test_the_interval_holds_the_change_in_most_samples() -> None:
    rng = np.random.default_rng(3)
    inside = 0
    for _ in range(400):
        before = rng.random(60) < 0.7
        after = np.where(rng.random(60) < 0.25, rng.random(60) < 0.4, before)
        interval = flips(before.astype(float), after.astype(float)).interval
        inside += interval.low <= 0.25 * (0.4 - 0.7) <= interval.high
    assert 0.92 <= inside / 400 <= 0.99
