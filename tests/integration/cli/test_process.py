"""`survey` as a program of its own: its language, its exit code, its start."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .terminal import Terminal

STUDY = "amsterdam-jobcoaching"


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


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_a_worker_that_is_asked_to_stop_finishes_the_mail_in_hand(terminal: Terminal, people: Path) -> None:
    terminal.done("studies", "load", STUDY, "--test")
    terminal.done("contacts", "import", STUDY, str(people))
    terminal.done("studies", "open", STUDY, "single")
    mailbox = terminal.folder / "mailbox"
    command = [sys.executable, "-m", "survey", "--instance", str(terminal.folder), "worker"]
    with subprocess.Popen(command, env=os.environ | terminal.environment()) as worker:
        while not list(mailbox.rglob("*.eml")):
            assert worker.poll() is None
            time.sleep(0.02)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=20) == 0
    left = len(list(mailbox.rglob("*.eml")))
    assert f"Sent: {30 - left}." in terminal.done("worker", "--once")
    assert len(list(mailbox.rglob("*.eml"))) == 30
