"""Pauses: mails stop and links keep working; afterwards nobody gets everything at once."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from survey.fieldwork import answers, outbox, pauses
from survey.fieldwork.clock import AMSTERDAM
from survey.fieldwork.pauses import NotPausedError, PausedAlreadyError
from survey.fieldwork.waves import open_wave
from survey.questionnaires.study import Study
from survey.storage.contacts import Outbox
from survey.storage.engines import Store
from survey.storage.responses import TicketState
from tests.fixtures.studies import ANSWERS, a_study, a_wave, some_people

from .ground import TODAY, Ground
from .rollers import a_rolling_study, many, register

LEASE = timedelta(seconds=60)
STUDY = a_rolling_study(
    waves=[a_wave("baseline", offset="0 months", open_days=28, reminders={"after": ["7 days", "14 days"]})]
)


def opened(ground: Ground) -> Study:
    """A cohort that opened on 30 September 2026, a Wednesday."""
    ground.now = datetime(2026, 9, 30, 10, tzinfo=AMSTERDAM)
    register(ground, STUDY, *many(0, 12, "2026-09"))
    ground.load(STUDY)
    open_wave(ground.field(), STUDY, "baseline")
    return STUDY


def days(ground: Ground) -> dict[str, tuple[str, date]]:
    """The day of each kind of mail, which is the same for everybody."""
    rows = {(row.kind, row.state, row.day) for row in ground.rows(Store.CONTACTS, Outbox)}
    assert len(rows) == len({kind for kind, _, _ in rows})
    return {kind: (state, day) for kind, state, day in rows}


def due(ground: Ground) -> int:
    """How many mails would leave at this moment."""
    with ground.session(Store.STUDIES) as studies, ground.session(Store.CONTACTS) as contacts:
        return outbox.count_due(contacts, ground.now, pauses.resting(studies, ground.now))


def test_no_mail_leaves_while_a_study_rests(ground: Ground) -> None:
    study = opened(ground)
    assert due(ground) == 12
    pauses.pause(ground.field(), study, "the helpdesk is ill")
    assert due(ground) == 0
    with ground.session(Store.STUDIES) as studies, ground.session(Store.CONTACTS) as contacts:
        assert outbox.claim(contacts, ground.now, LEASE, pauses.resting(studies, ground.now)) is None
    assert ground.audited()[-1] == ("pause", "the helpdesk is ill")


def test_links_keep_working_while_a_study_rests(ground: Ground) -> None:
    study = ground.opened()
    found = ground.standing(ground.secrets(study)[0])
    pauses.pause(ground.field(), study, "a reason")
    with ground.session(Store.RESPONSES) as session:
        assert answers.submit(session, found, ground.questionnaire, TODAY, ANSWERS) is TicketState.USED


def test_other_studies_do_not_rest(ground: Ground) -> None:
    study = opened(ground)
    other = a_study(id="anders")
    ground.load(other)
    ground.enrol(other, some_people(10))
    open_wave(ground.field(), other, "single")
    pauses.pause(ground.field(), study, "a reason")
    assert due(ground) == 10


@pytest.mark.parametrize(("hour", "leaving"), [(8, 0), (9, 12), (16, 12), (17, 0)])
def test_mails_leave_in_sending_hours_alone(ground: Ground, hour: int, leaving: int) -> None:
    opened(ground)
    ground.now = ground.now.replace(hour=hour)
    assert due(ground) == leaving


def test_mails_of_a_wave_that_is_opened_by_hand_leave_at_any_hour(ground: Ground) -> None:
    ground.now = datetime(2026, 12, 25, 3, tzinfo=AMSTERDAM)
    ground.opened(number=12)
    assert due(ground) == 12


def test_after_a_pause_each_mail_leaves_with_its_distance(ground: Ground) -> None:
    study = opened(ground)
    pauses.pause(ground.field(), study, "a reason")
    ground.later(days=10)  # 10 October, a Saturday.
    pauses.go_on(ground.field(), study)
    assert days(ground) == {
        "invitation": ("waiting", date(2026, 10, 12)),
        "reminder-1": ("waiting", date(2026, 10, 19)),
        "reminder-2": ("waiting", date(2026, 10, 26)),
        "thanks": ("waiting", date(2026, 10, 29)),
    }
    assert ground.audited()[-1] == ("resume", "")


def test_a_reminder_that_would_come_after_the_last_day_is_cancelled(ground: Ground) -> None:
    study = opened(ground)
    pauses.pause(ground.field(), study, "a reason")
    ground.later(days=21)  # 21 October; links work until the 28th.
    pauses.go_on(ground.field(), study)
    found = days(ground)
    assert found["reminder-1"] == ("waiting", date(2026, 10, 28))
    assert found["reminder-2"][0] == "cancelled"
    assert found["thanks"] == ("waiting", date(2026, 10, 29))


def test_mails_that_left_before_the_pause_stay_as_they_are(ground: Ground) -> None:
    study = opened(ground)
    with ground.session(Store.CONTACTS) as contacts:
        while mail := outbox.claim(contacts, ground.now, LEASE):
            outbox.done(contacts, mail)
    pauses.pause(ground.field(), study, "a reason")
    ground.later(days=9)  # 9 October, two days after the first reminder was planned.
    pauses.go_on(ground.field(), study)
    found = days(ground)
    assert found["invitation"] == ("done", date(2026, 9, 30))
    assert (found["reminder-1"][1], found["reminder-2"][1]) == (date(2026, 10, 9), date(2026, 10, 16))


def test_a_crash_while_a_study_goes_on_is_made_good_without_moving_twice(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = opened(ground)
    pauses.pause(ground.field(), study, "a reason")
    ground.later(days=10)
    monkeypatch.setattr("survey.fieldwork.audit.record", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        pauses.go_on(ground.field(), study)
    monkeypatch.undo()
    ground.close()
    assert due(ground) == 0
    moved = days(ground)
    pauses.go_on(ground.field(), study)
    assert days(ground) == moved


def test_a_study_rests_once_and_goes_on_once(ground: Ground) -> None:
    study = opened(ground)
    with pytest.raises(NotPausedError, match="proef is not paused"):
        pauses.go_on(ground.field(), study)
    pauses.pause(ground.field(), study, "one")
    with pytest.raises(PausedAlreadyError, match="since 2026-09-30"):
        pauses.pause(ground.field(), study, "two")
    pauses.go_on(ground.field(), study)
    assert Counter(action for action, _ in ground.audited()) == {"open": 1, "pause": 1, "resume": 1}
