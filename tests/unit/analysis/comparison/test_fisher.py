"""Fisher's exact test of any table, against every table with the same margins."""

from itertools import product
from math import factorial, prod

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from survey.analysis.comparison import fisher as exact
from survey.analysis.comparison.fisher import fisher

SMALL = st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=2, max_size=3)


def by_enumeration(table: list[list[int]]) -> float:
    """The p-value from every table there can be, in whole numbers."""
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    found: list[tuple[int, int]] = []
    for cells in product(*[range(min(row, column) + 1) for row in rows for column in columns]):
        each = [cells[start : start + len(columns)] for start in range(0, len(cells), len(columns))]
        if [sum(row) for row in each] == rows and [sum(column) for column in zip(*each, strict=True)] == columns:
            found.append((prod(map(factorial, cells)), 1))
    observed = prod(factorial(cell) for row in table for cell in row)
    total = sum(1 / weight for weight, _ in found)
    return sum(1 / weight for weight, _ in found if weight >= observed) / total


@settings(max_examples=25, deadline=None)
@given(SMALL)
def test_it_is_the_share_of_tables_that_are_at_most_as_probable(table: list[list[int]]) -> None:
    assume(prod(min(sum(r), sum(c)) + 1 for r in table for c in zip(*table, strict=True)) < 60_000)
    found = fisher(table)
    assert found.counted
    assert found.p == pytest.approx(by_enumeration(table))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=4, max_size=4))
def test_two_by_two_equals_scipy(cells: list[int]) -> None:
    table = np.array(cells).reshape(2, 2)
    assume(table.sum() > 0)
    assert fisher(table).p == pytest.approx(stats.fisher_exact(table).pvalue, abs=1e-12)


@pytest.mark.parametrize("table", [[[3, 4]], [[3], [4]], [[0, 0], [3, 4]], [[3, 0], [4, 0]], [[0, 0], [0, 0]]])
def test_where_there_is_one_table_only_nothing_is_unusual(table: list[list[int]]) -> None:
    assert fisher(table).p == 1


def test_the_order_of_rows_and_columns_does_not_matter() -> None:
    table = np.array([[1, 4, 2, 7], [6, 2, 0, 1], [3, 3, 1, 9]])
    assert fisher(table).p == pytest.approx(fisher(table[::-1, [2, 0, 3, 1]].T).p)


def test_what_cannot_be_counted_is_drawn_and_gives_the_same_again(monkeypatch: pytest.MonkeyPatch) -> None:
    table = [[50, 3, 20], [61, 9, 22], [30, 2, 25]]
    counted = fisher(table)
    monkeypatch.setattr(exact, "MOST_STEPS", 100)
    drawn = fisher(table)
    assert (counted.counted, drawn.counted) == (True, False)
    assert drawn.p == pytest.approx(counted.p, abs=0.006)
    assert fisher(table) == drawn
