"""A terminal that speaks English."""

from pathlib import Path

import pytest

from survey.cli import words
from tests.fixtures.databases import Urls

from .terminal import Terminal


@pytest.fixture
def terminal(urls: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Commands on the test's three databases."""
    monkeypatch.setattr(words, "LANGUAGE", "en")
    return Terminal(urls, tmp_path / "instance")


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """A contacts file with 30 people, as a spreadsheet saves it."""
    path = tmp_path / "people.csv"
    rows = [f"person-{number}@example.org;nl" for number in range(1, 31)]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(["email;language", *rows, ""]).encode())
    return path
