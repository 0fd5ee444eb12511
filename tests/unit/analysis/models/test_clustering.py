"""Clustering by coach: the intraclass correlation and the design effect."""

import warnings

import numpy as np
import pytest
import statsmodels.api as sm

from survey.analysis.models.clustering import clustering
from survey.analysis.scales import TooFewError


def answers(seed: int, spread: float) -> tuple[np.typing.NDArray[np.float64], list[object]]:
    """Answers of participants of 30 coaches, who differ by `spread`."""
    rng = np.random.default_rng(seed)
    coaches = rng.choice(30, 250, p=rng.dirichlet(np.full(30, 3.0)))
    return 7 + rng.normal(size=30)[coaches] * spread + rng.normal(size=250), coaches.tolist()


@pytest.mark.parametrize("seed", range(5))
def test_the_icc_equals_a_mixed_model_of_statsmodels(seed: int) -> None:
    values, coaches = answers(seed, 0.7)
    found = clustering(values, coaches)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It warns of its own optimiser.
        fit = sm.MixedLM(values, np.ones((250, 1)), groups=np.array(coaches)).fit(reml=True, method="powell")
    between = float(np.asarray(fit.cov_re)[0, 0])
    assert found.icc == pytest.approx(between / (between + fit.scale), abs=2e-4)


def test_equal_groups_make_both_estimates_equal() -> None:
    values = np.random.default_rng(3).normal(size=(20, 6)) + np.random.default_rng(4).normal(size=(20, 1))
    found = clustering(values.ravel(), np.repeat(np.arange(20), 6).tolist())
    assert found.icc == pytest.approx(found.anova, abs=1e-9)
    assert found.deff == pytest.approx(1 + 5 * found.icc)


def test_coaches_who_do_not_differ_have_an_icc_of_0() -> None:
    values = np.tile([6.0, 7.0, 8.0], 12)
    found = clustering(values, np.repeat(np.arange(12), 3).tolist())
    assert (found.icc, found.deff) == (0, 1)
    assert found.anova < 0


def test_participants_of_a_coach_who_never_differ_have_an_icc_of_1() -> None:
    found = clustering(np.repeat(np.arange(12.0), 3), np.repeat(np.arange(12), 3).tolist())
    assert (found.icc, found.deff) == (1, 3)


def test_ten_coaches_need_two_answers_each() -> None:
    coaches: list[object] = [*range(10), *range(9), "x"]
    with pytest.raises(TooFewError, match="at least 10 coaches with 2 answers; there are 9"):
        clustering(np.arange(20.0), coaches)
    assert clustering(np.arange(20.0), [*range(10)] * 2).clusters == 10


def test_missing_answers_and_unknown_coaches_are_left_out() -> None:
    values, coaches = answers(1, 0.5)
    more = [*values.tolist(), np.nan, 9.0]
    assert clustering(more, [*coaches, 3, None]).base == 250
    assert "Base: 250 answers in 30 clusters." in clustering(more, [*coaches, 3, None]).method.told(str)
