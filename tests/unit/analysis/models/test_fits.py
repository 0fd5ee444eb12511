"""Coefficients from estimates and their covariance, and errors that are robust to clustering."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.sandwich_covariance import cov_cluster

from survey.analysis.models.fits import Solution, cluster_robust, inverse

COVARIANCE = np.array([[0.04, 0.01], [0.01, 0.25]])


@pytest.mark.parametrize("df", [None, 5, 83])
def test_intervals_and_p_values_come_from_the_normal_or_from_t(df: int | None) -> None:
    first, second = Solution(("a", "b"), np.array([0.5, -0.2]), COVARIANCE, df).coefficients()
    law = stats.norm() if df is None else stats.t(df)
    assert (first.error, second.error) == pytest.approx((0.2, 0.5))
    assert first.p == pytest.approx(2 * law.sf(2.5))
    assert second.interval.low == pytest.approx(-0.2 + 0.5 * law.ppf(0.025))
    assert second.interval.high == pytest.approx(-0.2 + 0.5 * law.ppf(0.975))


@pytest.mark.parametrize("seed", range(4))
def test_clustered_covariance_equals_statsmodels(seed: int) -> None:
    rng = np.random.default_rng(seed)
    clusters = rng.integers(0, 12, 90).astype(np.int64)
    matrix = np.column_stack([np.ones(90), rng.normal(size=(90, 2))])
    fit = OLS(matrix @ [1, 0.5, 0] + rng.normal(size=12)[clusters] + rng.normal(size=90), matrix).fit()
    ours, df = cluster_robust(inverse(matrix.T @ matrix), matrix * fit.resid[:, None], clusters)
    assert ours == pytest.approx(cov_cluster(fit, clusters))
    assert df == 11


def test_the_names_of_clusters_do_not_matter() -> None:
    rng = np.random.default_rng(1)
    clusters, scores = rng.integers(0, 6, 40).astype(np.int64), rng.normal(size=(40, 2))
    one, other = (cluster_robust(np.eye(2), scores, places)[0] for places in (clusters, 5 - clusters))
    assert one == pytest.approx(other)


def test_a_fit_is_read_by_the_names_of_its_coefficients() -> None:
    names = [each.name for each in Solution(("a", "b"), np.zeros(2), COVARIANCE, None).coefficients()]
    assert names == ["a", "b"]
