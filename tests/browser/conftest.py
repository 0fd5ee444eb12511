"""Browser tests: all of them are marked `browser`, and run on SQLite; integration tests cover both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.databases import Templates, Urls

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def urls(sqlite: Templates, tmp_path: Path) -> Iterator[Urls]:
    """Three fresh SQLite databases."""
    copies = sqlite.copies(tmp_path)
    yield copies
    sqlite.remove(copies)
