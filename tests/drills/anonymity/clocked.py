"""The `survey` command by a clock that stands in a file: `python -m tests.drills.anonymity.clocked serve`."""

import os
from datetime import datetime
from importlib import import_module
from pathlib import Path

from survey.fieldwork import clock

VARIABLE = "CLOCK_FILE"


def told() -> datetime:
    """The moment in the file."""
    return datetime.fromisoformat(Path(os.environ[VARIABLE]).read_text())


if __name__ == "__main__":
    vars(clock)["amsterdam_now"] = told  # Before anything imports it.
    import_module("survey.cli").main()
