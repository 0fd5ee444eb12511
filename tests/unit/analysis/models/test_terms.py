"""Terms of a model: columns become numbers, classes are compared with the first."""

import numpy as np
import pandas as pd
import pytest

from survey.analysis.models.terms import OverloadedModelError, check_cases, terms

FRAME = pd.DataFrame(
    {
        "grade": pd.array([7, 8, None, 9, 6], dtype="Int8"),
        "age": pd.Categorical(["young", "old", "old", None, "middle"], ["young", "middle", "old", "oldest"]),
    }
)
OUTCOME = np.array([1.0, 0, 1, 0, 1])


def test_a_class_is_a_term_but_the_first_and_those_without_anybody() -> None:
    found = terms(FRAME, OUTCOME, ["age"])
    assert found.names == ("age[middle]", "age[old]")
    assert found.matrix.tolist() == [[0, 0], [0, 1], [0, 1], [1, 0]]


def test_a_case_that_misses_anything_is_left_out() -> None:
    found = terms(FRAME, np.array([1.0, np.nan, 1, 0, 1]), ["grade", "age"], ["a", "a", "a", "a", "b"])
    assert (found.cases, found.dropped) == (2, 3)
    assert found.outcome.tolist() == [1, 1]
    assert found.clusters is not None
    assert found.clusters.tolist() == [0, 1]


def test_a_case_without_a_cluster_is_left_out_where_clusters_count() -> None:
    assert terms(FRAME, OUTCOME, ["grade"], ["a", None, "b", "b", "a"]).cases == 3


def test_a_model_may_have_no_terms() -> None:
    found = terms(FRAME, OUTCOME, [])
    assert found.with_intercept().tolist() == [[1]] * 5


def test_a_parameter_needs_10_cases() -> None:
    check_cases(30, 3)
    with pytest.raises(OverloadedModelError, match="3 parameters needs at least 30 cases; there are 29"):
        check_cases(29, 3)
