"""Agreement of coders, against the definition by pairs."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from survey.analysis.agreement import Level, alpha, kappa
from survey.analysis.scales import TooFewError

CODES = st.lists(st.lists(st.sampled_from([1, 2, 3, 5, None]), min_size=6, max_size=6), min_size=2, max_size=4)


def by_pairs(codes: list[list[int | None]], level: Level) -> float:
    """Alpha from every pair of codes of a unit, and every pair of codes at all."""
    units = [[code for code in unit if code is not None] for unit in zip(*codes, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    values = [code for unit in units for code in unit]

    def distance(one: int, other: int) -> float:
        return float(one != other) if level is Level.NOMINAL else float((one - other) ** 2)

    shared = [distance(*pair) / (len(unit) - 1) for unit in units for pair in permutations(unit, 2)]
    total = sum(distance(*pair) for pair in permutations(values, 2))
    return 1 - sum(shared) / len(values) / (total / (len(values) * (len(values) - 1)))


@settings(max_examples=60)
@given(CODES, st.sampled_from([Level.NOMINAL, Level.INTERVAL]))
def test_alpha_equals_its_definition_by_pairs(codes: list[list[int | None]], level: Level) -> None:
    units = [[code for code in unit if code is not None] for unit in zip(*codes, strict=True)]
    assume(len({code for unit in units if len(unit) > 1 for code in unit}) > 1)
    assert alpha(codes, level).value == pytest.approx(by_pairs(codes, level))


def test_full_agreement_is_1_and_units_of_one_coder_do_not_count() -> None:
    found = alpha([[1, 2, 3, None, 1], [1, 2, 3, 2, None]])
    assert (found.value, found.base) == (1, 3)
    assert "(nominal)" in " ".join(found.method.told(str))


@pytest.mark.parametrize("codes", [[[1, None], [None, 2]], [[1, 1], [1, 1]]])
def test_alpha_of_nothing_to_differ_about_is_refused(codes: list[list[int | None]]) -> None:
    with pytest.raises(TooFewError):
        alpha(codes)


@pytest.mark.parametrize("level", list(Level))
def test_ratio_differences_allow_two_zeros(level: Level) -> None:
    assert np.isfinite(alpha([[0, 0, 1, 4], [0, 1, 1, 4]], level).value)


def test_kappa_is_0_at_chance_and_1_at_full_agreement() -> None:
    assert kappa([[25, 25], [25, 25]]).value == pytest.approx(0)
    full = kappa([[10, 0], [0, 20]])
    assert (full.value, full.error, full.agreed) == pytest.approx((1, 0, 1))


@pytest.mark.parametrize("table", [[[0, 0], [0, 0]], [[7, 0], [0, 0]], [[1, 2, 3], [4, 5, 6]]])
def test_kappa_of_nothing_to_differ_about_is_refused(table: list[list[int]]) -> None:
    with pytest.raises(TooFewError):
        kappa(table)
