"""What a number of people allows."""

import pytest

from survey.analysis.reliability import Display, display, is_tested


@pytest.mark.parametrize("smallest", [5, 10])
def test_the_smallest_size_is_the_studys_own(smallest: int) -> None:
    assert display(smallest - 1, smallest) is Display.HIDDEN
    assert display(smallest, smallest) is Display.INDICATIVE


def test_a_large_smallest_size_leaves_nothing_indicative() -> None:
    assert [display(base, 40) for base in (39, 40)] == [Display.HIDDEN, Display.NORMAL]


def test_no_groups_are_not_tested() -> None:
    assert not is_tested()
