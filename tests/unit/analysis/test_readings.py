"""What two coders found in a text, and what it comes to."""

import pytest

from survey.analysis.readings import Codes, Reading

A, B, AB, NONE = frozenset("a"), frozenset("b"), frozenset("ab"), frozenset[str]()


@pytest.mark.parametrize(
    ("first", "second", "decided", "outcome", "conflict"),
    [
        (None, None, None, None, False),
        (A, None, None, None, False),
        (A, A, None, A, False),
        (NONE, NONE, None, NONE, False),
        (A, B, None, None, True),
        (A, NONE, None, None, True),
        (A, B, AB, AB, False),
        (A, A, NONE, NONE, False),
    ],
)
def test_what_it_comes_to(
    first: Codes | None, second: Codes | None, decided: Codes | None, outcome: Codes | None, conflict: bool
) -> None:
    reading = Reading(first, second, decided)
    assert (reading.outcome, reading.is_conflict) == (outcome, conflict)


def test_a_theme_that_is_retired_makes_no_difference() -> None:
    assert Reading(A, AB, None).only(A) == Reading(A, A, None)
    assert not Reading(A, AB, None).only(A).is_conflict
