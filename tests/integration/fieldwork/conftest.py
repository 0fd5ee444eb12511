"""The ground that the tests of fieldwork stand on."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from sqlalchemy import Engine

from survey.storage.engines import Store

from .ground import Ground, ground_in


@pytest.fixture
def ground(engines: Mapping[Store, Engine], tmp_path: Path) -> Iterator[Ground]:
    """Databases, keys and a clock."""
    ground = ground_in(engines, tmp_path)
    yield ground
    ground.close()
