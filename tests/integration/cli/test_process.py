"""`survey` as a program of its own: its language, its exit code, its start."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from survey.cli import main


def survey(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a process."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SURVEY_", "LANG", "LC_"))}
    return subprocess.run(
        [sys.executable, "-m", "survey", "--instance", str(folder), *words],
        env=environment | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("variables", "refusal", "explanation"),
    [
        ({}, "is niet klaar voor gebruik", "Open WAVE van STUDY"),
        ({"LANG": "en_GB.UTF-8"}, "is not ready", "Open WAVE of STUDY"),
    ],
    ids=["nl", "en"],
)
def test_it_speaks_the_language_of_the_terminal(
    tmp_path: Path, variables: dict[str, str], refusal: str, explanation: str
) -> None:
    refused = survey(tmp_path, "publish", "x", **variables)
    assert (refused.returncode, refusal in refused.stderr) == (1, True)
    assert explanation in survey(tmp_path, "studies", "open", "--help", **variables).stdout


def test_a_worker_that_is_asked_to_stop_stops(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["--instance", str(tmp_path), "init"]).exit_code == 0
    command = [sys.executable, "-m", "survey", "--instance", str(tmp_path), "worker"]
    with subprocess.Popen(command) as worker:
        time.sleep(2)
        assert worker.poll() is None
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=10) == 0
