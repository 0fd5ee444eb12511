"""The size of rooms: docs/architecture.md, "Size of rooms"."""

import pytest

from . import budget
from .sources import under

CODE = under(*budget.CODE)
EVERYTHING = [*CODE, *under("tests")]
PAGES = [path for suffix in (".html", ".css", ".js") for path in under("survey", suffix=suffix)]


def test_no_file_is_over_its_budget() -> None:
    assert budget.over(budget.file_sizes([*EVERYTHING, *PAGES]), budget.FILE_MOST) == []


def test_most_files_are_small() -> None:
    sizes = budget.file_sizes(CODE)
    assert budget.middle(sizes) <= budget.FILE_MEDIAN
    assert budget.ninetieth(sizes) <= budget.FILE_90


def test_no_function_is_over_its_budget() -> None:
    assert budget.over(budget.functions(EVERYTHING), budget.FUNCTION_MOST) == []


def test_most_functions_are_short() -> None:
    assert budget.ninetieth(budget.functions(CODE)) <= budget.FUNCTION_90


def test_there_are_enough_tests_and_not_too_many() -> None:
    assert budget.RATIO_LEAST <= budget.ratio() <= budget.RATIO_MOST


@pytest.mark.parametrize(("lines", "found"), [(50, 0), (51, 1)])
def test_a_function_of_51_lines_is_found(lines: int, found: int) -> None:
    source = "def long() -> None:\n" + "    pass\n" * (lines - 1)
    assert len(budget.over(budget.function_sizes(source, "here.py"), budget.FUNCTION_MOST)) == found
