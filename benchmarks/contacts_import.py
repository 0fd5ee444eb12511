"""How long it takes to import 100,000 trajectories, and how much memory: `python benchmarks/contacts_import.py`.

Four imports with the real command, each a process of its own on SQLite: a file with a mistake in its last row but one,
which must leave nothing; the file without it; the same file again; and the same rows as a spreadsheet.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from sqlalchemy import create_engine, text

ROWS = 100_000
WRONG = 99_999
COACHES, EMPLOYERS = 2_000, 8_000
HEADER = ["contact", "email", "trajectory", "start", "coach_email", "employer_email"]
STUDY = "jobcoaching"


@dataclass(frozen=True, slots=True)
class Run:
    """One import: what it was, seconds by the clock and of the processor, peak MB, and what it said last."""

    name: str
    seconds: float
    busy: float
    megabytes: float
    said: str
    code: int


def rows(wrong: int | None = None) -> Iterator[list[str]]:
    """The rows of a file; row `wrong` has no address worth the name."""
    for number in range(1, ROWS + 1):
        address = "nobody" if number == wrong else f"person-{number}@example.nl"
        start = f"{2026 + number % 24 // 12}-{number % 12 + 1:02}"
        partners = [f"coach-{number % COACHES}@example.nl", f"employer-{number % EMPLOYERS}@example.nl"]
        yield [f"C-{number}", address, f"T-{number}", start, *partners]


def text_file(path: Path, wrong: int | None = None) -> Path:
    """A CSV."""
    lines = [",".join(row) for row in [HEADER, *rows(wrong)]]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


def spreadsheet(path: Path) -> Path:
    """The same as XLSX."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("people")
    for row in [HEADER, *rows()]:
        sheet.append(row)
    book.save(path)
    return path


def command(folder: Path, *words: str) -> tuple[float, float, float, str, int]:
    """Run `survey`: seconds, seconds of the processor, peak memory in MB, its last line, its exit code."""
    started = time.perf_counter()
    words = (sys.executable, "-m", "survey", "--instance", str(folder / "instance"), *words)
    with (folder / "said").open("w+", encoding="utf-8") as said:
        process = subprocess.Popen(words, stdout=said, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        lines = said.read().splitlines()
    busy = usage.ru_utime + usage.ru_stime
    return time.perf_counter() - started, busy, usage.ru_maxrss / 1024, lines[-1] if lines else "", process.returncode


def imported(folder: Path, name: str, file: Path) -> Run:
    """Import a file."""
    return Run(name, *command(folder, "contacts", "import", STUDY, str(file)))


def stored(folder: Path) -> tuple[int, int]:
    """How many contacts and trajectories there are."""
    engine = create_engine(f"sqlite:///{folder / 'instance' / 'contacts.sqlite'}")
    with engine.connect() as connection:
        people = connection.scalar(text("SELECT count(*) FROM contact")) or 0
        trajectories = connection.scalar(text("SELECT count(*) FROM trajectory")) or 0
    engine.dispose()
    return people, trajectories


def main() -> None:
    """Run and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command(folder, "init")
        command(folder, "studies", "load", STUDY, "--test")
        print(f"start of a command without work: {command(folder, 'studies', 'list')[2]:.0f} MB")
        for what, file in (
            (f"CSV, mistake in row {WRONG:,}", text_file(folder / "wrong.csv", WRONG)),
            ("CSV", text_file(folder / "people.csv")),
            ("the same CSV again", folder / "people.csv"),
            ("the same as XLSX", spreadsheet(folder / "people.xlsx")),
        ):
            run = imported(folder, what, file)
            people, trajectories = stored(folder)
            spent = f"{run.seconds:.1f} s ({run.busy:.1f} s busy)"
            print(f"{run.name}: {spent}, {run.megabytes:.0f} MB peak, exit code {run.code}")
            print(f"  said: {run.said}")
            print(f"  stored: {people:,} people, {trajectories:,} trajectories")


if __name__ == "__main__":
    main()
