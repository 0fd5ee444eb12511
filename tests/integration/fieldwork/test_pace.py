"""The pace holds for all workers together, on both databases, and leaves nothing behind."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from survey.fieldwork import outbox, pace
from survey.fieldwork.outbox import Mail
from survey.fieldwork.pace import UNHURRIED, Pace
from survey.storage.contacts import Outbox
from survey.storage.contacts import Pace as PaceRow
from survey.storage.engines import Store

from .ground import Ground

LEASE = timedelta(seconds=60)


def claim(ground: Ground, limit: Pace) -> Mail | None:
    with ground.session(Store.CONTACTS) as session:
        return outbox.claim(session, ground.now, LEASE, None, limit)


@pytest.mark.parametrize("limit", [Pace(study=7), Pace(domain=7), Pace(study=9, domain=7)])
def test_four_workers_at_once_keep_one_pace(ground: Ground, limit: Pace) -> None:
    ground.opened(number=30)

    def work(_number: int) -> int:
        return sum(claim(ground, limit) is not None for _time in range(10))

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 7
    ground.later(minutes=1)
    assert claim(ground, limit) is not None


def test_a_refused_place_leaves_the_mail_as_it_was(ground: Ground) -> None:
    ground.opened(number=12)
    limit = Pace(domain=1)
    assert claim(ground, limit) is not None
    assert claim(ground, limit) is None
    assert sorted(row.state for row in ground.rows(Store.CONTACTS, Outbox)) == ["sending", *["waiting"] * 11]


def test_the_counts_are_thrown_away_after_their_minute(ground: Ground) -> None:
    ground.opened(number=12)
    claim(ground, Pace(study=5, domain=5))
    assert {row.name: row.mails for row in ground.rows(Store.CONTACTS, PaceRow)} == {"proef": 1, "@example.org": 1}
    with ground.session(Store.CONTACTS) as session:
        pace.forget(session, ground.now)
    assert ground.count(Store.CONTACTS, PaceRow) == 2
    ground.later(minutes=1)
    with ground.session(Store.CONTACTS) as session:
        pace.forget(session, ground.now)
    assert ground.count(Store.CONTACTS, PaceRow) == 0


def test_without_a_limit_nothing_is_counted(ground: Ground) -> None:
    ground.opened(number=12)
    assert claim(ground, UNHURRIED) is not None
    assert ground.count(Store.CONTACTS, PaceRow) == 0
