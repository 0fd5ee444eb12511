"""`survey maintain`, and what the worker does every night."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

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
