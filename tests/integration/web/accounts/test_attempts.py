"""Counts of what was tried in vain, and links that work once: both end by themselves."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from survey.storage.engines import Store, writing
from survey.storage.staff import Attempts, OneTimeLink, Staff
from survey.web import accounts
from survey.web.accounts import one_time
from survey.web.accounts.attempts import ACCOUNT, ADDRESS, ASKING, CODE, MAIL, WINDOW, Counter
from survey.web.accounts.one_time import LASTS, Purpose

KEY, NOW = b"k" * 32, datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
WHO = "anna@example.org"
SECOND = timedelta(seconds=1)
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def session(engines: Mapping[Store, Engine]) -> Iterator[Session]:
    """A session that may write."""
    with Session(engines[Store.STUDIES]) as studies:
        yield writing(studies)


def try_often(session: Session, counter: Counter, number: int, now: datetime = NOW) -> None:
    for _ in range(number):
        counter.count(session, KEY, WHO, now)
    session.flush()


@pytest.mark.parametrize("counter", [ACCOUNT, ADDRESS, CODE, MAIL, ASKING], ids=lambda each: each.kind)
def test_it_is_over_at_the_limit_and_not_before(session: Session, counter: Counter) -> None:
    assert not counter.is_over(session, KEY, WHO, NOW)
    try_often(session, counter, counter.most - 1)
    assert not counter.is_over(session, KEY, WHO, NOW)
    try_often(session, counter, 1)
    assert counter.is_over(session, KEY, WHO, NOW)
    assert counter.is_over(session, KEY, WHO, NOW + WINDOW - SECOND)


def test_in_the_next_quarter_it_begins_anew(session: Session) -> None:
    try_often(session, MAIL, MAIL.most)
    assert not MAIL.is_over(session, KEY, WHO, NOW + WINDOW)


@pytest.mark.parametrize(("counter", "who"), [(MAIL, "bert@example.org"), (CODE, WHO), (ACCOUNT, WHO)])
def test_nobody_else_and_nothing_else_is_counted_with_it(session: Session, counter: Counter, who: str) -> None:
    try_often(session, MAIL, 200)
    assert not counter.is_over(session, KEY, who, NOW)


def test_another_installation_cannot_read_the_counts(session: Session) -> None:
    try_often(session, MAIL, MAIL.most)
    assert not MAIL.is_over(session, b"o" * 32, WHO, NOW)


def test_old_counts_are_thrown_away_by_the_next(session: Session) -> None:
    try_often(session, MAIL, 1)
    try_often(session, MAIL, 1, NOW + 2 * WINDOW)
    assert session.scalar(select(func.count()).select_from(Attempts)) == 2
    try_often(session, MAIL, 1, NOW + 2 * WINDOW + SECOND)
    assert session.scalar(select(func.count()).select_from(Attempts)) == 1


@pytest.fixture
def person(session: Session) -> int:
    """Somebody with an account."""
    accounts.add(session, WHO, "twelve green bicycles", QUICK)
    session.flush()
    return session.scalars(select(Staff.id)).one()


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_link_works_until_its_last_moment(session: Session, person: int, purpose: Purpose) -> None:
    secret = one_time.make(session, person, purpose, NOW)
    for late, works in ((-LASTS[purpose], True), (timedelta(0), True), (SECOND, False)):
        found = one_time.find(session, secret, NOW + LASTS[purpose] + late)
        assert (found is not None) is works
        assert found is None or (found[0].id, found[1]) == (person, purpose)


def test_a_new_link_ends_the_one_before_for_the_same_purpose_only(session: Session, person: int) -> None:
    invited, forgot = (one_time.make(session, person, purpose, NOW) for purpose in Purpose)
    newer = one_time.make(session, person, Purpose.FORGOTTEN, NOW)
    works = [one_time.find(session, each, NOW) is not None for each in (invited, forgot, newer)]
    assert works == [True, False, True]


def test_a_password_that_was_chosen_ends_every_link(session: Session, person: int) -> None:
    secrets = [one_time.make(session, person, purpose, NOW) for purpose in Purpose]
    one_time.use_up(session, person)
    assert [one_time.find(session, each, NOW) for each in secrets] == [None, None]


def test_a_closed_account_has_no_link(session: Session, person: int) -> None:
    secret = one_time.make(session, person, Purpose.FORGOTTEN, NOW)
    session.get_one(Staff, person).active = False
    session.flush()
    assert one_time.find(session, secret, NOW) is None


def test_the_secret_itself_is_not_kept_and_old_links_go(session: Session, person: int) -> None:
    secret = one_time.make(session, person, Purpose.FORGOTTEN, NOW)
    (row,) = session.scalars(select(OneTimeLink)).all()
    assert secret not in row.digest
    one_time.make(session, person, Purpose.INVITATION, NOW + timedelta(hours=2))
    assert [each.purpose for each in session.scalars(select(OneTimeLink))] == [Purpose.INVITATION]
