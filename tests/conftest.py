"""Fixtures for every test; the modules named here say what each is for."""

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

settings.register_profile("unhurried", settings.default, deadline=None)  # A busy machine is not a failure.
settings.load_profile("unhurried")
