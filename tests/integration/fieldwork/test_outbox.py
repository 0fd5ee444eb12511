"""The outbox: each mail is claimed by one worker at a time, finished once, and forgotten but for the day."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from datetime import date, timedelta

import pytest

from survey.fieldwork import outbox
from survey.fieldwork.outbox import FIRST_PAUSE, MOST_ATTEMPTS, Mail
from survey.fieldwork.permits import Reasons
from survey.fieldwork.waves import close_wave, open_wave
from survey.questionnaires.study import Study
from survey.storage.contacts import Outbox
from survey.storage.engines import Store
from tests.fixtures.studies import a_study, some_people

from .ground import Ground

LEASE = timedelta(seconds=60)


def claim(ground: Ground, lease: timedelta = LEASE) -> Mail | None:
    with ground.session(Store.CONTACTS) as session:
        return outbox.claim(session, ground.now, lease)


def claimed(ground: Ground) -> Mail:
    mail = claim(ground)
    assert mail is not None
    return mail


def only(ground: Ground) -> Outbox:
    """The only row."""
    row: Outbox
    (row,) = ground.rows(Store.CONTACTS, Outbox)
    return row


def one_mail(ground: Ground) -> Study:
    """Put one mail in the outbox."""
    study = a_study(smallest_cohort=2)
    ground.load(study)
    ground.enrol(study, some_people(1))
    open_wave(ground.field(), study, "single", Reasons("a test"))
    return study


def test_a_claimed_mail_says_to_whom_and_what(ground: Ground) -> None:
    one_mail(ground)
    mail = claimed(ground)
    assert (mail.address, mail.language, mail.kind, mail.round) == ("person-1@example.org", "nl", "invitation", 1)
    assert (mail.study_id, mail.wave_id, mail.cohort_id) == ("proef", "proef/single", "proef/single/1")
    assert only(ground).state == "sending"


def test_nothing_is_claimed_twice_while_the_lease_lasts(ground: Ground) -> None:
    one_mail(ground)
    claimed(ground)
    ground.later(seconds=59)
    assert claim(ground) is None
    with ground.session(Store.CONTACTS) as session:
        assert outbox.count_claimed(session, ground.now) == 1
        assert outbox.count_due(session, ground.now) == 0


def test_a_mail_whose_worker_stopped_is_claimed_again_when_the_lease_is_over(ground: Ground) -> None:
    one_mail(ground)
    first = claimed(ground)
    ground.later(seconds=60)
    again = claimed(ground)
    assert (again.id, again.lease_until) == (first.id, ground.now + LEASE)


def test_nothing_is_claimed_before_its_day(ground: Ground) -> None:
    one_mail(ground)
    ground.later(days=-1)
    assert claim(ground) is None
    ground.later(days=1)
    claimed(ground)


def test_workers_at_once_never_claim_the_same_mail(ground: Ground) -> None:
    ground.opened(number=60)

    def work(_number: int) -> list[int]:
        mine = []
        while mail := claim(ground):
            mine.append(mail.id)
        return mine

    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(work, range(4)))
    every = [each for mine in taken for each in mine]
    assert (len(every), len(set(every))) == (60, 60)


def test_a_mail_that_left_keeps_the_day_and_nothing_else(ground: Ground) -> None:
    one_mail(ground)
    with ground.session(Store.CONTACTS) as session:
        outbox.postpone(session, claimed(ground), ground.now)
        ground.later(hours=20)
        outbox.done(session, claimed(ground), ground.now)
    row = only(ground)
    assert (row.state, row.day, row.attempts, row.lease_until) == ("done", date(2026, 11, 21), 0, None)
    assert claim(ground) is None


def test_the_outbox_has_no_place_for_a_text_an_address_or_a_time_of_sending() -> None:
    columns = {column.name for column in Outbox.__table__.columns}
    assert columns == {
        *("id", "contact_id", "study_id", "wave_id", "cohort_id", "round"),
        *("kind", "state", "day", "attempts", "lease_until"),
    }
    assert "text" not in {field.name for field in fields(Mail)}


def test_each_attempt_waits_twice_as_long_as_the_one_before(ground: Ground) -> None:
    one_mail(ground)
    for attempt in range(MOST_ATTEMPTS - 1):
        with ground.session(Store.CONTACTS) as session:
            outbox.postpone(session, claimed(ground), ground.now)
        assert (only(ground).state, only(ground).attempts) == ("waiting", attempt + 1)
        ground.now += FIRST_PAUSE * 2**attempt - timedelta(seconds=1)
        assert claim(ground) is None
        ground.later(seconds=1)
    with ground.session(Store.CONTACTS) as session:
        outbox.postpone(session, claimed(ground), ground.now)
    assert (only(ground).state, only(ground).attempts, only(ground).lease_until) == ("failed", 0, None)


def test_a_mail_that_failed_is_not_tried_again(ground: Ground) -> None:
    one_mail(ground)
    with ground.session(Store.CONTACTS) as session:
        outbox.failed(session, claimed(ground))
    ground.later(days=30)
    assert (only(ground).state, claim(ground)) == ("failed", None)


@pytest.mark.parametrize("end", ["done", "failed", "postpone"])
def test_a_mail_that_was_cancelled_while_it_was_sent_stays_cancelled(ground: Ground, end: str) -> None:
    study = one_mail(ground)
    mail = claimed(ground)
    close_wave(ground.field(), study, "single")
    finish(ground, mail, end)
    assert only(ground).state == "cancelled"


@pytest.mark.parametrize("end", ["failed", "postpone"])
def test_a_slow_worker_does_not_undo_what_another_took_over(ground: Ground, end: str) -> None:
    one_mail(ground)
    slow = claimed(ground)
    ground.later(seconds=61)
    quick = claimed(ground)
    finish(ground, slow, end)
    assert only(ground).state == "sending"
    finish(ground, quick, "done")
    finish(ground, slow, end)
    assert only(ground).state == "done"


def test_a_slow_worker_whose_mail_left_is_believed(ground: Ground) -> None:
    one_mail(ground)
    slow = claimed(ground)
    ground.later(seconds=61)
    finish(ground, claimed(ground), "postpone")
    finish(ground, slow, "done")
    assert (only(ground).state, only(ground).attempts) == ("done", 0)


def finish(ground: Ground, mail: Mail, end: str) -> None:
    """End a mail in one of the three ways."""
    with ground.session(Store.CONTACTS) as session:
        if end == "done":
            outbox.done(session, mail, ground.now)
        elif end == "failed":
            outbox.failed(session, mail)
        else:
            outbox.postpone(session, mail, ground.now)
