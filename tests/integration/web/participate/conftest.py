"""People who were invited to the Amsterdam study."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from survey.extensions import Stores
from survey.storage.migrate import METADATA
from tests.fixtures.invited import Invited, design, invite

Content = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def invited(app: Flask) -> Invited:
    """Twelve people with a link to the Amsterdam questionnaire."""
    return invite(app, *design())


@pytest.fixture
def content(app: Flask) -> Callable[[], Content]:
    """Everything in the three databases, by table."""

    def read() -> Content:
        stores: Stores = app.extensions["stores"]
        found: Content = {}
        for store, engine in stores.engines.items():
            with engine.connect() as connection:
                for table in METADATA[store].sorted_tables:
                    rows = [tuple(row) for row in connection.execute(select(table))]
                    found[f"{store}.{table.name}"] = sorted(rows, key=repr)
        return found

    return read
