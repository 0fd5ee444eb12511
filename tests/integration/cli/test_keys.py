"""`survey keys`: state, one sealed copy, and the end."""

import shutil
from pathlib import Path

import pytest

from .terminal import Terminal

STUDY, PHRASE = "amsterdam-jobcoaching", "vier losse woorden samen"


@pytest.fixture
def begun(terminal: Terminal, people: Path) -> Terminal:
    """A study in the field."""
    terminal.done("studies", "load", STUDY, "--test")
    assert "No study has begun yet." in terminal.done("keys", "list")
    terminal.done("contacts", "import", STUDY, str(people))
    terminal.done("studies", "open", STUDY, "single")
    return terminal


def contents(terminal: Terminal) -> dict[str, bytes]:
    """The keys as they lie on the disk."""
    return {path.name: path.read_bytes() for path in (terminal.folder / "keys" / STUDY).iterdir()}


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_a_lost_disk_loses_nothing(begun: Terminal, tmp_path: Path) -> None:
    assert f"{STUDY}  there: answers are confidential" in begun.done("keys", "list")
    copy, before = tmp_path / "keys.age", contents(begun)
    assert "Keep file and passphrase apart" in begun.done("keys", "export", STUDY, str(copy), "--passphrase", PHRASE)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert all(content not in copy.read_bytes() for content in before.values())
    assert "is there already" in begun.refused("keys", "export", STUDY, str(copy), "--passphrase", PHRASE)
    shutil.rmtree(begun.folder / "keys")
    assert f"{STUDY}  missing: put them back" in begun.done("keys", "list")
    assert "cannot be opened" in begun.refused("keys", "import", str(copy), "--passphrase", "something else")
    assert not (begun.folder / "keys").exists()
    assert "are back" in begun.done("keys", "import", str(copy), "--passphrase", PHRASE)
    assert contents(begun) == before
    begun.done("keys", "import", str(copy), "--passphrase", PHRASE)
    (begun.folder / "keys" / STUDY / "token").write_bytes(bytes(32))
    assert "has other keys" in begun.refused("keys", "import", str(copy), "--passphrase", PHRASE)


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_a_weak_passphrase_and_another_file_are_refused(begun: Terminal, tmp_path: Path) -> None:
    copy = tmp_path / "keys.age"
    assert "too short" in begun.refused("keys", "export", STUDY, str(copy), "--passphrase", "short")
    assert not copy.exists()
    copy.write_text("nothing", encoding="utf-8")
    assert "cannot be opened" in begun.refused("keys", "import", str(copy), "--passphrase", PHRASE)


def test_the_end_of_the_keys(begun: Terminal, tmp_path: Path) -> None:
    copy, both = tmp_path / "keys.age", ("--by", "A. Jansen", "--by", "B. de Vries")
    begun.done("keys", "export", STUDY, str(copy), "--passphrase", PHRASE)
    assert "is not closed yet" in begun.refused("keys", "destroy", STUDY, *both, "--yes")
    begun.done("studies", "close", STUDY, "single", "--yes")
    assert "Two people decide" in begun.refused("keys", "destroy", STUDY, "--by", "A. Jansen", "--yes")
    assert begun("keys", "destroy", STUDY, *both, answer="n\n").exit_code == 1
    said = begun.done("keys", "destroy", STUDY, *both, "--yes")
    assert "Its answers are anonymous." in said
    assert "Destroy the sealed copies" in said
    assert not any((begun.folder / "keys").iterdir())
    assert "by A. Jansen and B. de Vries: answers are anonymous" in begun.done("keys", "list")
    for words in (("destroy", STUDY, *both, "--yes"), ("import", str(copy), "--passphrase", PHRASE)):
        assert "were destroyed on" in begun.refused("keys", *words)
    assert "were destroyed on" in begun.refused("keys", "export", STUDY, "other.age", "--passphrase", PHRASE)
    assert not any((begun.folder / "keys").iterdir())
