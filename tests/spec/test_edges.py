"""Random and awkward data: two people, ties, zeros, weights of zero, empty classes. R's values, or a refusal with R.

Where R gives no number (nobody changed, no variance, one row), we say why there is none.
"""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from survey.analysis.change.paired import paired_change
from survey.analysis.change.ranks import signed_ranks
from survey.analysis.comparison.fisher import fisher
from survey.analysis.comparison.levels import compare_means, compare_ranks
from survey.analysis.comparison.shares import LEAST_EXPECTED, compare_shares
from survey.analysis.estimates import wilson
from survey.analysis.grades import mean_estimate
from survey.analysis.models.drivers import correlation
from survey.analysis.models.fits import Fit
from survey.analysis.models.regression import linear, logistic
from survey.analysis.models.terms import terms
from survey.analysis.scales import Floats, TooFewError
from survey.analysis.weighting.design import Design, weighted_mean, weighted_share

from .r_values import expected, same

EDGES = expected("edges")


def numbers(values: list[Any]) -> Floats:
    """A column with NaN where R has none."""
    return np.array([np.nan if each in (None, "NA") else each for each in values], dtype=np.float64)


def each(kind: str) -> pytest.MarkDecorator:
    """A test for every data set of a kind."""
    return pytest.mark.parametrize("r", EDGES[kind], ids=range(len(EDGES[kind])))


@each("pairs")
def test_paired_change(r: dict[str, Any]) -> None:
    earlier, later = numbers(r["earlier"]), numbers(r["later"])
    if not r["t"] or r["t"]["t"] == "NaN":
        with pytest.raises(TooFewError):
            paired_change(earlier, later)
        return
    found = paired_change(earlier, later)
    assert [found.change, found.t, found.p] == same([r["t"]["value"], r["t"]["t"], r["t"]["p"]])
    assert [found.interval.low, found.interval.high] == same(r["t"]["interval"])


@each("pairs")
def test_signed_ranks(r: dict[str, Any]) -> None:
    earlier, later = numbers(r["earlier"]), numbers(r["later"])
    if np.array_equal(earlier, later):
        with pytest.raises(TooFewError):
            signed_ranks(earlier, later)
        return
    found = signed_ranks(earlier, later)
    assert [found.w_plus, found.p] == same([r["ranks"]["w_plus"], r["ranks"]["p"]])


@each("tables")
def test_tables(r: dict[str, Any]) -> None:
    if not r["chi"]:
        with pytest.raises(TooFewError):
            compare_shares(r["table"])
        return
    found = compare_shares(r["table"])
    assert fisher(r["table"]).p == same(r["fisher"])
    assert [found.statistic, found.df, found.least_expected] == same(
        [r["chi"][k] for k in ("statistic", "df", "least")]
    )
    assert found.p == same(r["chi"]["p"] if r["chi"]["least"] >= LEAST_EXPECTED else r["fisher"])


@each("groups")
def test_levels(r: dict[str, Any]) -> None:
    groups = [numbers(group) for group in r["groups"]]
    ranks = compare_ranks(groups)
    assert [ranks.statistic, ranks.df[0], ranks.p] == same([r["ranks"][k] for k in ("statistic", "df", "p")])
    if min(r["variances"]) <= 0:
        with pytest.raises(TooFewError):
            compare_means(groups)
        return
    means = compare_means(groups)
    assert [means.statistic, *means.df, means.p] == same([r["welch"]["statistic"], *r["welch"]["df"], r["welch"]["p"]])


@each("designs")
def test_designs_with_weights_of_zero_and_missing_answers(r: dict[str, Any]) -> None:
    design = Design.of(len(r["y"]), r["w"], r["c"] or None, r["population"] or None)
    assert design.freedom() == r["df"]
    mean = weighted_mean(numbers(r["y"]), design)
    assert [mean.value, mean.error] == same([r["mean"]["value"], r["mean"]["error"]])
    assert [mean.interval.low, mean.interval.high] == same(r["mean"]["interval"])
    share = weighted_share(numbers(r["s"]), design)
    assert [share.value, share.error] == same([r["share"]["value"], r["share"]["error"]])
    if r["share"]["interval"]:
        assert [share.interval.low, share.interval.high] == same(r["share"]["interval"])


def close_to(fit: Fit, r: dict[str, list[float]]) -> None:
    """Every coefficient and its error."""
    assert [each.value for each in fit.coefficients] == same(r["value"])
    assert [each.error for each in fit.coefficients] == same(r["error"])


@each("models")
def test_models(r: dict[str, Any]) -> None:
    frame = pd.DataFrame({"a": numbers(r["a"]), "b": numbers(r["b"])})
    for model, outcome, name in ((linear, "y", "line"), (logistic, "s", "curve")):
        close_to(model(terms(frame, r[outcome], ["a", "b"])), r[name])
        close_to(model(terms(frame, r[outcome], ["a", "b"], r["k"])), r[f"{name}_clustered"])


@each("means")
def test_means(r: dict[str, Any]) -> None:
    found = mean_estimate(r["y"])
    assert [found.value, found.interval.low, found.interval.high] == same([r["value"], *r["interval"]])


@each("shares")
def test_shares(r: dict[str, Any]) -> None:
    found = wilson(r["count"], r["base"])
    assert [found.low, found.high] == same(r["interval"])


@each("correlations")
def test_correlations(r: dict[str, Any]) -> None:
    found, interval = correlation(r["x"], r["y"])
    assert [found, interval.low, interval.high] == same([r["r"], *r["interval"]])
