"""Fixtures for every test; the modules named here say what each is for."""

pytest_plugins = [
    "tests.fixtures.databases",
    "tests.fixtures.browser",
    "tests.fixtures.mail",
    "tests.fixtures.demo",
    "tests.fixtures.application",  # Last, because it imports the databases.
]
