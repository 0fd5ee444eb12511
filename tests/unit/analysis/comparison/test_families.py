"""Several tests at once."""

import gc
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from survey.analysis.comparison.families import benjamini_hochberg, holm


@pytest.fixture(scope="module", autouse=True)
def little_to_collect() -> Iterator[None]:
    """`multipletests` has Python collect garbage each time, which lasts long in a process that holds much."""
    gc.freeze()
    yield
    gc.unfreeze()


@given(st.lists(st.floats(1e-9, 1), min_size=1, max_size=15))
def test_any_family_gives_what_statsmodels_gives(p: list[float]) -> None:
    assert holm(p).p == pytest.approx(tuple(multipletests(p, method="holm")[1]))
    assert benjamini_hochberg(p).p == pytest.approx(tuple(multipletests(p, method="fdr_bh")[1]))


def test_corrected_values_stand_in_the_order_given() -> None:
    assert holm([0.04, 0.001]).p == pytest.approx((0.04, 0.002))


def test_no_tests_need_no_correction() -> None:
    assert holm([]).p == benjamini_hochberg([]).p == ()


@pytest.mark.parametrize("p", [-0.1, 1.1, np.nan])
def test_what_is_no_p_value_is_refused(p: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        holm([0.5, p])


def test_the_method_says_how_many_tests_there_were() -> None:
    assert benjamini_hochberg([0.1, 0.2, 0.3]).method.told(str)[1] == "Base: 3 tests."
