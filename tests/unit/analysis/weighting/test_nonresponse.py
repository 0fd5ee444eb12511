"""Respondents against the frame, and how bad it can be."""

import pytest

from survey.analysis.comparison.shares import compare_shares
from survey.analysis.estimates import NoBaseError, worst_case
from survey.analysis.scales import TooFewError
from survey.analysis.weighting.nonresponse import FrameError, against_frame

INVITED = {"young": 560, "middle": 640, "old": 361}


def test_shares_and_rates_stand_beside_each_other() -> None:
    found = against_frame(INVITED, {"young": 37, "middle": 63, "old": 37})
    young = found.classes[0]
    assert (young.share_invited, young.share_answered) == pytest.approx((560 / 1561, 37 / 137))
    assert young.rate == pytest.approx(37 / 560)
    assert found.dissimilarity == pytest.approx(560 / 1561 - 37 / 137)


def test_respondents_are_tested_against_those_who_did_not_answer() -> None:
    found = against_frame(INVITED, {"young": 37, "middle": 63, "old": 37})
    assert found.test == compare_shares([(37, 523), (63, 577), (37, 324)])


def test_equal_rates_are_no_difference_and_full_response_no_test() -> None:
    assert against_frame({"a": 100, "b": 50}, {"a": 20, "b": 10}).dissimilarity == 0
    everybody = against_frame({"a": 100, "b": 50}, {"a": 100, "b": 50})
    assert (everybody.test, everybody.dissimilarity) == (None, 0)


def test_a_class_without_anybody_has_no_rate() -> None:
    assert against_frame({"a": 10, "b": 0}, {"a": 5}).classes[1].rate is None


def test_more_respondents_than_people_are_refused() -> None:
    with pytest.raises(FrameError, match="in b than"):
        against_frame({"a": 10, "b": 1}, {"b": 2})
    with pytest.raises(TooFewError):
        against_frame(INVITED, {})


@pytest.mark.parametrize(("count", "base", "population"), [(5, 4, 10), (5, 11, 10), (0, 0, 0)])
def test_bounds_need_counts_that_fit_in_each_other(count: int, base: int, population: int) -> None:
    with pytest.raises(NoBaseError):
        worst_case(count, base, population)


def test_with_everybody_there_is_one_answer() -> None:
    bounds = worst_case(30, 60, 60)
    assert (bounds.low, bounds.high) == (0.5, 0.5)
