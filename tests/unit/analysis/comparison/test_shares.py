"""Comparison of shares: which test, and what it says."""

import numpy as np
import pytest
from scipy import stats

from survey.analysis.comparison import fisher as exact
from survey.analysis.comparison.shares import compare_shares
from survey.analysis.scales import TooFewError


@pytest.mark.parametrize("seed", range(8))
def test_any_table_with_enough_expected_gives_scipys_chi_square(seed: int) -> None:
    table = np.random.default_rng(seed).integers(10, 40, (2 + seed % 3, 2 + seed % 4))
    found, reference = compare_shares(table), stats.chi2_contingency(table, correction=False)
    assert not found.exact
    assert (found.statistic, found.df, found.p) == pytest.approx((reference[0], reference[2], reference[1]))
    assert found.cramers_v == pytest.approx(stats.contingency.association(table))


@pytest.mark.parametrize(
    ("table", "least", "taken"),
    [([[5, 5], [5, 5]], 5.0, False), ([[4, 5], [5, 5]], 81 / 19, True)],
)
def test_an_expected_count_of_5_is_enough(table: list[list[int]], least: float, taken: bool) -> None:
    found = compare_shares(table)
    assert (found.least_expected, found.exact) == pytest.approx((least, taken))


def test_answers_that_nobody_gave_and_groups_without_anybody_do_not_count() -> None:
    found = compare_shares([[20, 0, 30], [25, 0, 15], [0, 0, 0]])
    assert (found.df, found.exact) == (1, False)
    assert found.p == compare_shares([[20, 30], [25, 15]]).p


@pytest.mark.parametrize("table", [[[3, 4]], [[3, 0], [4, 0]], [[0, 0], [3, 4]]])
def test_one_group_or_one_answer_is_no_comparison(table: list[list[int]]) -> None:
    with pytest.raises(TooFewError):
        compare_shares(table)


def test_the_method_names_the_test_that_was_taken() -> None:
    chi, few = compare_shares([[12, 26, 99], [20, 30, 60]]), compare_shares([[2, 15], [6, 5]])
    assert "Pearson's chi-square" in chi.method.told(str)[2]
    assert "Fisher's exact test" in few.method.told(str)[2]
    assert "This is an association, not an effect." in chi.method.told(str)


def test_the_method_says_when_the_exact_test_was_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact, "MOST_STEPS", 10)
    said = compare_shares([[50, 3, 20], [61, 9, 22], [30, 2, 25]]).method.told(str)
    assert "The exact test was drawn from 100000 random tables with the same margins." in said
