"""Reports that were made, in a folder, so that a second click costs nothing. Each is made in a process of its own.

Making one takes seconds of work, which no page of anybody waits for. Files are named after everything in them, so that
none can be stale. Whoever makes a report holds the lock of its claim: a process that dies lets go of it.
"""

import fcntl
import hashlib
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from threading import Thread

from survey.languages import folder as translations

FOLDER = "reports"
"""The folder in the instance folder."""

MOST = 60
KEPT = timedelta(days=7)
"""A report that is older is thrown away at the purge; it can be made again."""

MAKER = "survey.reporting.making"
CODE = {".py", ".html", ".css", ".po"}


class State(StrEnum):
    """Where a report stands."""

    READY = "ready"
    BEGUN = "begun"
    FAILED = "failed"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one report on the shelf."""

    file: Path

    @property
    def claim(self) -> Path:
        """Whoever makes the report has locked this file."""
        return self.file.with_suffix(".claim")

    @property
    def failure(self) -> Path:
        """It is there if the report could not be made."""
        return self.file.with_suffix(".failed")

    def state(self) -> State:
        """Where the report stands now."""
        if self.file.exists():
            return State.READY
        if self.failure.exists():
            return State.FAILED
        if not self.claim.exists():
            return State.NOWHERE
        lock = _locked(self.claim)
        if lock is None:
            return State.BEGUN
        os.close(lock)
        return State.NOWHERE

    def forget(self) -> None:
        """After a failure: let it be tried again."""
        self.failure.unlink(missing_ok=True)

    def begin(self, form: str, report: object) -> None:
        """Have a report made in a form, one of `reports.FORMS`, unless somebody is at it."""
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = _locked(self.claim)
        if lock is None:
            return
        try:
            with tempfile.TemporaryFile() as given:
                pickle.dump(report, given)
                given.seek(0)
                _start([form, str(self.file), str(lock)], given.fileno(), lock)
        finally:
            os.close(lock)  # The process that was started has it too, and holds it to its end.


def _start(arguments: Sequence[str], given: int, lock: int) -> None:
    """Begin to make a report. A thread waits for the process, so that it does not stay when it has ended."""
    command = [sys.executable, "-m", MAKER, *arguments]
    process = subprocess.Popen(command, stdin=given, stdout=subprocess.DEVNULL, pass_fds=(lock,))  # noqa: S603 - ours
    Thread(target=process.wait, daemon=True).start()


def _locked(path: Path) -> int | None:
    """The lock on a file, as a number to close; None if somebody else has it."""
    found = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(found, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(found)
        return None
    return found


def slot(instance: Path, *said: str) -> Slot:
    """The place of the report in which everything depends on what is `said`, and on this program."""
    name = hashlib.sha256("\0".join((*said, program())).encode()).hexdigest()[:32]
    return Slot(instance / FOLDER / f"{name}.report")


@cache
def program() -> str:
    """Which program this is: one that was changed makes reports anew."""
    folders = (Path(__file__).parents[1], translations())
    files = (path for folder in folders for path in folder.rglob("*") if path.suffix in CODE)
    return str(max(path.stat().st_mtime_ns for path in files))


def trim(folder: Path) -> None:
    """Keep the newest reports."""
    reports = sorted(folder.glob("*.report"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in reports[MOST:]:
        path.unlink(missing_ok=True)


def tidy(instance: Path, now: datetime) -> None:
    """Throw away what is older than `KEPT`: reports, and what was left of making them."""
    before = (now - KEPT).timestamp()
    for path in (instance / FOLDER).glob("*"):
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
