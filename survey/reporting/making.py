"""Makes one report, in a process of its own: `python -m survey.reporting.making FORM FILE LOCK`, the report on stdin.

Reports are made one at a time, and give way to whoever looks at a page.
"""

import fcntl
import os
import pickle
import sys
from pathlib import Path

from survey import faults
from survey.reporting.reports import FORMS, Report
from survey.reporting.shelf import Slot, trim

TURN = "one-at-a-time"
GIVES_WAY = 5


def make(form: str, file: Path, report: Report) -> None:
    """Make a report and put it in its place, whole or not at all."""
    with (file.parent / TURN).open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        content = FORMS[form][2](report)
    draft = file.with_suffix(".draft")
    draft.write_bytes(content)
    draft.rename(file)
    trim(file.parent)


def main(form: str, path: str) -> int:
    """Make the report on stdin; a failure is written down, and marked for whoever waits."""
    os.nice(GIVES_WAY)
    here = Slot(Path(path))
    try:
        make(form, here.file, pickle.load(sys.stdin.buffer))  # noqa: S301 - the process that started this one wrote it
    except Exception as error:  # noqa: BLE001 - whatever it was, somebody waits
        here.failure.touch()
        sys.stderr.write("\n".join(["A report was not made.", *faults.places(error), ""]))
        return 1
    finally:
        here.claim.unlink(missing_ok=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
