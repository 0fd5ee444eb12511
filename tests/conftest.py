"""Fixtures for every test; the modules named here say what each is for."""

import os

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
