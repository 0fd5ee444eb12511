"""Options in an order of chance: fair between people, fixed for one, and of no consequence for what is stored."""

from collections import Counter
from pathlib import Path

from survey.questionnaires import routing
from survey.questionnaires.catalogue import load_checked
from survey.questionnaires.kinds import Answers, MultipleChoice
from survey.questionnaires.ordering import ordered

EVERY = load_checked(Path(__file__).parent / "written" / "every-kind.yaml")
GOOD = EVERY.item("good")


def order(seed: int) -> tuple[str, ...]:
    """The codes as the person with this seed sees them."""
    return ordered(GOOD, seed.to_bytes(4, "big")).codes()


def test_one_person_always_sees_the_same_order() -> None:
    assert order(1) == order(1)


def test_every_ordinary_option_comes_first_about_equally_often() -> None:
    first = Counter(order(seed)[0] for seed in range(3000))
    assert set(first) == {"time", "knows", "at_work"}
    assert all(900 < count < 1100 for count in first.values())


def test_other_and_nothing_stay_at_the_end() -> None:
    assert {order(seed)[3:] for seed in range(100)} == {("other", "nothing")}


def test_items_that_are_not_randomised_stay_as_they_are() -> None:
    for item in EVERY.items():
        assert item.id == "good" or ordered(item, b"seed") is item


def test_what_is_stored_is_in_the_order_of_the_questionnaire() -> None:
    assert isinstance(GOOD, MultipleChoice)
    chosen: Answers = {"agree": "yes", "work": "yes", "good": ("at_work", "time")}
    assert routing.prune(EVERY, chosen)["good"] == ("time", "at_work")
