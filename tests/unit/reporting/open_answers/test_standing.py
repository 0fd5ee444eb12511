"""How far the coding of open answers is: nobody is done before everything is read."""

import uuid

import pytest

from survey.analysis.readings import Reading
from survey.reporting.open_answers.coding import Coders
from survey.reporting.open_answers.standing import Coder, Known, Standing

SAME = frozenset({"contact"})
ELSE = frozenset({"rules"})
NONE: frozenset[str] = frozenset()


def known(number: int, reading: Reading, *, aside: bool = False) -> Known:
    return Known(uuid.UUID(int=number), aside, None, reading)


def standing(*readings: Reading) -> Standing:
    return Standing(tuple(known(number, each) for number, each in enumerate(readings, start=1)))


@pytest.mark.parametrize(
    ("readings", "done", "conflicts", "finished"),
    [
        ((), False, 0, False),
        ((Reading(),), False, 0, False),
        ((Reading(SAME, SAME), Reading(SAME)), False, 0, False),
        ((Reading(SAME, ELSE), Reading(SAME)), False, 0, False),
        ((Reading(NONE, NONE),), True, 0, True),
        ((Reading(SAME, SAME), Reading(NONE, NONE)), True, 0, True),
        ((Reading(SAME, NONE), Reading(SAME, SAME)), True, 1, False),
        ((Reading(SAME, ELSE), Reading(ELSE, SAME)), True, 2, False),
        ((Reading(SAME, ELSE, NONE), Reading(ELSE, SAME)), True, 1, False),
        ((Reading(SAME, ELSE, NONE), Reading(ELSE, SAME, SAME | ELSE)), True, 0, True),
    ],
)
def test_coding_is_finished_when_both_read_all_and_nothing_is_undecided(
    readings: tuple[Reading, ...], done: bool, conflicts: int, finished: bool
) -> None:
    now = standing(*readings)
    assert (now.both_done, len(now.conflicts), now.is_finished) == (done, conflicts, finished)


def test_reading_that_found_nothing_counts_as_read() -> None:
    now = standing(Reading(NONE), Reading(), Reading(SAME, NONE))
    assert [now.read(coder) for coder in Coder] == [2, 1, 0]
    assert not now.is_done(Coder.FIRST)


def test_an_answer_that_is_set_aside_keeps_nobody_waiting_and_is_still_known() -> None:
    aside = known(9, Reading(), aside=True)
    now = Standing((known(1, Reading(SAME, SAME)), aside))
    assert now.is_finished
    assert now.usable == (known(1, Reading(SAME, SAME)),)
    assert now.readings() == [Reading(SAME, SAME)]
    assert aside.id not in now.queue(Coder.FIRST)
    assert now.of(aside.id) == aside


def test_where_everything_is_set_aside_nobody_is_done() -> None:
    now = Standing((known(1, Reading(SAME, ELSE), aside=True),))
    assert (now.both_done, now.conflicts, now.is_finished) == (False, (), False)
    assert now.unread(Coder.FIRST) is None


def test_an_answer_that_is_not_there_is_not_known() -> None:
    assert standing(Reading()).of(uuid.UUID(int=99)) is None


def test_the_order_follows_the_answers_and_not_how_the_database_returns_them() -> None:
    every = [known(number, Reading()) for number in range(20)]
    forward, backward = Standing(tuple(every)), Standing(tuple(reversed(every)))
    for coder in Coder:
        assert forward.queue(coder) == backward.queue(coder)


def test_from_a_place_that_is_gone_the_queue_begins_anew() -> None:
    now = standing(*(Reading() for _ in range(5)))
    queue = now.queue(Coder.SECOND)
    assert now.unread(Coder.SECOND, after=uuid.UUID(int=99)) == queue[0]
    assert now.unread(Coder.SECOND, after=queue[3]) == queue[4]
    assert now.unread(Coder.SECOND, after=queue[4]) == queue[0]


@pytest.mark.parametrize(
    ("coders", "name", "place"),
    [
        (Coders("a", "b"), "a", Coder.FIRST),
        (Coders("a", "b"), "b", Coder.SECOND),
        (Coders("a", "b", "c"), "c", None),
        (Coders("a"), "b", None),
        (Coders(), "a", None),
    ],
)
def test_a_coder_is_known_by_name_and_who_decides_is_no_coder(coders: Coders, name: str, place: Coder | None) -> None:
    assert coders.place_of(name) == place
