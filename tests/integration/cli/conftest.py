"""A terminal that speaks English, and what may be there already when somebody uses it."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from survey.cli import words
from survey.storage.engines import Store
from tests.fixtures.databases import Urls
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
def published(terminal: Terminal, engines: Mapping[Store, Engine]) -> Terminal:
    """A terminal where the replica is published."""
    with Session(engines[Store.STUDIES]) as studies, Session(engines[Store.RESPONSES]) as responses:
        publish_replica(studies, responses)
    return terminal
