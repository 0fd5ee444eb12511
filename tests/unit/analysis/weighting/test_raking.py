"""Raking: margins are met, extreme weights are cut, and what does not fit is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.analysis.weighting.raking import MarginsError, rake

SEXES, AGES = ["m", "w"], ["young", "middle", "old"]


def answered(counts: list[int]) -> dict[str, list[str]]:
    """So many respondents of each sex and age."""
    cells = [(sex, age) for sex in SEXES for age in AGES]
    people = [cell for cell, number in zip(cells, counts, strict=True) for _ in range(number)]
    return {"sex": [sex for sex, _ in people], "age": [age for _, age in people]}


def sums(classes: list[str], weights: np.typing.NDArray[np.float64]) -> dict[str, float]:
    """The weights added up by class."""
    return {name: float(weights[[each == name for each in classes]].sum()) for name in set(classes)}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 40), min_size=6, max_size=6), st.integers(100, 900), st.integers(100, 400))
def test_respondents_add_up_to_every_margin(counts: list[int], men: int, young: int) -> None:
    margins = {"sex": {"m": men, "w": 1000 - men}, "age": {"young": young, "middle": 300, "old": 700 - young}}
    classes = answered(counts)
    found = rake(classes, margins, trim=None)
    for variable, totals in margins.items():
        assert sums(classes[variable], found.weights) == pytest.approx(totals)
    assert found.deff >= 1
    assert found.deviation < 1e-8


def test_a_sample_that_fits_already_keeps_equal_weights() -> None:
    found = rake(answered([10] * 6), {"sex": {"m": 60, "w": 60}, "age": {"young": 40, "middle": 40, "old": 40}})
    assert found.weights.tolist() == pytest.approx([2.0] * 60)
    assert (found.deff, found.effective()) == pytest.approx((1, 60))


def test_weights_are_cut_at_three_times_the_mean_and_the_rest_raked_again() -> None:
    classes = answered([2, 40, 40, 40, 40, 38])
    margins = {"sex": {"m": 500, "w": 500}, "age": {"young": 220, "middle": 400, "old": 380}}
    free, cut = rake(classes, margins, trim=None), rake(classes, margins, trim=(0.3, 1.5))
    assert free.weights.max() > 1.5 * 5
    assert cut.weights.max() <= 1.5 * 5 * (1 + 1e-7)
    assert cut.cut > 0
    assert cut.deff < free.deff


def test_what_cutting_leaves_of_the_margins_is_told() -> None:
    classes = {"age": ["young"] * 2 + ["old"] * 98}
    found = rake(classes, {"age": {"young": 50, "old": 50}})
    assert found.weights.max() == pytest.approx(3)
    assert found.deviation == pytest.approx(1 - 6 / 50)
    assert "Weights kept between 0.3 and 3.0 times their mean; 2 were cut." in found.method.told(str)


@pytest.mark.parametrize(
    ("margins", "said"),
    [
        ({"age": {"young": 50, "middle": 25, "old": 25}}, "nobody answered in middle"),
        ({"age": {"young": 100}}, "no class old"),
        ({"age": {"young": 60, "old": 40}, "sex": {"m": 50, "w": 60}}, "different totals"),
    ],
)
def test_margins_that_do_not_fit_are_refused(margins: dict[str, dict[str, float]], said: str) -> None:
    classes = {"age": ["young", "old"] * 5, "sex": ["m", "w"] * 5}
    with pytest.raises(MarginsError, match=said):
        rake(classes, margins)


def test_margins_that_contradict_each_other_are_refused() -> None:
    classes = {"age": ["young"] * 5 + ["old"] * 5, "sex": ["m"] * 5 + ["w"] * 5}
    with pytest.raises(MarginsError, match="No weights fit"):
        rake(classes, {"age": {"young": 50, "old": 50}, "sex": {"m": 40, "w": 60}})
