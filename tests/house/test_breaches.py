"""The promises that tools keep: each breach, made on purpose, is found."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .sources import ROOT

BIN = Path(sys.executable).parent
BREACHES = {
    "survey/analysis/estimates.py": ("import flask", "HTTP stays at the edge BROKEN"),
    "survey/fieldwork/answers.py": ("from survey.storage import contacts", "Answering never reaches a contact BROKEN"),
    "survey/questionnaires/study/design.py": (
        "from survey.storage import studies",
        "Layers: imports point downwards BROKEN",
    ),
    "survey/web/participate/__init__.py": ("from survey.storage import contacts", "Only fieldwork reads contacts"),
    "survey/web/dashboard/__init__.py": ("import survey.fieldwork.answers", "The dashboard never reaches a response"),
}
DRAWING = """
from survey.analysis.disclosure import {table}
from survey.analysis.figures import Wordings, draw

def figure(table: {table}, words: Wordings) -> object:
    return draw(table, words)
"""
REFUSAL = 'Argument 1 to "draw" has incompatible type "RawTable"; expected "ProtectedTable"  [arg-type]'


def imports_checked(folder: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says about the tree in `folder`."""
    command = [f"{BIN}/lint-imports", "--no-cache", "--config", f"{ROOT}/pyproject.toml"]
    return subprocess.run(
        command, cwd=folder, env={"PYTHONPATH": str(folder)}, capture_output=True, text=True, check=False
    )


def complaints(program: Path) -> list[str]:
    """What mypy says about `program`, by the rules of the project."""
    command = [f"{BIN}/mypy", "--config-file", "pyproject.toml", str(program)]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return [line.partition(": error: ")[2] for line in found.stdout.splitlines() if program.name in line]


@pytest.mark.parametrize("place", BREACHES)
def test_an_import_upwards_or_sideways_is_found(tmp_path: Path, place: str) -> None:
    line, complaint = BREACHES[place]
    shutil.copytree(ROOT / "survey", tmp_path / "survey", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / place).open("a") as file:
        file.write(f"\n{line}\n")
    found = imports_checked(tmp_path)
    assert found.returncode == 1
    assert complaint in found.stdout.replace("\n", " ")


@pytest.mark.parametrize(("table", "refusal"), [("ProtectedTable", None), ("RawTable", REFUSAL)])
def test_a_figure_of_a_raw_table_is_refused(tmp_path: Path, table: str, refusal: str | None) -> None:
    program = tmp_path / "drawing.py"
    program.write_text(DRAWING.format(table=table))
    assert complaints(program) == ([refusal] if refusal else [])
