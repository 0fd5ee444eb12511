"""Shares of a tally: whole per cents of the numbers that are told, and of nobody else."""

import pytest

from survey.fieldwork.tally import Tally


def tally(invited: int, answered: int | None) -> Tally:
    return Tally("single", invited, answered, 0, 0, 0, frozenset(), ())


@pytest.mark.parametrize(
    ("invited", "answered", "response"),
    [
        (20, 5, 25),
        (15, 10, 67),
        (15, 5, 33),
        (20, 0, 0),
        (20, 20, 100),
        (20, None, None),
        (0, 0, None),
        (0, None, None),
    ],
)
def test_the_response_is_of_the_numbers_in_steps(invited: int, answered: int | None, response: int | None) -> None:
    assert tally(invited, answered).response == response


@pytest.mark.parametrize(("invited", "number", "share"), [(20, 5, 25), (15, 5, 33), (40, 0, 0), (0, 0, 0), (0, 5, 0)])
def test_a_share_of_nobody_is_nothing(invited: int, number: int, share: int) -> None:
    assert tally(invited, 0).share(number) == share
