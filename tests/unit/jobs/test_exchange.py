"""Files on their way: found by the name that was given, and gone after a day."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from survey.jobs import exchange


def test_a_file_is_for_its_owner_only_and_is_found_by_its_name(tmp_path: Path) -> None:
    name = exchange.put(tmp_path, b"answers", ".zip")
    path = exchange.find(tmp_path, name)
    assert path is not None
    assert path.read_bytes() == b"answers"
    assert oct(path.stat().st_mode)[-3:] == "600"
    assert oct(path.parent.stat().st_mode)[-3:] == "700"
    exchange.remove(tmp_path, name)
    assert exchange.find(tmp_path, name) is None
    exchange.remove(tmp_path, name)


@pytest.mark.parametrize("name", ["", "../secret-key", "secret-key", "a" * 32 + "/../../secret-key", "A" * 32])
def test_no_other_name_leads_anywhere(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret-key").write_bytes(b"secret")
    exchange.folder(tmp_path)
    assert exchange.find(tmp_path, name) is None
    exchange.remove(tmp_path, name)
    assert (tmp_path / "secret-key").exists()


def test_after_a_day_files_are_thrown_away(tmp_path: Path) -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    old, fresh = (exchange.put(tmp_path, b"x") for _ in range(2))
    os.utime(exchange.folder(tmp_path) / old, (now.timestamp() - 86_401,) * 2)
    os.utime(exchange.folder(tmp_path) / fresh, (now.timestamp() - 86_399,) * 2)
    (exchange.folder(tmp_path) / "being-made").mkdir()
    assert exchange.clear(tmp_path, now) == 1
    assert exchange.find(tmp_path, old) is None
    assert exchange.find(tmp_path, fresh) is not None
