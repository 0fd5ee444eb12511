"""Starting stays quick: heavy libraries load where they are needed."""

import subprocess
import sys
from pathlib import Path

import pytest

from .sources import ROOT

HEAVY = ("numpy", "pandas", "plotly", "scipy", "statsmodels")
PROGRAMS = {
    "the package": "import survey",
    "the application": "from survey.settings import Settings; survey.create_app(Settings(instance={instance!r}))",
    "the commands": "from survey.cli import main; main(['--help'], standalone_mode=False)",
}
PROGRAM = "import sys, survey; {program}; print('loaded:', *sorted(set({heavy}) & set(sys.modules)))"


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_no_analysis_library_is_loaded_by(tmp_path: Path, program: str) -> None:
    text = PROGRAM.format(program=program.format(instance=str(tmp_path)), heavy=HEAVY)
    found = subprocess.run([sys.executable, "-c", text], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.stdout.splitlines()[-1:] == ["loaded:"], found.stderr
