"""A terminal that speaks English, and what may be there already when somebody uses it."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from survey.cli import words
from survey.storage.engines import Store
from tests.fixtures.databases import Urls, opened
from tests.fixtures.publications import publish_replica

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


@pytest.fixture
def published(terminal: Terminal) -> Terminal:
    """A terminal where the replica is published."""
    studies = opened(terminal.urls[Store.STUDIES], Store.STUDIES)
    responses = opened(terminal.urls[Store.RESPONSES], Store.RESPONSES)
    with Session(studies) as reading, Session(responses) as answered:
        publish_replica(reading, answered)
    studies.dispose()
    responses.dispose()
    return terminal
