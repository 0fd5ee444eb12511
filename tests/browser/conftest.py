"""Browser tests: all of them are marked `browser`, and run on SQLite; integration tests cover both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.databases import Templates, Urls

from .field import Field, opened

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


@pytest.fixture(scope="session")
def field(sqlite: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Field]:
    """Studies in the field on one server, for tests that only need somebody new."""
    with opened(sqlite, tmp_path_factory.mktemp("field")) as fieldwork:
        yield fieldwork


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was looked at: pages, rules that applied, violations."""
    reports = [each for outcome in ("passed", "failed") for each in terminalreporter.stats.get(outcome, [])]
    seen = [dict(report.user_properties) for report in reports if report.when == "call"]
    judged = [each for each in seen if "axe rules" in each]
    if judged:
        rules, violations = (sum(each[name] for each in judged) for name in ("axe rules", "axe violations"))
        terminalreporter.line(f"axe: {len(judged)} pages, {rules} rules applied, {violations} violations")
