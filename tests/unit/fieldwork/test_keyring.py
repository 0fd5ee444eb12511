"""Keys are made once, whole or not at all, and only their owner reads them."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from survey.fieldwork.keyring import KEY_BYTES, KeyGoneError, Keyring, write_once


@pytest.fixture
def ring(tmp_path: Path) -> Keyring:
    return Keyring(tmp_path / "keys")


def files(ring: Keyring) -> list[Path]:
    return sorted(path for path in ring.folder.rglob("*") if path.is_file())


def test_a_study_has_two_different_keys_of_32_bytes(ring: Keyring) -> None:
    keys = ring.create("proef")
    assert (len(keys.token), len(keys.pseudonym)) == (KEY_BYTES, KEY_BYTES)
    assert keys.token != keys.pseudonym


def test_two_studies_have_different_keys(ring: Keyring) -> None:
    assert ring.create("proef") != ring.create("anders")


def test_only_the_owner_can_read_them(ring: Keyring) -> None:
    previous = os.umask(0)
    try:
        ring.create("proef")
    finally:
        os.umask(previous)
    assert [stat.S_IMODE(path.stat().st_mode) for path in files(ring)] == [0o600, 0o600]
    assert stat.S_IMODE((ring.folder / "proef").stat().st_mode) == 0o700


def test_keys_that_are_there_are_kept(ring: Keyring) -> None:
    assert ring.create("proef") == ring.create("proef") == ring.keys("proef")


def test_a_key_that_a_crash_did_not_come_to_is_made_later(ring: Keyring) -> None:
    whole = ring.create("proef")
    (ring.folder / "proef" / "pseudonym").unlink()
    mended = ring.create("proef")
    assert mended.token == whole.token
    assert len(mended.pseudonym) == KEY_BYTES


def test_keys_that_are_gone_are_said_to_be_gone(ring: Keyring) -> None:
    with pytest.raises(KeyGoneError, match="no keys for study proef"):
        ring.keys("proef")


def test_one_key_of_two_is_not_enough(ring: Keyring) -> None:
    ring.create("proef")
    (ring.folder / "proef" / "pseudonym").unlink()
    with pytest.raises(KeyGoneError):
        ring.keys("proef")


def test_a_crash_while_writing_leaves_no_half_key(ring: Keyring, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        ring.create("proef")
    assert files(ring) == []
    monkeypatch.undo()
    assert len(ring.create("proef").token) == KEY_BYTES


def test_of_many_who_make_a_file_at_once_one_wins_and_all_see_its_content(tmp_path: Path) -> None:
    path = tmp_path / "secret"

    def make(number: int) -> bytes:
        write_once(path, bytes([number]) * 1000)
        return path.read_bytes()

    with ThreadPoolExecutor(8) as pool:
        seen = set(pool.map(make, range(64)))
    assert seen == {path.read_bytes()}
    assert list(tmp_path.iterdir()) == [path]
