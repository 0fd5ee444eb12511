"""What R computed, as it is stored, and the data that it read."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

FOLDER = Path(__file__).parent / "r"
SCRIPTS = ("estimates", "change", "groups", "weights", "models", "agreement", "edges")


def expected(script: str) -> dict[str, Any]:
    """The stored results of a script."""
    found: dict[str, Any] = json.loads((FOLDER / "expected" / f"{script}.json").read_text("utf-8"))
    return found


def people() -> pd.DataFrame:
    """The data, with `z` as a choice."""
    frame = pd.read_csv(FOLDER / "data" / "people.csv")
    frame["z"] = pd.Categorical(frame["z"])
    return frame


def same(value: object) -> Any:
    """Equal to what R has to 1e-6, of the number itself where it is larger than 1."""
    return pytest.approx(value, rel=1e-6, abs=1e-6)


def column(frame: pd.DataFrame, name: str) -> "np.typing.NDArray[np.float64]":
    """A column as numbers."""
    return np.asarray(frame[name], dtype=np.float64)
