"""The values that every estimate must give, each with the rule it stands for.

| what | rule |
|---|---|
| capability set | in the set: importance, chance and success each 4 or 5 |
| response rate | RR1 = complete / invited, RR2 = (complete + partial) / invited |
| proportion | Wilson, n* = n(N-1)/(N-n); by design: logit of the linearised error |
| net promoter score | 100(p - d), SE x sqrt(1 - n/N) |
| change | t and d_z; W+ without zeros; McNemar mid-p |
| groups | chi-square if every expected count is at least 5, else Fisher |
| several tests | Holm, Benjamini and Hochberg |
| weights | raking to margins, Kish's design effect |
| agreement | Cohen's kappa, Krippendorff's alpha |
"""

from fractions import Fraction

import numpy as np
import pytest

from survey.analysis.agreement import Level, alpha, kappa
from survey.analysis.capability import CapabilitySet
from survey.analysis.change.flips import flips_of
from survey.analysis.change.paired import paired_change
from survey.analysis.change.ranks import signed_ranks
from survey.analysis.comparison.families import benjamini_hochberg, holm
from survey.analysis.comparison.fisher import fisher
from survey.analysis.comparison.shares import compare_shares
from survey.analysis.estimates import ResponseFigures, half_up, wilson, worst_case
from survey.analysis.grades import Grades, nps
from survey.analysis.reliability import Display, display, is_pair_tested, is_tested
from survey.analysis.weighting.design import Design, weighted_share
from survey.analysis.weighting.raking import rake

BEFORE = [6, 7, 5, 8, 7, 6, 9, 4, 7, 8, 6, 5]
AFTER = [7, 7, 6, 9, 6, 8, 9, 6, 8, 8, 7, 5]


def test_capability_set() -> None:
    answers = ([5, 4, 3, 5, 4, 5, 4], [4, 4, 5, 4, 3, 4, 5], [4, 5, 5, 4, 4, 2, 4])
    a, b, c = (np.array([row], dtype=np.float64) for row in answers)
    found = CapabilitySet(tuple("1234567"), a, b, c, np.array([True]))
    assert found.in_set().astype(int).tolist() == [[1, 1, 0, 1, 0, 0, 1]]
    assert (found.score()[0], found.valued()[0]) == (4, 6)
    assert round(found.realised_share()[0], 4) == 0.6667
    assert round(found.personal_gap()[0], 4) == 0.2857
    assert round(found.personal_gap(valued_only=True)[0], 4) == 0.6667


def test_response_rates() -> None:
    figures = ResponseFigures(invited=1561, complete=141, partial=2, break_off=0)
    rates = [rate and round(100 * float(rate), 3) for rate in (figures.rr1(), figures.rr2())]
    assert rates == [9.033, 9.161]


@pytest.mark.parametrize(
    ("count", "finite", "infinite"),
    [(12, (5.21, 14.37), (5.08, 14.69)), (26, (13.51, 26.00), (13.29, 26.36)), (99, (64.61, 78.80), (64.24, 79.07))],
)
def test_proportions(count: int, finite: tuple[float, float], infinite: tuple[float, float]) -> None:
    for population, ends in ((1561, finite), (None, infinite)):
        interval = wilson(count, 137, population)
        assert (round(100 * interval.low, 2), round(100 * interval.high, 2)) == ends


def test_a_proportion_by_design() -> None:
    found = weighted_share([1] * 99 + [0] * 38, Design.of(137, population=1561))
    assert (round(100 * found.interval.low, 4), round(100 * found.interval.high, 4)) == (64.4688, 78.9065)
    assert round(100 * found.error, 4) == 3.6667


def test_net_promoter_score() -> None:
    plain, finite = nps(60, 50, 27), nps(60, 50, 27, population=1561)
    assert (round(plain.value, 3), round(plain.error, 3), round(finite.error, 3)) == (24.088, 6.490, 6.199)
    assert (round(plain.interval.low, 2), round(plain.interval.high, 2)) == (11.37, 36.81)
    assert (round(finite.interval.low, 2), round(finite.interval.high, 2)) == (11.94, 36.24)


def test_paired_change() -> None:
    found = paired_change(BEFORE, AFTER)
    assert [round(each, 4) for each in (found.change, found.t, found.p, found.d_z)] == [0.6667, 2.6018, 0.0246, 0.7511]
    assert [round(each, 4) for each in (found.interval.low, found.interval.high)] == [0.1027, 1.2306]
    assert [round(each, 3) for each in (found.d_interval.low, found.d_interval.high)] == [0.093, 1.383]


