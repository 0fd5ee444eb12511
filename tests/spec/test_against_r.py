"""Our estimates equal R's to 1e-6 on the same data. The values and the scripts that made them are in `r/`."""

from typing import Any

import numpy as np
import pytest

from survey.analysis.agreement import kappa
from survey.analysis.change.flips import flips, flips_of
from survey.analysis.change.paired import paired_change
from survey.analysis.change.ranks import signed_ranks
from survey.analysis.comparison.families import benjamini_hochberg, holm
from survey.analysis.comparison.fisher import fisher
from survey.analysis.comparison.levels import compare_means, compare_ranks, difference
from survey.analysis.comparison.shares import compare_shares
from survey.analysis.estimates import wilson
from survey.analysis.grades import mean_estimate, median_estimate
from survey.analysis.models.clustering import clustering
from survey.analysis.models.drivers import correlation
from survey.analysis.models.fits import Fit
from survey.analysis.models.ordinal import ordinal
from survey.analysis.models.regression import linear, logistic
from survey.analysis.models.terms import terms
from survey.analysis.scales import Values
from survey.analysis.weighting.design import Design, weighted_mean, weighted_share
from survey.analysis.weighting.raking import rake

from .r_values import column, expected, people, same

PEOPLE = people()
ESTIMATES, CHANGE, GROUPS = expected("estimates"), expected("change"), expected("groups")
WEIGHTS, MODELS, AGREEMENT = expected("weights"), expected("models"), expected("agreement")
COACHES = PEOPLE["coach"].tolist()
WEIGHT = column(PEOPLE, "weight")
GRADE, HOURS = column(PEOPLE, "earlier"), column(PEOPLE, "hours")
DESIGNS = {
    "plain": Design.of(240),
    "finite": Design.of(240, population=1561),
    "weighted": Design.of(240, WEIGHT),
    "clustered": Design.of(240, WEIGHT, COACHES),
    "clustered_finite": Design.of(240, WEIGHT, COACHES, population=84),
}


@pytest.mark.parametrize("design", DESIGNS)
def test_weighted_means_equal_svymean(design: str) -> None:
    found, r = weighted_mean(HOURS, DESIGNS[design]), ESTIMATES["hours"][design]
    assert (found.value, found.error) == same((r["value"], r["error"]))
    assert [found.interval.low, found.interval.high] == same(r["mean"])


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("answer", ["high", "yes"])
def test_weighted_shares_equal_svyciprop_also_where_answers_are_missing(answer: str, design: str) -> None:
    high = np.where(np.isnan(GRADE), np.nan, GRADE >= 8)
    found = weighted_share(high if answer == "high" else column(PEOPLE, "yes"), DESIGNS[design])
    r = ESTIMATES[answer][design]
    assert (found.value, found.error) == same((r["value"], r["error"]))
    assert [found.interval.low, found.interval.high] == same(r["logit"])


def test_means_medians_and_wilson_intervals() -> None:
    found, r = mean_estimate(GRADE), ESTIMATES["mean"]
    assert (found.value, found.base) == same((r["value"], r["n"]))
    assert [found.interval.low, found.interval.high] == same(r["interval"])
    assert median_estimate(GRADE).value == ESTIMATES["median"]
    for (count, base), ends in zip([(12, 137), (99, 137), (0, 9), (40, 40)], ESTIMATES["wilson"], strict=True):
        interval = wilson(count, base)
        assert [interval.low, interval.high] == same(ends)


PAIRS: dict[str, tuple[Values, Values]] = {
    "known": ([6, 7, 5, 8, 7, 6, 9, 4, 7, 8, 6, 5], [7, 7, 6, 9, 6, 8, 9, 6, 8, 8, 7, 5]),
    "grades": (GRADE, column(PEOPLE, "later")),
    "hours": (HOURS, column(PEOPLE, "hours_later")),
    "exact": ([4.21, 3.05, 5.5, 2.75, 6.1, 3.9, 4.44], [3.7, 3.15, 4.2, 2.05, 4.35, 3.66, 4.01]),
}


@pytest.mark.parametrize("name", PAIRS)
def test_paired_change_equals_t_test_and_the_noncentral_t(name: str) -> None:
    found, r = paired_change(*PAIRS[name]), CHANGE[name]
    assert found.pairs == r["pairs"]
    assert [found.change, found.t, found.p, found.d_z] == same([r["change"], r["t"], r["p"], r["d_z"]])
    assert [found.interval.low, found.interval.high] == same(r["interval"])
    assert [found.d_interval.low, found.d_interval.high] == same(r["d_interval"])


@pytest.mark.parametrize("name", PAIRS)
def test_signed_ranks_equal_wilcox_test_with_w_plus(name: str) -> None:
    found, r = signed_ranks(*PAIRS[name]), CHANGE[name]
    assert found.w_plus == r["w_plus"]
    assert [found.corrected, found.uncorrected, found.p] == same([r["corrected"], r["uncorrected"], r["default"]])
    assert (found.exact is not None) == (name == "exact")


def test_mcnemar_exact_and_mid_p() -> None:
    answers = flips(column(PEOPLE, "yes"), column(PEOPLE, "yes_later"))
    for found, r in [(flips_of([[70, 15], [6, 9]]), CHANGE["flips"]), (answers, CHANGE["answers"])]:
        assert [found.exact, found.mid_p] == same([r["exact"], r["mid_p"]])
        assert [found.interval.low, found.interval.high] == same(r["interval"])
    (_, to_no), (to_yes, _) = CHANGE["answers"]["table"]
    assert (answers.to_yes, answers.to_no) == (to_yes, to_no)


