"""`survey` as a program of its own: its language, its exit code, its start."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest


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
    ("variables", "ready", "refusal", "explanation"),
    [
        ({}, "is klaar", "Er is geen onderzoek “x”", "Open WAVE van STUDY"),
        ({"LANG": "en_GB.UTF-8"}, "is ready", "There is no study “x”", "Open WAVE of STUDY"),
    ],
    ids=["nl", "en"],
)
def test_it_speaks_the_language_of_the_terminal(
    tmp_path: Path, variables: dict[str, str], ready: str, refusal: str, explanation: str
) -> None:
    made = survey(tmp_path, "init", **variables)
    assert (made.returncode, ready in made.stdout) == (0, True)
    refused = survey(tmp_path, "publish", "x", **variables)
    assert (refused.returncode, refusal in refused.stderr) == (1, True)
    assert explanation in survey(tmp_path, "studies", "open", "--help", **variables).stdout


def test_a_worker_that_is_asked_to_stop_stops(tmp_path: Path) -> None:
    survey(tmp_path, "init")
    command = [sys.executable, "-m", "survey", "--instance", str(tmp_path), "worker"]
    with subprocess.Popen(command) as worker:
        time.sleep(1.5)
        assert worker.poll() is None
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=10) == 0


def test_an_installation_that_nobody_made_is_not_made_by_looking(tmp_path: Path) -> None:
    looked = survey(tmp_path / "typo", "studies", "list", LANG="en_GB.UTF-8")
    assert looked.returncode == 1
    assert "Run this first: survey init" in looked.stderr
