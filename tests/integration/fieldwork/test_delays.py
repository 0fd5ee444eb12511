"""Delays: no worker ran for days, and afterwards nobody gets everything at once."""

from datetime import date

from survey.fieldwork import delays, freezing, outbox, pauses
from survey.fieldwork.waves import open_wave
from survey.storage.engines import Store
from tests.fixtures.studies import a_study, some_people

from .ground import Ground
from .test_pauses import LEASE, days, opened


def send(ground: Ground, number: int = 100) -> None:
    """Let so many of the mails that are due leave."""
    with ground.session(Store.CONTACTS) as contacts:
        for _ in range(number):
            mail = outbox.claim(contacts, ground.now, LEASE)
            if mail is None:
                return
            outbox.done(contacts, mail)


def test_what_is_late_leaves_now_and_the_rest_keeps_its_distance(ground: Ground) -> None:
    study = opened(ground)
    ground.later(days=9)
    assert delays.catch_up(ground.field()) == [f"{study.id}/baseline/1"]
    assert days(ground) == {
        "invitation": ("waiting", date(2026, 10, 9)),
        "reminder-1": ("waiting", date(2026, 10, 16)),
        "reminder-2": ("waiting", date(2026, 10, 23)),
        "thanks": ("waiting", date(2026, 10, 29)),
    }
    assert ground.audited()[-1] == ("catch up", f"{study.id}/baseline/1")


def test_a_late_reminder_keeps_its_distance_to_the_next(ground: Ground) -> None:
    opened(ground)
    send(ground)
    ground.later(days=14)  # 14 October: both reminders are due.
    assert len(delays.catch_up(ground.field())) == 1
    found = days(ground)
    assert found["invitation"] == ("done", date(2026, 9, 30))
    assert (found["reminder-1"][1], found["reminder-2"][1]) == (date(2026, 10, 14), date(2026, 10, 21))


def test_a_reminder_for_which_no_time_is_left_is_cancelled(ground: Ground) -> None:
    opened(ground)
    ground.later(days=21)
    delays.catch_up(ground.field())
    assert days(ground)["reminder-2"][0] == "cancelled"


def test_nothing_moves_on_the_day_itself_nor_twice(ground: Ground) -> None:
    opened(ground)
    planned = days(ground)
    assert delays.catch_up(ground.field()) == []
    assert days(ground) == planned
    ground.later(days=9)
    delays.catch_up(ground.field())
    moved = days(ground)
    assert delays.catch_up(ground.field()) == []
    assert days(ground) == moved


def test_a_round_that_is_under_way_goes_on(ground: Ground) -> None:
    opened(ground)
    send(ground, 5)
    ground.later(days=2)
    assert delays.catch_up(ground.field()) == []


def test_while_mail_is_frozen_nothing_moves(ground: Ground) -> None:
    opened(ground)
    planned = days(ground)
    ground.later(days=9)
    with ground.session(Store.CONTACTS) as contacts:
        freezing.freeze(contacts, ground.now.date(), "contacts of yesterday")
        contacts.commit()
    assert delays.catch_up(ground.field()) == []
    assert days(ground) == planned
    with ground.session(Store.CONTACTS) as contacts:
        freezing.thaw(contacts, None)
    assert len(delays.catch_up(ground.field())) == 1


def test_a_study_that_rests_is_left_alone_and_others_are_not(ground: Ground) -> None:
    study = opened(ground)
    other = a_study(id="anders")
    ground.load(other)
    ground.enrol(other, some_people(10))
    open_wave(ground.field(), other, "single")
    pauses.pause(ground.field(), study, "a reason")
    ground.later(days=3)
    assert delays.catch_up(ground.field()) == ["anders/single/1"]
