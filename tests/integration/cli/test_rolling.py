"""A rolling study from the terminal: set going, told in a calendar, opened by the worker, paused and closed."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from survey.fieldwork.clock import AMSTERDAM
from survey.fieldwork.timetable import last_day, months_later, sending_day
from survey.questionnaires.study import OFFICE_HOURS

from .terminal import Terminal

STUDY = "jobcoaching"

only_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


def next_month() -> str:
    """The month after this one: the commands have no other clock than the real one."""
    return months_later(f"{datetime.now(AMSTERDAM):%Y-%m}", 1)


def opening() -> date:
    """When those who start next month are asked for the first time."""
    return sending_day(OFFICE_HOURS, last_day(next_month()))


def now(day: date, hour: int) -> list[str]:
    """The option that lets the worker act as if it were that hour."""
    return ["--now", f"{day}T{hour:02}:00:00"]


@pytest.fixture
def registered(terminal: Terminal, tmp_path: Path) -> Terminal:
    """The standard study, with twelve trajectories that start next month and three that start in the month after."""
    terminal.done("studies", "load", STUDY, "--test")
    starts = [next_month()] * 12 + [months_later(next_month(), 1)] * 3
    rows = [f"C-{n},person-{n}@example.nl,T-{n},{start},coach-{n}@example.nl" for n, start in enumerate(starts)]
    path = tmp_path / "people.csv"
    path.write_text("\n".join(["contact,email,trajectory,start,coach_email", *rows]), encoding="utf-8")
    terminal.done("contacts", "import", STUDY, str(path))
    return terminal


def test_a_study_goes_by_itself_from_the_day_on_which_it_is_set_going(registered: Terminal) -> None:
    said = registered.done("studies", "open", STUDY)
    for wave in ("baseline", "six_months", "coach_baseline", "coach_six_months", "employer_six_months"):
        assert f"Wave {wave} of jobcoaching is going" in said
    assert "survey studies calendar jobcoaching" in said
    assert "Sent: 0." in registered.done("worker", "--once", *now(opening() - timedelta(days=1), 12))
    early = registered.done("worker", "--once", *now(opening(), 8))
    assert "open for" not in early
    worked = registered.done("worker", "--once", *now(opening(), 9))
    assert "Wave jobcoaching/baseline is open for 12 more people." in worked
    assert "Wave jobcoaching/coach_baseline is open for 12 more people." in worked
    assert "Sent: 24." in worked
    assert "Sent: 0." in registered.done("worker", "--once", *now(opening(), 10))
    after = opening() + timedelta(days=43)
    assert "Cohort jobcoaching/baseline/1 is closed." in registered.done("worker", "--once", *now(after, 10))


@only_sqlite
def test_the_calendar_says_what_will_be_sent_when(registered: Terminal) -> None:
    lines = registered.done("studies", "calendar", STUDY).splitlines()
    day = f"{opening():%a} {opening().day} {opening():%b %Y}"
    first = next(line for line in lines if "baseline" in line and "invitation" in line)
    assert day in first
    assert first.split()[-1] == next_month()
    assert " 12 " in first
    assert sum("first reminder" in line for line in lines) == sum("second reminder" in line for line in lines) == 4
    assert sum("last day of the links" in line for line in lines) == 4
    assert sum("left out, too few" in line and " 3 " in line for line in lines) == 4


@only_sqlite
def test_the_status_says_where_each_wave_stands(registered: Terminal) -> None:
    registered.done("studies", "open", STUDY)
    registered.done("worker", "--once", *now(opening(), 9))
    said = registered.done("studies", "status", STUDY)
    assert "baseline: open" in said
    assert "cohort 1: open, links work until" in said
    assert "12 mails (invitation): done" in said
    assert "12 mails (first reminder): waiting" in said
    assert f"3 people who start in {months_later(next_month(), 1)} wait: too few alone; left out after" in said


@only_sqlite
def test_a_paused_study_sends_nothing_until_it_goes_on(registered: Terminal) -> None:
    registered.done("studies", "open", STUDY)
    said = registered.done("studies", "pause", STUDY, "--reason", "moving house")
    assert "survey studies resume jobcoaching" in said
    assert "Sent: 0." in registered.done("worker", "--once", *now(opening(), 9))
    for command in ("calendar", "status"):
        assert "is paused since" in registered.done("studies", command, STUDY)
    assert "is paused since" in registered.refused("studies", "pause", STUDY, "--reason", "again")
    assert "is paused since" in registered.refused("studies", "open", STUDY, "baseline")
    assert "goes on" in registered.done("studies", "resume", STUDY)
    assert "is not paused" in registered.refused("studies", "resume", STUDY)
    assert "Sent: 24." in registered.done("worker", "--once", *now(opening(), 9))


@only_sqlite
def test_a_study_that_is_opened_by_hand_needs_the_name_of_a_wave(terminal: Terminal) -> None:
    terminal.done("studies", "load", "amsterdam-jobcoaching", "--test")
    said = terminal.refused("studies", "open", "amsterdam-jobcoaching")
    assert "has no wave with an offset. Say which wave to open: single" in said
    assert "Nothing is planned." in terminal.done("studies", "calendar", "amsterdam-jobcoaching")
    assert "single: planned" in terminal.done("studies", "status", "amsterdam-jobcoaching")


@only_sqlite
def test_a_wave_that_is_going_can_be_closed_for_good(registered: Terminal) -> None:
    registered.done("studies", "open", STUDY)
    registered.done("studies", "close", STUDY, "baseline", "--yes")
    worked = registered.done("worker", "--once", *now(opening(), 9))
    assert "jobcoaching/baseline" not in worked
    assert "jobcoaching/coach_baseline" in worked
    assert "is closed and cannot be opened again" in registered.refused("studies", "open", STUDY, "baseline")
