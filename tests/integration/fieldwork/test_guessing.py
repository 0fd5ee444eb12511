"""The counter against guessing: per address and minute, without an address or a minute in it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from survey.fieldwork.guessing import Guard, forget
from survey.storage.engines import Store
from survey.storage.responses import Failures

from .ground import NOW, Ground

HERE, THERE = "192.0.2.1", "198.51.100.7"
GUARD = Guard(10, b"k" * 32)


def tried(ground: Ground, address: str, now: datetime = NOW, guard: Guard = GUARD) -> bool:
    with ground.session(Store.RESPONSES) as session:
        return guard.is_over(session, address, now)


def test_ten_failures_in_a_minute_are_allowed_and_the_eleventh_is_too_many(ground: Ground) -> None:
    assert [tried(ground, HERE) for _ in range(12)] == [False] * 10 + [True] * 2


def test_another_address_and_another_minute_begin_anew(ground: Ground) -> None:
    for _ in range(11):
        tried(ground, HERE)
    assert tried(ground, HERE)
    assert not tried(ground, THERE)
    assert not tried(ground, HERE, NOW + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("", "", True),
        ("unix:", "192.0.2.1", False),
    ],
    ids=["one connection", "two connections", "two hosts", "one host", "mapped hosts", "none", "a socket"],
)
def test_an_address_stands_for_a_connection(ground: Ground, one: str, other: str, same: bool) -> None:
    guard = Guard(1, bytes(32))
    assert not tried(ground, one, guard=guard)
    assert tried(ground, other, guard=guard) is same


def test_without_a_limit_nothing_is_counted(ground: Ground) -> None:
    assert not any(tried(ground, HERE, guard=Guard(0, bytes(32))) for _ in range(20))
    assert ground.count(Store.RESPONSES, Failures) == 0


def test_who_is_over_the_limit_writes_nothing_more(ground: Ground) -> None:
    for _ in range(50):
        tried(ground, HERE)
    (row,) = ground.rows(Store.RESPONSES, Failures)
    assert row.number == 10


def test_neither_address_nor_time_is_stored(ground: Ground) -> None:
    tried(ground, HERE)
    tried(ground, HERE, NOW + timedelta(minutes=1))
    rows = ground.rows(Store.RESPONSES, Failures)
    assert len({row.key for row in rows}) == 2, "two minutes of one address cannot be told to belong together"
    content = str(ground.content(Store.RESPONSES)["failures"])
    for known in (HERE, NOW.date().isoformat(), str(int(NOW.timestamp()) // 60)):
        assert known not in content
    assert {row.slot for row in rows} <= {0, 1, 2, 3}


def test_another_secret_key_counts_apart(ground: Ground) -> None:
    assert not tried(ground, HERE, guard=Guard(1, b"a" * 32))
    assert not tried(ground, HERE, guard=Guard(1, b"b" * 32))


@pytest.mark.parametrize(("minutes", "left"), [(1, 1), (29, 1), (61, 0), (89, 0)])
def test_after_an_hour_a_failure_is_forgotten(ground: Ground, minutes: int, left: int) -> None:
    tried(ground, HERE)
    with ground.session(Store.RESPONSES) as session:
        forget(session, NOW + timedelta(minutes=minutes))
    assert ground.count(Store.RESPONSES, Failures) == left


def test_a_new_failure_throws_the_old_ones_away(ground: Ground) -> None:
    tried(ground, HERE)
    tried(ground, THERE, NOW + timedelta(minutes=61))
    assert ground.count(Store.RESPONSES, Failures) == 1


def test_failures_at_the_same_moment_are_all_counted(ground: Ground) -> None:
    with ThreadPoolExecutor(4) as pool:
        over = list(pool.map(lambda _number: tried(ground, HERE), range(10)))
    assert not any(over)
    (row,) = ground.rows(Store.RESPONSES, Failures)
    assert row.number == 10
