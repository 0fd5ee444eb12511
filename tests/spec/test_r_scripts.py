"""Where R is installed, its scripts still give the values that are stored."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from .r_values import FOLDER, SCRIPTS, expected

pytestmark = pytest.mark.full

RSCRIPT = shutil.which("Rscript")


def numbers(value: Any) -> Any:
    """The results without the names of the software."""
    return {key: each for key, each in value.items() if key != "software"}


def close(one: Any, other: Any) -> bool:
    """Whether two documents are the same, numbers to 1e-6."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(close(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(close, one, other))
    return bool(one == pytest.approx(other, rel=1e-6, abs=1e-6) if isinstance(one, float | int) else one == other)


def test_every_script_has_its_values_and_says_what_computed_them() -> None:
    stored = {path.stem for path in (FOLDER / "expected").glob("*.json")}
    assert stored == set(SCRIPTS)
    assert {path.stem for path in FOLDER.glob("*.R")} == {*SCRIPTS, "data", "results"}
    assert all(expected(script)["software"].startswith("R version") for script in SCRIPTS)


if RSCRIPT:

    @pytest.mark.parametrize("script", SCRIPTS)
    def test_r_gives_what_is_stored(script: str, tmp_path: Path) -> None:
        environment = {**os.environ, "EXPECTED": str(tmp_path)}
        command = [str(RSCRIPT), "--vanilla", f"{script}.R"]
        subprocess.run(command, cwd=FOLDER, env=environment, check=True, capture_output=True)
        again = json.loads((tmp_path / f"{script}.json").read_text("utf-8"))
        assert close(numbers(again), numbers(expected(script)))

    def test_the_data_are_made_the_same_again(tmp_path: Path) -> None:
        (tmp_path / "data").mkdir()
        subprocess.run([str(RSCRIPT), "--vanilla", str(FOLDER / "data.R")], cwd=tmp_path, check=True)
        assert (tmp_path / "data" / "people.csv").read_text() == (FOLDER / "data" / "people.csv").read_text()
