"""Fixtures for every test; the modules named here say what each is for."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = [
    "tests.fixtures.databases",
    "tests.fixtures.node",  # Before the browser, which imports it.
    "tests.fixtures.browser",
    "tests.fixtures.mail",
    "tests.fixtures.imap",
    "tests.fixtures.postfix",
    "tests.fixtures.demo",
    "tests.fixtures.staff",
    "tests.fixtures.published",
    "tests.fixtures.application",  # Last, because it imports the databases.
]

# A busy machine is not a failure. Examples are the same each time, so that what passes here passes elsewhere; only
# `make test-full` looks for new ones.
settings.register_profile("same", settings.default, deadline=None, derandomize=True)
settings.register_profile("searching", settings.default, deadline=None, derandomize=False)
settings.load_profile(os.environ.get("WERKPEIL_TEST_EXAMPLES", "same"))

TOGETHER = ("demo", "closed_studies")
"""Fixtures that take long and last for a session."""
DISCLOSURE = Path(__file__).parent / "drills" / "disclosure"
"""Each module here begins with waves that it publishes."""


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are processors: tests with real servers and browsers wait much."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that begin with the same long preparation run in the same process, so that it is made once."""
    for item in items:
        names: list[str] = getattr(item, "fixturenames", [])
        shared = [name for name in TOGETHER if name in names]
        shared += [item.path.stem] if item.path.is_relative_to(DISCLOSURE) else []
        if shared:
            item.add_marker(pytest.mark.xdist_group(shared[0]))
