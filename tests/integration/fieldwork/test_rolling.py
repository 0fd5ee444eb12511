"""Rolling waves: cohorts open by themselves on their day, large enough, once, and close when their time is over."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from survey.fieldwork import outbox, panel, pauses, rolling, tickets, waves
from survey.fieldwork.clock import AMSTERDAM
from survey.fieldwork.permits import PausedError, Reasons, SmallCellsError, SmallCohortError
from survey.fieldwork.rolling import Ended, Held, Opened
from survey.fieldwork.waves import NobodyWaitsError, close_wave, open_wave
from survey.storage.contacts import Contact, Enrolment, MailKind, Outbox, Trajectory
from survey.storage.engines import Store
from survey.storage.responses import Ticket
from survey.storage.studies import Cohort, WaveRow
from tests.fixtures.studies import AGE, a_wave

from .ground import Ground
from .rollers import a_case, a_rolling_study, advanced, going, many, register

STUDY = a_rolling_study()
ONE = a_rolling_study(waves=[a_wave("baseline", offset="0 months")])
LAST_OF_SEPTEMBER = datetime(2026, 9, 30, 9, tzinfo=AMSTERDAM)


def at(ground: Ground, *moment: int) -> None:
    """Let it be this moment in Amsterdam."""
    ground.now = datetime(*moment, tzinfo=AMSTERDAM)  # type: ignore[arg-type, misc]


def stages(ground: Ground) -> dict[str, str]:
    return {row.name: row.stage for row in ground.rows(Store.STUDIES, WaveRow)}


def test_a_wave_is_set_going_once_and_opens_nothing_before_its_day(ground: Ground) -> None:
    at(ground, 2026, 9, 1, 10)
    register(ground, STUDY, *many(0, 12, "2026-09"))
    going(ground, STUDY)
    assert set(stages(ground).values()) == {"open"}
    assert [action for action, _ in ground.audited()] == ["start"] * 4
    at(ground, 2026, 9, 29, 16)
    assert advanced(ground) == []
    assert ground.count(Store.RESPONSES, Ticket) == ground.count(Store.CONTACTS, Outbox) == 0


def test_a_cohort_opens_on_the_last_day_of_its_month_in_sending_hours(ground: Ground) -> None:
    at(ground, 2026, 9, 1, 10)
    register(ground, STUDY, *many(0, 12, "2026-09"))
    going(ground, STUDY)
    at(ground, 2026, 9, 30, 8, 59)
    assert advanced(ground) == []
    at(ground, 2026, 9, 30, 9)
    assert advanced(ground) == [Opened("proef/baseline", 12), Opened("proef/coach_baseline", 12)]
    assert advanced(ground) == []
    cohorts = {cohort.id: cohort for cohort in ground.rows(Store.STUDIES, Cohort)}
    baseline = cohorts["proef/baseline/1"]
    assert (baseline.month, baseline.opens, baseline.closes) == ("2026-09", date(2026, 9, 30), date(2026, 11, 11))
    assert ("open", "cohort proef/baseline/1") in ground.audited()


def test_everybody_gets_the_same_rows_for_every_round(ground: Ground) -> None:
    at(ground, 2026, 9, 30, 9)
    register(ground, STUDY, *many(0, 12, "2026-09"))
    ground.load(STUDY)
    assert open_wave(ground.field(), STUDY, "baseline") == 12
    rows = Counter((row.kind, row.day, row.state) for row in ground.rows(Store.CONTACTS, Outbox))
    assert rows == {
        ("invitation", date(2026, 9, 30), "waiting"): 12,
        ("reminder-1", date(2026, 10, 7), "waiting"): 12,
        ("reminder-2", date(2026, 10, 14), "waiting"): 12,
        ("thanks", date(2026, 11, 12), "waiting"): 12,
    }


def test_two_small_months_are_one_cohort(ground: Ground) -> None:
    at(ground, 2026, 8, 31, 9)
    going(ground, ONE)
    register(ground, ONE, *many(0, 6, "2026-08"))
    assert advanced(ground) == []
    register(ground, ONE, *many(6, 6, "2026-09"))
    at(ground, 2026, 9, 30, 9)
    assert advanced(ground) == [Opened("proef/baseline", 12)]


def test_who_waited_eight_weeks_is_left_out(ground: Ground) -> None:
    at(ground, 2026, 8, 31, 9)
    going(ground, ONE)
    register(ground, ONE, *many(0, 6, "2026-08"))
    at(ground, 2026, 11, 2, 9)  # 31 October is a Saturday.
    register(ground, ONE, *many(6, 10, "2026-10"))
    assert advanced(ground) == [Opened("proef/baseline", 10)]
    asked = {row.contact_id for row in ground.rows(Store.CONTACTS, Enrolment)}
    numbers = {row.number for row in ground.rows(Store.CONTACTS, Contact) if row.id in asked}
    assert numbers == {f"C-{number}" for number in range(6, 16)}


def test_a_small_cohort_opens_if_it_is_accepted_with_a_reason_while_it_waits(ground: Ground) -> None:
    at(ground, 2026, 8, 31, 9)
    going(ground, ONE)
    register(ground, ONE, *many(0, 6, "2026-08"))
    at(ground, 2026, 10, 26, 9)
    assert open_wave(ground.field(), ONE, "baseline", Reasons("a small town")) == 6
    assert ground.audited()[-1] == ("open", "cohort proef/baseline/1; small cohort accepted: a small town")


def test_after_eight_weeks_nobody_can_accept_it_any_more(ground: Ground) -> None:
    at(ground, 2026, 8, 31, 9)
    going(ground, ONE)
    register(ground, ONE, *many(0, 6, "2026-08"))
    at(ground, 2026, 10, 27, 9)
    with pytest.raises(NobodyWaitsError):
        open_wave(ground.field(), ONE, "baseline", Reasons("a small town"))


def test_six_months_later_the_same_people_are_asked_again(ground: Ground) -> None:
    at(ground, 2026, 8, 31, 9)
    register(ground, STUDY, *many(0, 12, "2026-08"))
    going(ground, STUDY, "six_months", "employer_six_months")
    assert open_wave(ground.field(), STUDY, "baseline") == 12
    at(ground, 2027, 2, 28, 12)  # A Sunday.
    assert [step for step in advanced(ground) if isinstance(step, Opened)] == []
    at(ground, 2027, 3, 1, 9)
    assert advanced(ground) == [Opened("proef/six_months", 12), Opened("proef/employer_six_months", 12)]
    by_wave: dict[str, set[tuple[bytes | None, bytes | None]]] = {}
    for ticket in ground.rows(Store.RESPONSES, Ticket):
        by_wave.setdefault(ticket.wave_id, set()).add((ticket.pseudonym, ticket.trajectory))
    assert by_wave["proef/baseline"] == by_wave["proef/six_months"]
    employers = {trajectory for _, trajectory in by_wave["proef/employer_six_months"]}
    assert employers.isdisjoint(trajectory for _, trajectory in by_wave["proef/baseline"])


def test_a_coach_has_a_form_for_each_trajectory_and_one_mail(ground: Ground) -> None:
    at(ground, 2026, 9, 30, 9)
    register(ground, STUDY, *(a_case(number, "2026-09", coach=number // 3) for number in range(30)))
    ground.load(STUDY)
    assert open_wave(ground.field(), STUDY, "coach_baseline") == 10
    assert ground.count(Store.RESPONSES, Ticket) == 30
    assert Counter(row.kind for row in ground.rows(Store.CONTACTS, Outbox)) == {"invitation": 10, "thanks": 10}
    with ground.session(Store.CONTACTS) as session:
        mail = outbox.claim(session, ground.now, timedelta(seconds=60))
    assert mail is not None
    assert [label for _, label in mail.forms] == sorted(label or "" for _, label in mail.forms)
    assert len({form for form, _ in mail.forms}) == 3
    assert len({ticket.pseudonym for ticket in ground.rows(Store.RESPONSES, Ticket)}) == 10
    assert len({ticket.trajectory for ticket in ground.rows(Store.RESPONSES, Ticket)}) == 30


def test_a_label_of_the_programme_never_enters_responses(ground: Ground) -> None:
    at(ground, 2026, 9, 30, 9)
    register(ground, STUDY, *many(0, 12, "2026-09"))
    ground.load(STUDY)
    open_wave(ground.field(), STUDY, "coach_baseline")
    everything = str(ground.content(Store.RESPONSES))
    assert not any(label in everything for label in ("T-1", "C-1", "example.org"))


def test_a_cohort_counts_people_and_not_forms(ground: Ground) -> None:
    at(ground, 2026, 9, 30, 9)
    register(ground, STUDY, *(a_case(number, "2026-09", coach=number % 9) for number in range(30)))
    going(ground, STUDY, "coach_baseline")
    assert advanced(ground) == []


def test_an_employer_has_one_form_however_many_people_are_coached_there(ground: Ground) -> None:
    at(ground, 2027, 3, 1, 9)
    register(ground, STUDY, *(a_case(number, "2026-08", employer=number // 2) for number in range(24)))
    ground.load(STUDY)
    assert open_wave(ground.field(), STUDY, "employer_six_months") == 12
    assert ground.count(Store.RESPONSES, Ticket) == 12
    register(ground, STUDY, *(a_case(number, "2026-09", employer=number // 2) for number in range(24, 26)))
    register(ground, STUDY, *(a_case(number, "2026-09", employer=number - 30) for number in range(30, 42)))
    at(ground, 2027, 3, 31, 9)
    assert advanced(ground) == []


def test_a_coach_who_takes_over_is_not_asked_what_the_other_was(ground: Ground) -> None:
    at(ground, 2026, 9, 30, 9)
    register(ground, STUDY, *many(0, 12, "2026-09"))
    ground.load(STUDY)
    open_wave(ground.field(), STUDY, "coach_baseline")
    register(ground, STUDY, *(a_case(number, "2026-09", coach=100 + number) for number in range(12)))
    assert advanced(ground) == []


def test_after_a_job_change_the_waves_come_again_as_another_round(ground: Ground) -> None:
    at(ground, 2026, 8, 31, 9)
    register(ground, ONE, *many(0, 12, "2026-08"))
    ground.load(ONE)
    open_wave(ground.field(), ONE, "baseline")
    with ground.session(Store.CONTACTS) as session:
        for number in range(12):
            panel.reenter(session, "proef", f"T-{number}", "2027-01")
    assert advanced(ground) == []
    at(ground, 2027, 2, 1, 9)  # 31 January is a Sunday.
    assert advanced(ground) == [Opened("proef/baseline", 12), Ended("proef/baseline/1")]
    found = ground.rows(Store.RESPONSES, Ticket)
    assert (len(found), len({ticket.pseudonym for ticket in found})) == (24, 12)
    assert len({ticket.trajectory for ticket in found}) == 24


def test_who_has_no_address_has_a_ticket_and_no_mail(ground: Ground) -> None:
    at(ground, 2026, 9, 30, 9)
    register(ground, ONE, *many(0, 12, "2026-09"))
    with ground.session(Store.CONTACTS) as session:
        session.execute(text("UPDATE contact SET address = NULL WHERE number = 'C-3'"))
        session.commit()
    ground.load(ONE)
    assert open_wave(ground.field(), ONE, "baseline") == 12
    assert ground.count(Store.RESPONSES, Ticket) == 12
    mails = Counter(row.kind for row in ground.rows(Store.CONTACTS, Outbox))
    assert set(mails.values()) == {11}


def test_a_cohort_closes_when_its_last_day_is_over_and_the_wave_goes_on(ground: Ground) -> None:
    at(ground, 2026, 9, 30, 9)
    register(ground, ONE, *many(0, 12, "2026-09"))
    ground.load(ONE)
    open_wave(ground.field(), ONE, "baseline")
    at(ground, 2026, 11, 11, 16)
    assert advanced(ground) == []
    at(ground, 2026, 11, 12, 7)
    assert advanced(ground) == [Ended("proef/baseline/1")]
    assert advanced(ground) == []
    assert {ticket.state for ticket in ground.rows(Store.RESPONSES, Ticket)} == {"closed"}
    assert stages(ground) == {"baseline": "open"}
    states = {(row.kind, row.state) for row in ground.rows(Store.CONTACTS, Outbox)}
    assert states == {("invitation", "cancelled"), ("thanks", "waiting")}
    register(ground, ONE, *many(20, 12, "2026-10"))
    assert open_wave(ground.field(), ONE, "baseline") == 12


def test_a_wave_that_is_closed_by_hand_thanks_at_once_and_opens_nothing_more(ground: Ground) -> None:
    at(ground, 2026, 9, 30, 9)
    register(ground, ONE, *many(0, 12, "2026-09"))
    ground.load(ONE)
    open_wave(ground.field(), ONE, "baseline")
    at(ground, 2026, 10, 9, 15)
    close_wave(ground.field(), ONE, "baseline")
    days = {row.kind: (row.state, row.day) for row in ground.rows(Store.CONTACTS, Outbox)}
    assert days["thanks"] == ("waiting", date(2026, 10, 12))  # The 10th is a Saturday.
    assert days["invitation"][0] == "cancelled"
    register(ground, ONE, *many(20, 12, "2026-10"))
    at(ground, 2026, 11, 2, 9)
    assert advanced(ground) == []


def test_a_wave_that_is_opened_by_hand_stays_open_after_its_last_day_until_somebody_closes_it(ground: Ground) -> None:
    ground.opened()
    ground.later(days=60)
    assert advanced(ground) == []
    assert stages(ground) == {"single": "open"}


@pytest.mark.parametrize("step", ["enrolled", "insert", "plan", "_set_stage"])
def test_a_crash_while_a_cohort_opens_is_made_good_with_the_people_of_that_day(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    at(ground, 2026, 9, 30, 9)
    register(ground, ONE, *many(0, 12, "2026-09"), *many(20, 12, "2026-10"))
    going_(ground)
    owner = {"enrolled": panel, "insert": tickets, "plan": outbox}.get(step, waves)
    monkeypatch.setattr(owner, step, lambda *_args, **_kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        advanced(ground)
    monkeypatch.undo()
    ground.close()
    at(ground, 2026, 11, 3, 10)
    assert waves.resume(ground.field()) == ["proef/baseline/1"]
    assert ground.count(Store.RESPONSES, Ticket) == 12
    days = {row.kind: row.day for row in ground.rows(Store.CONTACTS, Outbox)}
    assert days == {"invitation": date(2026, 9, 30), "thanks": date(2026, 11, 12)}
    assert advanced(ground) == [Opened("proef/baseline", 12)]


def going_(ground: Ground) -> None:
    """Set the only wave going, a month before."""
    now, ground.now = ground.now, ground.now - timedelta(days=25)
    going(ground, ONE)
    ground.now = now


def test_a_crash_while_a_cohort_closes_is_made_good(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    at(ground, 2026, 9, 30, 9)
    register(ground, ONE, *many(0, 12, "2026-09"))
    ground.load(ONE)
    open_wave(ground.field(), ONE, "baseline")
    at(ground, 2026, 11, 12, 9)
    monkeypatch.setattr(outbox, "cancel", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        advanced(ground)
    monkeypatch.undo()
    ground.close()
    assert [cohort.stage for cohort in ground.rows(Store.STUDIES, Cohort)] == ["closing"]
    assert advanced(ground) == [Ended("proef/baseline/1")]
    assert [cohort.stage for cohort in ground.rows(Store.STUDIES, Cohort)] == ["closed"]


def test_what_cannot_open_is_told_and_holds_up_nothing_else(ground: Ground) -> None:
    study = a_rolling_study(attributes=[AGE])
    at(ground, 2026, 9, 1, 9)
    going(ground, study, "baseline", "coach_baseline")
    register(ground, study, *many(0, 9, "2026-09", age="old"), *many(9, 3, "2026-09", age="young"))
    at(ground, 2026, 9, 30, 9)
    held, opened = advanced(ground)
    assert isinstance(held, Held)
    assert isinstance(held.refusal, SmallCellsError)
    assert opened == Opened("proef/coach_baseline", 12)
    reasons = Reasons(small_cells="both classes are needed")
    assert open_wave(ground.field(), study, "baseline", reasons) == 12
    assert ground.audited()[-1][1].endswith("/1; small cells accepted: both classes are needed")


def test_small_cells_that_were_accepted_once_are_accepted_for_the_cohorts_that_come(ground: Ground) -> None:
    study = a_rolling_study(attributes=[AGE], waves=[a_wave("baseline", offset="0 months")])
    at(ground, 2026, 9, 1, 9)
    ground.load(study)
    assert open_wave(ground.field(), study, "baseline", Reasons(small_cells="accepted")) == 0
    register(ground, study, *many(0, 9, "2026-09", age="old"), *many(9, 3, "2026-09", age="young"))
    at(ground, 2026, 9, 30, 9)
    assert advanced(ground) == [Opened("proef/baseline", 12)]
    assert ground.audited()[-1][1].endswith("small cells accepted: accepted")


def test_a_paused_study_opens_nothing_and_closes_what_is_over(ground: Ground) -> None:
    at(ground, 2026, 8, 31, 9)
    register(ground, ONE, *many(0, 12, "2026-08"), *many(20, 12, "2026-09"))
    ground.load(ONE)
    open_wave(ground.field(), ONE, "baseline")
    pauses.pause(ground.field(), ONE, "a holiday")
    at(ground, 2026, 10, 15, 9)
    assert advanced(ground) == [Ended("proef/baseline/1")]
    with pytest.raises(PausedError, match="since 2026-08-31"):
        open_wave(ground.field(), ONE, "baseline")
    pauses.go_on(ground.field(), ONE)
    assert advanced(ground) == [Opened("proef/baseline", 12)]


def test_two_workers_open_a_cohort_once(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other worker opens it just after this one has seen that it is due."""
    at(ground, 2026, 9, 30, 9)
    register(ground, ONE, *many(0, 12, "2026-09"))
    going_(ground)
    is_due = rolling._is_due  # noqa: SLF001 - the moment between looking and opening

    def and_then_the_other(*seen: object) -> bool:
        monkeypatch.undo()
        found = is_due(*seen)  # type: ignore[arg-type]
        assert advanced(ground) == [Opened("proef/baseline", 12)]
        return found

    monkeypatch.setattr(rolling, "_is_due", and_then_the_other)
    assert advanced(ground) == []
    assert ground.count(Store.STUDIES, Cohort) == 1
    assert ground.count(Store.RESPONSES, Ticket) == 12


def test_a_hand_opened_wave_of_trajectories_is_still_for_everybody(ground: Ground) -> None:
    study = ground.load()
    register(ground, study, *many(0, 9, "2020-01"))
    with pytest.raises(SmallCohortError):
        open_wave(ground.field(), study, "single")
    register(ground, study, a_case(9, "2020-01"))
    assert open_wave(ground.field(), study, "single") == 10
    assert {row.trajectory_id for row in ground.rows(Store.CONTACTS, Enrolment)} == {None}


def test_every_kind_of_mail_has_a_place_in_the_outbox(ground: Ground) -> None:
    at(ground, 2026, 9, 30, 9)
    register(ground, STUDY, *many(0, 12, "2026-09"))
    ground.load(STUDY)
    open_wave(ground.field(), STUDY, "baseline")
    assert {row.kind for row in ground.rows(Store.CONTACTS, Outbox)} == set(MailKind)
    assert {row.round for row in ground.rows(Store.CONTACTS, Trajectory)} == {1}
