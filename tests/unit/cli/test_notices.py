"""Problems on the terminal: the same thing on many rows is said once, with all its rows."""

import pytest

from survey.cli import words
from survey.cli.notices import ranges, told_of
from survey.questionnaires.problems import Problem, Reason

REQUIRED = "Every question may be left open here. It is not required."


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal speaks English."""
    monkeypatch.setattr(words, "LANGUAGE", "en")


@pytest.mark.parametrize(
    ("numbers", "text"),
    [([2], "2"), ([2, 3, 4], "2-4"), ([7, 2, 3, 9], "2-3, 7, 9"), ([2, 2, 3], "2-3"), ([], "")],
)
def test_rows_are_told_in_runs(numbers: list[int], text: str) -> None:
    assert ranges(numbers) == text


def test_the_same_thing_is_said_once() -> None:
    found = [Problem("a.xlsx", row, REQUIRED, {}, "survey, required") for row in (2, 3, 7)]
    other = Problem("a.xlsx", 3, REQUIRED, {}, "survey, needed")
    assert list(told_of([found[0], other, *found[1:]])) == [
        f"a.xlsx:2: survey, required (rows 2-3, 7): {REQUIRED}",
        f"a.xlsx:3: survey, needed: {REQUIRED}",
    ]


def test_different_things_are_said_apart() -> None:
    found = [Problem("a.xlsx", row, "“{name}” is never ended.", {"name": str(row)}, "survey") for row in (2, 3)]
    assert len(list(told_of(found))) == 2


def test_a_reason_is_translated_before_it_is_filled_in() -> None:
    reason = Reason("“{part}” has no counterpart", {"part": "today()"})
    problem = Problem("a.xlsx", 2, "The calculation was left out: {reason}.", {"reason": reason})
    dutch = {
        "The calculation was left out: {reason}.": "De berekening is weggelaten: {reason}.",
        "“{part}” has no counterpart": "“{part}” bestaat hier niet",
    }
    assert str(problem) == "a.xlsx:2: The calculation was left out: “today()” has no counterpart."
    assert problem.told(dutch.__getitem__) == "a.xlsx:2: De berekening is weggelaten: “today()” bestaat hier niet."
