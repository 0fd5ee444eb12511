"""Linear and logistic regression equal statsmodels on any data, with errors by coach."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from survey.analysis.models.fits import Fit, cluster_robust
from survey.analysis.models.regression import SeparatedError, linear, logistic
from survey.analysis.models.terms import OverloadedModelError, Terms, terms
from survey.analysis.scales import TooFewError


def cases(seed: int, number: int = 150) -> tuple[pd.DataFrame, np.typing.NDArray[np.float64]]:
    """Made-up cases of 25 coaches and an outcome that depends on them."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "coach": rng.integers(0, 25, number),
            "hours": np.round(rng.exponential(4, number), 1),
            "click": pd.Categorical(rng.choice(["no", "some", "yes"], number), ["no", "some", "yes"], ordered=True),
        }
    )
    places = frame["click"].cat.codes.to_numpy(dtype=np.float64)
    return frame, 0.1 * frame["hours"].to_numpy() + 0.6 * places + rng.logistic(size=number) - 1


def same(fit: Fit, reference: object) -> None:
    """Coefficients, errors, p-values and intervals."""
    ends = [(each.interval.low, each.interval.high) for each in fit.coefficients]
    assert [each.value for each in fit.coefficients] == pytest.approx(list(reference.params), rel=1e-7)  # type: ignore[attr-defined]
    assert [each.error for each in fit.coefficients] == pytest.approx(list(reference.bse), rel=1e-6)  # type: ignore[attr-defined]
    assert [each.p for each in fit.coefficients] == pytest.approx(list(reference.pvalues), rel=1e-5, abs=1e-12)  # type: ignore[attr-defined]
    assert np.array(ends) == pytest.approx(np.asarray(reference.conf_int()), rel=1e-6, abs=1e-9)  # type: ignore[attr-defined]


def built(seed: int, *, clustered: bool, yes: bool = False) -> tuple[Terms, dict[str, object]]:
    """The terms of made-up cases, and what statsmodels is told of clusters."""
    frame, outcome = cases(seed)
    coaches = frame["coach"].tolist()
    chosen = terms(
        frame, (outcome > 0).astype(float) if yes else outcome, ["hours", "click"], coaches if clustered else None
    )
    by_coach = {"cov_type": "cluster", "cov_kwds": {"groups": np.array(coaches)}, "use_t": True}
    return chosen, by_coach if clustered else {}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("clustered", [False, True])
def test_linear_regression_gives_what_statsmodels_gives(seed: int, clustered: bool) -> None:
    chosen, options = built(seed, clustered=clustered)
    fit, reference = linear(chosen), sm.OLS(chosen.outcome, chosen.with_intercept()).fit(**options)
    same(fit, reference)
    assert fit.quality == pytest.approx(reference.rsquared)
    assert fit.clusters == (len(set(chosen.clusters.tolist())) if chosen.clusters is not None else None)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("clustered", [False, True])
def test_logistic_regression_gives_what_statsmodels_gives(seed: int, clustered: bool) -> None:
    chosen, options = built(seed, clustered=clustered, yes=True)
    reference = sm.Logit(chosen.outcome, chosen.with_intercept()).fit(disp=0, tol=1e-12, **options)
    fit = logistic(chosen)
    same(fit, reference)
    assert (fit.quality, fit.log_likelihood) == pytest.approx((reference.prsquared, reference.llf))


def test_the_method_names_clusters_cases_and_no_effect() -> None:
    chosen, _ = built(1, clustered=True)
    said = linear(chosen).method.told(str)
    assert said[1] == "Base: 150 people."
    assert "25 clusters (CR1); t with 24 degrees of freedom." in " ".join(said)
    assert "This is an association, not an effect." in said
    assert "statsmodels" in said[-1]


def test_a_model_that_its_cases_do_not_carry_is_refused() -> None:
    frame, outcome = cases(1, number=39)
    with pytest.raises(OverloadedModelError):
        linear(terms(frame, outcome, ["hours", "click"]))


def test_an_outcome_that_is_predicted_perfectly_is_refused() -> None:
    frame, _ = cases(1)
    with pytest.raises(SeparatedError):
        logistic(terms(frame, (frame["hours"] > 3).to_numpy(dtype=float), ["hours"]))


def test_an_outcome_that_never_differs_is_refused() -> None:
    frame, _ = cases(1)
    with pytest.raises(TooFewError):
        logistic(terms(frame, np.ones(150), ["hours"]))


def test_one_coach_gives_no_error_between_coaches() -> None:
    with pytest.raises(TooFewError):
        cluster_robust(np.eye(1), np.ones((30, 1)), np.zeros(30, dtype=np.int64))