def test_unpaired_change_equals_welch() -> None:
    found, r = difference(GRADE, column(PEOPLE, "later")), CHANGE["welch"]
    assert [found.t, found.df, found.p] == same([r["t"], r["df"], r["p"]])
    assert [found.interval.low, found.interval.high] == same(r["interval"])


@pytest.mark.parametrize("name", GROUPS["tables"])
def test_tables_equal_chi_square_and_fisher(name: str) -> None:
    r = GROUPS["tables"][name]
    found, exact = compare_shares(r["table"]), fisher(r["table"])
    assert exact.counted
    assert exact.p == same(r["fisher"])
    assert [found.statistic, found.df, found.least_expected] == same([r["statistic"], r["df"], r["least"]])
    assert found.exact == (r["least"] < 5)
    assert found.p == same(r["fisher"] if r["least"] < 5 else r["chi"])


def test_groups_equal_oneway_test_and_kruskal_test() -> None:
    groups = [GRADE[PEOPLE["z"] == name] for name in "abc"]
    means, ranks, pair = compare_means(groups), compare_ranks(groups), difference(groups[0], groups[1])
    r = GROUPS["welch"]
    assert [means.statistic, *means.df, means.p] == same([r["statistic"], *r["df"], r["p"]])
    r = GROUPS["kruskal"]
    assert [ranks.statistic, *ranks.df, ranks.p] == same([r["statistic"], r["df"], r["p"]])
    r = GROUPS["pair"]
    assert [pair.t, pair.df, pair.p] == same([r["t"], r["df"], r["p"]])
    assert [pair.interval.low, pair.interval.high] == same(r["interval"])


def test_several_tests_equal_p_adjust() -> None:
    p = (0.001, 0.012, 0.03, 0.04, 0.2)
    assert holm(p).p == same(GROUPS["holm"])
    assert benjamini_hochberg(p).p == same(GROUPS["bh"])
    assert holm(GROUPS["other"]).p == same(GROUPS["other_holm"])
    assert benjamini_hochberg(GROUPS["other"]).p == same(GROUPS["other_bh"])


def test_correlation_equals_cor_test() -> None:
    r, interval = correlation(GRADE, HOURS)
    assert r == same(GROUPS["correlation"]["r"])
    assert [interval.low, interval.high] == same(GROUPS["correlation"]["interval"])


def test_raking_equals_the_survey_package() -> None:
    classes = {"sex": PEOPLE["sex"].tolist(), "age": PEOPLE["age"].tolist()}
    margins = {"sex": {"man": 700, "woman": 861}, "age": {"young": 300, "middle": 661, "old": 600}}
    found = rake(classes, margins)
    assert found.weights.tolist() == same(WEIGHTS["people"])
    assert found.deff == same(WEIGHTS["people_deff"])
    assert found.cut == 0


def coefficients(fit: Fit, r: dict[str, list[Any]]) -> None:
    """Every coefficient, in R's order and under R's names."""
    ours = {"intercept": "(Intercept)", "z[b]": "zb", "z[c]": "zc"}
    found = {ours.get(each.name, each.name): each for each in fit.coefficients}
    for place, name in enumerate(r["name"]):
        one = found[name]
        values = [one.value, one.error, one.p, one.interval.low, one.interval.high]
        assert values == same([r[part][place] for part in ("value", "error", "p", "low", "high")]), name


def test_linear_regression_with_and_without_coaches() -> None:
    explaining = ["x", "z", "earlier"]
    plain = linear(terms(PEOPLE, HOURS, explaining))
    coefficients(plain, MODELS["linear"])
    clustered = linear(terms(PEOPLE, HOURS, explaining, COACHES))
    coefficients(clustered, MODELS["linear_clustered"])
    r = MODELS["linear_fit"]
    assert [plain.quality, plain.log_likelihood] == same([r["r_squared"], r["log_likelihood"]])
    assert (clustered.cases, clustered.clusters, clustered.df) == (r["cases"], r["clusters"], r["clusters"] - 1)


def test_logistic_regression_with_and_without_coaches() -> None:
    yes = column(PEOPLE, "yes")
    plain = logistic(terms(PEOPLE, yes, ["x", "z"]))
    coefficients(plain, MODELS["logistic"])
    coefficients(logistic(terms(PEOPLE, yes, ["x", "z"], COACHES)), MODELS["logistic_clustered"])
    assert [plain.log_likelihood, plain.cases] == same(list(MODELS["logistic_fit"].values()))


def test_ordinal_regression_with_thresholds_and_their_errors() -> None:
    found = ordinal(terms(PEOPLE, column(PEOPLE, "level"), ["x", "z"]))
    coefficients(found, MODELS["ordinal"])
    assert found.log_likelihood == same(MODELS["ordinal_fit"]["log_likelihood"])


def test_clustering_equals_lmer_and_the_analysis_of_variance() -> None:
    grade, hours, r = clustering(GRADE, COACHES), clustering(HOURS, COACHES), MODELS["icc"]
    assert [grade.icc, grade.anova] == same([r["grade"], r["grade_anova"]])
    assert [hours.icc, hours.anova] == same([r["hours"], r["hours_anova"]])
    sizes = np.array(r["sizes"])
    assert grade.deff == same(1 + ((sizes**2).sum() / sizes.sum() - 1) * r["grade"])


@pytest.mark.parametrize("name", AGREEMENT["kappa"])
def test_kappa_equals_cohen_kappa(name: str) -> None:
    r = AGREEMENT["kappa"][name]
    found = kappa(r["table"])
    assert [found.value, found.error] == same([r["value"], r["error"]])