def test_wilcoxon() -> None:
    found = signed_ranks(BEFORE, AFTER)
    assert (found.w_plus, found.zeros) == (32.5, 4)
    assert (round(found.corrected, 4), round(found.uncorrected, 4)) == (0.0401, 0.0335)


def test_mcnemar() -> None:
    found = flips_of([[70, 15], [6, 9]])
    assert (round(found.exact, 4), round(found.mid_p, 4), found.p) == (0.0784, 0.0525, found.mid_p)


@pytest.mark.parametrize(
    ("table", "exact", "statistic", "p"),
    [
        ([[12, 26, 99], [20, 30, 60]], False, 9.008, 0.01107),
        ([[2, 15], [6, 5]], True, 5.989, 0.02990),
        ([[3, 30], [9, 20]], False, 4.762, 0.0291),
    ],
)
def test_groups(table: list[list[int]], exact: bool, statistic: float, p: float) -> None:
    found = compare_shares(table)
    assert found.exact == exact
    assert found.statistic == pytest.approx(statistic, abs=5e-4)
    assert found.p == pytest.approx(p, abs=5e-5)


def test_the_exact_value_behind_a_chi_square() -> None:
    assert round(fisher([[3, 30], [9, 20]]).p, 4) == 0.0509
    assert round(compare_shares([[2, 15], [6, 5]]).least_expected, 1) == 3.1
    assert round(compare_shares([[3, 30], [9, 20]]).least_expected, 1) == 5.6


def test_several_tests() -> None:
    p = (0.001, 0.012, 0.03, 0.04, 0.2)
    assert holm(p).p == pytest.approx((0.005, 0.048, 0.09, 0.09, 0.2))
    assert benjamini_hochberg(p).p == pytest.approx((0.005, 0.03, 0.05, 0.05, 0.2))


def test_raking() -> None:
    counts = {"men": (20, 36, 24), "women": (17, 27, 13)}
    cells = [
        (sex, age) for sex, row in counts.items() for age, number in zip("123", row, strict=True) for _ in range(number)
    ]
    classes = {"sex": [sex for sex, _ in cells], "age": [age for _, age in cells]}
    found = rake(classes, {"sex": {"men": 900, "women": 661}, "age": {"1": 560, "2": 640, "3": 361}})
    weights = {cell: round(weight, 4) for cell, weight in zip(cells, found.weights.tolist(), strict=True)}
    assert [weights["men", age] for age in "123"] == [15.0877, 10.1290, 9.7334]
    assert [weights["women", age] for age in "123"] == [15.1909, 10.1983, 9.7999]
    assert (round(found.deff, 4), found.cut) == (1.0401, 0)


KRIPPENDORFF = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
"""Krippendorff's own example: four coders, twelve units."""


@pytest.mark.parametrize(
    ("level", "value"),
    [(Level.NOMINAL, 0.7434), (Level.ORDINAL, 0.8154), (Level.INTERVAL, 0.8491), (Level.RATIO, 0.7974)],
)
def test_agreement_of_coders(level: Level, value: float) -> None:
    assert round(alpha(KRIPPENDORFF, level).value, 4) == value


def test_agreement_of_two_coders() -> None:
    assert kappa([[20, 5], [10, 15]]).value == pytest.approx(0.40)


def test_worst_case_bounds() -> None:
    bounds = worst_case(99, 137, 1561)
    assert (round(100 * bounds.low, 1), round(100 * bounds.high, 1)) == (6.3, 97.6)


def test_what_a_base_allows() -> None:
    shown = [display(base, smallest=10) for base in (9, 10, 29, 30)]
    assert shown == [Display.HIDDEN, Display.INDICATIVE, Display.INDICATIVE, Display.NORMAL]
    assert (is_tested(30, 29), is_tested(30, 30)) == (False, True)
    assert (is_pair_tested(19), is_pair_tested(20)) == (False, True)


def test_rounding_is_half_up_on_exact_fractions() -> None:
    assert str(half_up(Fraction(29, 4), 1)) == "7.3"
    assert round(7.25, 1) == 7.2, "which is why Python's own rounding is not used"


def test_the_published_grade() -> None:
    grades = Grades((1, 1, 2, 3, 5, 8, 18, 40, 34, 25))
    assert (grades.base, grades.mean()) == (137, Fraction(8))
    assert grades.bands() == {"low": 12, "middle": 26, "high": 99}
