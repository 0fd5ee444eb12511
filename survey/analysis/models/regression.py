"""Linear and logistic regression by statsmodels, with errors that are robust to clustering by coach."""

import warnings

import numpy as np

from survey.questionnaires.problems import N_

from ..scales import TooFewError
from .fits import Fit, Solution, cluster_robust, describe, inverse
from .terms import Terms, check_cases

LINEAR = (
    N_("How an outcome goes together with several things at once: the difference in the outcome for one step of each."),
    N_("Linear regression by least squares."),
)
LOGISTIC = (
    N_("How a yes goes together with several things at once: the difference in log odds for one step of each."),
    N_("Logistic regression by maximum likelihood."),
)
PACKAGES = ("numpy", "scipy", "statsmodels")


class SeparatedError(TooFewError):
    """The terms predict the outcome of some cases perfectly, so that no coefficient is finite."""


def linear(chosen: Terms) -> Fit:
    """Ordinary least squares; t with n - k degrees of freedom, or cluster-robust with G - 1.

    Raises:
        OverloadedModelError: fewer than 10 cases per parameter.

    """
    from statsmodels.regression.linear_model import OLS  # noqa: PLC0415 - slow to load, and few need it

    matrix = chosen.with_intercept()
    check_cases(chosen.cases, matrix.shape[1])
    found = OLS(chosen.outcome, matrix).fit()
    covariance, df, clusters = np.asarray(found.cov_params()), int(found.df_resid), None
    if chosen.clusters is not None:
        bread = inverse(matrix.T @ matrix)
        covariance, df = cluster_robust(bread, matrix * found.resid[:, None], chosen.clusters)
        clusters = (df + 1, df)
    solved = Solution(("intercept", *chosen.names), np.asarray(found.params), covariance, df)
    return _fit(solved, chosen, clusters, (float(found.llf), float(found.rsquared)), LINEAR)


def logistic(chosen: Terms) -> Fit:
    """Maximum likelihood for an outcome of 0 and 1; normal, or cluster-robust with t and G - 1 degrees of freedom.

    Raises:
        OverloadedModelError: fewer than 10 cases per parameter.
        SeparatedError: the terms predict some cases perfectly.

    """
    from statsmodels.discrete.discrete_model import Logit  # noqa: PLC0415 - slow to load, and few need it
    from statsmodels.tools.sm_exceptions import PerfectSeparationError  # noqa: PLC0415 - as above

    matrix = chosen.with_intercept()
    check_cases(chosen.cases, matrix.shape[1])
    model = Logit(chosen.outcome, matrix)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = model.fit(disp=0, method="newton", tol=1e-12, maxiter=100)
            covariance = np.asarray(found.cov_params())
    except (PerfectSeparationError, np.linalg.LinAlgError, Warning) as error:
        raise SeparatedError("The terms predict the outcome of some cases perfectly. Leave terms out.") from error
    df, clusters = None, None
    if chosen.clusters is not None:
        scores = np.asarray(model.score_obs(found.params))
        covariance, df = cluster_robust(covariance, scores, chosen.clusters)
        clusters = (df + 1, df)
    solved = Solution(("intercept", *chosen.names), np.asarray(found.params), covariance, df)
    return _fit(solved, chosen, clusters, (float(found.llf), float(found.prsquared)), LOGISTIC)


def _fit(
    solved: Solution,
    chosen: Terms,
    clusters: tuple[int, int] | None,
    quality: tuple[float, float],
    words: tuple[str, str],
) -> Fit:
    return Fit(
        solved.coefficients(),
        chosen.cases,
        clusters[0] if clusters else None,
        solved.df,
        *quality,
        describe(words, chosen.cases, chosen.dropped, clusters, PACKAGES),
    )
