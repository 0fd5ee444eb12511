"""The shelf of reports: made once, elsewhere, one at a time; nothing is half there, and nothing stays for ever."""

import io
import os
import pickle
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from survey.reporting import making, shelf
from survey.reporting.reports import Report, report
from survey.reporting.shelf import FOLDER, Slot, State, slot, tidy, trim
from tests.unit.reporting.exhibits.shown import DUTCH, REPLICA

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def composed() -> Report:
    return report(REPLICA, (REPLICA,), DUTCH)


def ended(place: Slot) -> State:
    """Where the report stands when nobody works on it any more."""
    for _ in range(1200):
        if place.state() is not State.BEGUN:
            return place.state()
        time.sleep(0.1)
    raise TimeoutError(place)


def test_a_report_is_made_in_another_process_and_stays(tmp_path: Path) -> None:
    place = slot(tmp_path, "edition", "pdf", "nl")
    assert place.state() is State.NOWHERE
    place.begin("factsheet", composed())
    assert place.state() in (State.BEGUN, State.READY)
    assert ended(place) is State.READY
    assert "Jobcoaching" in PdfReader(io.BytesIO(place.file.read_bytes())).pages[0].extract_text()
    assert sorted(path.suffix for path in place.file.parent.iterdir()) == ["", ".report"]


def test_whoever_comes_second_waits_for_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []
    monkeypatch.setattr(shelf, "_start", lambda _arguments, _given, lock: started.append(os.dup(lock)))
    place = slot(tmp_path, "edition")
    place.begin("pdf", composed())
    place.begin("pdf", composed())
    assert place.state() is State.BEGUN
    assert len(started) == 1
    os.close(int(str(started[0])))


def test_what_a_process_that_died_had_begun_is_begun_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    monkeypatch.setattr(shelf, "_start", lambda _arguments, _given, lock: started.append(os.dup(lock)))
    place = slot(tmp_path, "edition")
    place.begin("pdf", composed())
    os.close(started[0])
    assert place.state() is State.NOWHERE
    place.begin("pdf", composed())
    assert place.state() is State.BEGUN
    os.close(started[1])


def test_a_failure_is_told_once_and_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = slot(tmp_path, "edition")
    place.file.parent.mkdir()
    place.claim.touch()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(pickle.dumps("no report"))))
    monkeypatch.setattr(making, "GIVES_WAY", 0)
    assert making.main("pdf", str(place.file)) == 1
    assert place.state() is State.FAILED
    written = capsys.readouterr().err
    assert "A report was not made." in written
    assert "no report" not in written
    place.forget()
    assert place.state() is State.NOWHERE


def test_whatever_is_in_a_report_makes_another_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = [slot(tmp_path, *said) for said in (("a", "nl"), ("b", "nl"), ("a", "en"), ("an", "l"))]
    assert len({place.file for place in known}) == 4
    assert slot(tmp_path, "a", "nl") == known[0]
    monkeypatch.setattr(shelf, "program", lambda: "a newer one")
    assert slot(tmp_path, "a", "nl") != known[0]


def test_only_the_newest_reports_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MOST", 3)
    for number in range(5):
        path = tmp_path / f"{number}.report"
        path.touch()
        os.utime(path, (number, number))
    trim(tmp_path)
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["2", "3", "4"]


def test_the_purge_throws_away_what_is_a_week_old(tmp_path: Path) -> None:
    tidy(tmp_path, NOW)
    (tmp_path / FOLDER).mkdir()
    for name, days in (("old.report", 8), ("left.draft", 8), ("new.report", 6)):
        path = tmp_path / FOLDER / name
        path.touch()
        then = (NOW - timedelta(days=days)).timestamp()
        os.utime(path, (then, then))
    tidy(tmp_path, NOW)
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == ["new.report"]
