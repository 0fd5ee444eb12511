"""Upkeep: nightly work once a day, and a reshuffle before a round of reminders is decided."""

from datetime import timedelta

import pytest

from survey.fieldwork import reminding, upkeep
from survey.storage.contacts import MailKind, Outbox
from survey.storage.engines import Store
from survey.storage.studies import Scope, Work
from tests.fixtures.studies import a_study, a_wave

from .ground import NOW, Ground

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


REMINDED = {"waves": [a_wave("single", open_days=30, reminders={"after": ["7 days", "14 days"]})]}


def must(ground: Ground) -> bool:
    """Whether a reshuffle is due at the ground's moment."""
    with ground.session(Store.STUDIES) as studies, ground.session(Store.CONTACTS) as contacts:
        return upkeep.must_reshuffle(studies, contacts, ground.now)


def done(ground: Ground) -> None:
    """A reshuffle was done at the ground's moment."""
    with ground.session(Store.STUDIES) as studies:
        upkeep.note(studies, Work.RESHUFFLE, ground.now)


def test_nightly_work_is_due_once_a_day_from_two_o_clock(ground: Ground) -> None:
    with ground.session(Store.STUDIES) as studies:
        assert upkeep.last(studies, Work.PURGE) is None
        assert upkeep.is_due(studies, Work.PURGE, NOW)
        upkeep.note(studies, Work.PURGE, NOW)
        assert upkeep.last(studies, Work.PURGE) == NOW
        assert not upkeep.is_due(studies, Work.PURGE, NOW.replace(hour=23))
        night = NOW.replace(hour=1) + timedelta(days=1)
        assert not upkeep.is_due(studies, Work.PURGE, night)
        assert upkeep.is_due(studies, Work.PURGE, night.replace(hour=2))
        upkeep.note(studies, Work.PURGE, night.replace(hour=2))
        assert not upkeep.is_due(studies, Work.PURGE, night.replace(hour=3))
        assert upkeep.last(studies, Work.RESHUFFLE) is None


def test_a_round_of_reminders_is_preceded_by_a_reshuffle(ground: Ground) -> None:
    ground.opened(a_study(**REMINDED))
    days = {mail.kind: mail.day for mail in ground.rows(Store.CONTACTS, Outbox)}
    ground.now = NOW.replace(hour=3)
    done(ground)
    assert not must(ground)
    ground.later(days=(days[MailKind.REMINDER_1] - NOW.date()).days)
    done(ground)
    ground.now = ground.now.replace(hour=10)
    assert must(ground)
    done(ground)
    assert not must(ground)
    ground.later(minutes=11)
    assert must(ground)
    with ground.session(Store.STUDIES) as studies:
        reminding.keep(studies, "proef/single/1", MailKind.REMINDER_1, (Scope.EVERYBODY, 0))
    assert not must(ground)


def test_at_an_hour_without_mail_no_round_begins(ground: Ground) -> None:
    ground.opened(a_study(**REMINDED, sending={"from": "9:00", "until": "17:00"}))
    days = {mail.kind: mail.day for mail in ground.rows(Store.CONTACTS, Outbox)}
    ground.later(days=(days[MailKind.REMINDER_1] - NOW.date()).days)
    ground.now = ground.now.replace(hour=3)
    done(ground)
    ground.now = ground.now.replace(hour=5)
    assert not must(ground)
    ground.now = ground.now.replace(hour=10)
    assert must(ground)
