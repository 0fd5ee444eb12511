"""The calendar and the status in lines: columns that stand under each other, and no word of the code."""

from datetime import date

import pytest

from survey.cli import agenda, words
from survey.fieldwork.outlook import Planned, Standing, Turn
from survey.storage.contacts import MailKind, MailState
from survey.storage.studies import Cohort, Pause, Stage
from tests.fixtures.studies import a_study

DAY = date(2026, 9, 30)
PLANNED = [
    Planned(DAY, "baseline", MailKind.INVITATION, 12, 1),
    Planned(date(2026, 10, 7), "six_months", MailKind.REMINDER_1, 120, None, ("2026-03", "2026-04")),
]


@pytest.fixture(autouse=True)
def _dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "LANGUAGE", "nl")


def test_a_calendar_has_a_line_for_each_thing_in_columns() -> None:
    assert list(agenda.calendar(PLANNED)) == [
        "wo 30 sep 2026  baseline    uitnodiging          12  cohort 1",
        " wo 7 okt 2026  six_months  eerste herinnering  120  start 2026-03, 2026-04",
    ]


def test_nothing_planned_is_no_line() -> None:
    assert list(agenda.calendar([])) == []


@pytest.mark.parametrize("what", [*MailKind, *Turn])
def test_everything_that_can_be_planned_has_words(what: MailKind | Turn) -> None:
    (line,) = agenda.calendar([Planned(DAY, "baseline", what, 1)])
    assert "-" not in line
    assert what.value not in line.split()


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_words(stage: Stage) -> None:
    assert agenda.stage(stage) not in ("", stage.value) or stage is Stage.OPEN


def a_standing(**changes: object) -> Standing:
    cohort = Cohort(id="proef/baseline/3", stage="open", closes=DAY)
    values: dict[str, object] = {"wave": "baseline", "stage": Stage.OPEN, "cohorts": (cohort,), "mails": {}}
    return Standing(**{"waits": (), "late": 0} | values | changes)  # type: ignore[arg-type]


def test_a_status_says_where_cohorts_and_mails_stand() -> None:
    mails = {(MailKind.REMINDER_1, state.value): number for number, state in enumerate(MailState, start=1)}
    assert list(agenda.status(a_study(), a_standing(mails=mails))) == [
        "baseline: open",
        "  cohort 3: open, links werken tot en met wo 30 sep 2026",
        "  5 mails (eerste herinnering): geannuleerd",
        "  3 mails (eerste herinnering): klaar",
        "  4 mails (eerste herinnering): mislukt",
        "  2 mails (eerste herinnering): wordt verstuurd",
        "  1 mails (eerste herinnering): wacht",
    ]


def test_a_status_warns_about_those_who_are_too_few_and_counts_those_who_were_left_out() -> None:
    waits = (("2026-09", 9, DAY), ("2026-10", 10, DAY))
    lines = list(agenda.status(a_study(), a_standing(cohorts=(), waits=waits, late=4)))
    warning = "alleen te weinig; ze vallen af na wo 30 sep 2026, tenzij u het accepteert (--accept-small)"
    assert lines[1:] == [
        f"  9 mensen die in 2026-09 beginnen, wachten: {warning}",
        "  10 mensen die in 2026-10 beginnen, wachten",
        "  4 mensen wachtten te lang en vielen af",
    ]


def test_a_pause_is_told_with_its_reason() -> None:
    pause = Pause(study_id="proef", since=DAY, reason="verhuizing")
    assert agenda.paused("proef", pause) == "Onderzoek proef heeft pauze sinds wo 30 sep 2026: verhuizing"
