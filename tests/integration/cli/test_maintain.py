"""`survey maintain`, and what the worker does every night."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.fieldwork.clock import AMSTERDAM
from survey.fieldwork.retention import Line
from survey.storage import reshuffle as room
from survey.storage.engines import Store
from survey.storage.studies import Upkeep
from tests.fixtures.databases import opened

from .terminal import Terminal


def noted(terminal: Terminal) -> dict[str, datetime]:
    """When each work was done last."""
    engine = opened(terminal.urls[Store.STUDIES], Store.STUDIES)
    with Session(engine) as session:
        found = {row.work: row.at for row in session.scalars(select(Upkeep))}
    engine.dispose()
    return found


def test_a_reshuffle_by_hand_is_told_and_kept(terminal: Terminal) -> None:
    begun = datetime.now(UTC) - timedelta(seconds=1)
    assert "The responses database was reshuffled in " in terminal.done("maintain", "reshuffle")
    assert begun <= noted(terminal)["reshuffle"] <= datetime.now(UTC)


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_the_worker_reshuffles_once_a_night(terminal: Terminal) -> None:
    found = []
    for moment in ("2026-11-20T01:59", "2026-11-20T02:00", "2026-11-20T23:00", "2026-11-21T01:00", "2026-11-21T05:00"):
        terminal.done("worker", "--once", "--now", f"{moment}:00")
        found.append(f"{noted(terminal)['reshuffle']:%d %H}" if noted(terminal) else "")
    assert found == ["", "20 01", "20 01", "20 01", "21 04"]  # In UTC, an hour behind Amsterdam.


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_a_database_that_is_busy_keeps_back_no_mail(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "ATTEMPTS", 0)
    result = terminal("worker", "--once", "--now", "2026-11-20T09:00:00")
    assert "Sent: 0." in result.stdout
    assert "was not reshuffled" in result.stderr
    assert result.exit_code == 1
    assert noted(terminal) == {}


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_a_purge_proves_what_it_did(terminal: Terminal, people: Path) -> None:
    study = "amsterdam-jobcoaching"
    terminal.done("studies", "load", study, "--test")
    terminal.done("contacts", "import", study, str(people))
    terminal.done("studies", "open", study, "single")
    terminal.done("studies", "close", study, "single", "--yes")
    mail = terminal.folder / "mailbox" / study / "one.eml"
    mail.parent.mkdir(parents=True)
    mail.write_text("To: person-1@example.org", encoding="utf-8")
    before = lines(terminal.done("maintain", "purge"))
    assert mail.exists()
    assert before["people"][-3:] == ["0", "30", "0"]
    later = f"{datetime.now(AMSTERDAM) + timedelta(days=365 * 10):%Y-%m-%dT%H:%M:%S}"
    said = terminal.done("maintain", "purge", "--now", later)
    assert said.startswith("store")
    after = lines(said)
    assert not mail.parent.exists()
    assert after["people"][-3:] == ["0", "0", "0"]  # They went with the keys.
    assert {row[-1] for row in after.values()} == {"0"}
    assert {row[-2] for row in after.values() if study in row} == {"0"}
    assert "Nothing is past its term." in said
    assert "answers are anonymous" in terminal.done("keys", "list")


def lines(said: str) -> dict[str, list[str]]:
    """The lines of a proof by what they are about."""
    rows = [re.split(r"  +", line) for line in said.splitlines()[1:-1]]
    return {row[1]: row for row in rows}


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_what_cannot_be_purged_is_told(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line("contacts", "contact", "people", "proef", 3, None, removed=0, left=2, past=2)
    monkeypatch.setattr("survey.fieldwork.retention.purge", lambda _field: [line])
    assert "2 rows are past their term" in terminal.refused("maintain", "purge")
