"""Ordinal regression: the maximum, its errors, and data that have none."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.miscmodels.ordinal_model import OrderedModel

from survey.analysis.models.ordinal import ordinal
from survey.analysis.models.regression import SeparatedError, logistic
from survey.analysis.models.terms import terms
from survey.analysis.scales import TooFewError


def cases(seed: int, levels: int) -> tuple[pd.DataFrame, np.typing.NDArray[np.float64]]:
    """Made-up cases with an outcome on a scale."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({"hours": rng.normal(4, 1, 300), "match": rng.integers(1, 5, 300).astype(float)})
    hidden = 0.5 * frame["hours"] - 0.4 * frame["match"] + rng.logistic(size=300)
    return frame, np.asarray(pd.qcut(hidden, levels, labels=False), dtype=np.float64) + 1


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("levels", [3, 5])
def test_any_data_give_what_statsmodels_gives(seed: int, levels: int) -> None:
    frame, outcome = cases(seed, levels)
    fit = ordinal(terms(frame, outcome, ["hours", "match"]))
    model = OrderedModel(outcome, frame.to_numpy(), distr="logit")
    reference = model.fit(method="bfgs", disp=0, gtol=1e-7)
    thresholds = model.transform_threshold_params(reference.params)[1:-1]
    assert [each.value for each in fit.coefficients[:2]] == pytest.approx(list(reference.params[:2]), abs=1e-5)
    assert [each.value for each in fit.coefficients[2:]] == pytest.approx(list(thresholds), abs=1e-4)
    assert [each.error for each in fit.coefficients[:2]] == pytest.approx(list(reference.bse[:2]), rel=1e-3)
    assert fit.log_likelihood >= reference.llf - 1e-9
    assert fit.quality == pytest.approx(reference.prsquared, abs=1e-6)


def test_with_two_levels_it_is_logistic_regression() -> None:
    frame, outcome = cases(1, 2)
    coaches = [number % 20 for number in range(300)]
    scale = ordinal(terms(frame, outcome, ["hours", "match"], coaches))
    yes = logistic(terms(frame, outcome - 1, ["hours", "match"], coaches))
    for name in ("hours", "match"):
        ours, theirs = scale[name], yes[name]
        assert (ours.value, ours.error, ours.p) == pytest.approx((theirs.value, theirs.error, theirs.p), rel=1e-6)
    assert scale["1|2"].value == pytest.approx(-yes["intercept"].value)
    assert (scale.clusters, scale.df) == (20, 19)


def test_without_terms_thresholds_are_the_log_odds_of_the_shares() -> None:
    frame, _ = cases(1, 3)
    outcome = np.repeat([1.0, 2.0, 4.0], [60, 90, 150])
    fit = ordinal(terms(frame, outcome, []))
    assert [each.name for each in fit.coefficients] == ["1|2", "2|4"]
    assert [each.value for each in fit.coefficients] == pytest.approx([np.log(60 / 240), 0])
    assert fit.quality == pytest.approx(0)


def test_perfect_prediction_and_doubled_terms_are_refused() -> None:
    frame, outcome = cases(1, 3)
    with pytest.raises(SeparatedError):
        ordinal(terms(frame, np.digitize(frame["hours"].to_numpy(), [3.5, 4.5]).astype(np.float64), ["hours"]))
    with pytest.raises(SeparatedError):
        ordinal(terms(frame.assign(again=2 * frame["hours"]), outcome, ["hours", "again"]))


def test_one_single_answer_is_no_scale() -> None:
    frame, _ = cases(1, 3)
    with pytest.raises(TooFewError):
        ordinal(terms(frame, np.ones(300), ["hours"]))
