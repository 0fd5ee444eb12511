"""Signed ranks: W+, both approximate p-values, and the exact one where it can be had."""

import numpy as np
import pytest
from scipy import stats

from survey.analysis.change.ranks import signed_ranks
from survey.analysis.scales import TooFewError


@pytest.mark.parametrize("seed", range(8))
def test_any_data_give_what_scipy_gives(seed: int) -> None:
    rng = np.random.default_rng(seed)
    before = rng.integers(1, 8, 15 + 10 * seed).astype(float)
    after = before + rng.integers(-2, 4, len(before))
    found = signed_ranks(before, after)
    for correction, p in ((True, found.corrected), (False, found.uncorrected)):
        reference = stats.wilcoxon(after, before, correction=correction, method="approx")
        assert p == pytest.approx(reference.pvalue)
        total = (len(before) - found.zeros) * (len(before) - found.zeros + 1) / 2
        assert reference.statistic == min(found.w_plus, total - found.w_plus), "scipy gives the smaller one"


def test_w_plus_is_of_those_who_went_up() -> None:
    up, down = signed_ranks([1, 2, 3], [2, 4, 6]), signed_ranks([2, 4, 6], [1, 2, 3])
    assert (up.w_plus, down.w_plus) == (6, 0)
    assert (up.p, up.exact) == (down.p, down.exact) == (0.25, 0.25)


@pytest.mark.parametrize(("before", "after"), [([1, 2, 3], [2, 3, 5]), ([1, 2, 3], [1, 4, 4])], ids=["a tie", "a zero"])
def test_with_ties_or_zeros_there_is_no_exact_value(before: list[float], after: list[float]) -> None:
    found = signed_ranks(before, after)
    assert found.exact is None
    assert found.p == found.corrected


def test_from_50_on_the_approximation_is_used() -> None:
    before, after = np.zeros(50), np.arange(1.0, 51)
    assert signed_ranks(before[:49], after[:49]).exact is not None
    assert signed_ranks(before, after).exact is None


def test_binary_fractions_break_ties_unless_differences_are_rounded() -> None:
    before, after = [1.0, 7.0, 9.0], [1.1, 7.1, 8.8]
    assert signed_ranks(before, after).exact is not None
    assert signed_ranks(before, after, decimals=9).exact is None
    assert signed_ranks(before, after, decimals=9).w_plus == 3


def test_who_did_not_change_is_told_and_left_out() -> None:
    found = signed_ranks([5, 6, 7], [5, 7, 9])
    assert (found.zeros, found.pairs) == (1, 3)
    assert "1 people who did not change were left out." in found.method.told(str)
    with pytest.raises(TooFewError):
        signed_ranks([5, 6], [5, 6])


def test_an_even_split_has_p_1() -> None:
    assert signed_ranks([0, 0, 0, 0], [1, -1, 1, -1]).corrected == 1
