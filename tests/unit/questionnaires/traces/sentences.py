"""Sentences of our own, with and without traces of people, and how many of them are told apart.

As a program it prints precision and recall: `python -m tests.unit.questionnaires.traces.sentences`.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from survey.questionnaires.traces import Trace, traces

FOLDER = Path(__file__).parent


def lines(name: str) -> list[str]:
    """The lines of a file, without those for people."""
    written = (FOLDER / name).read_text("utf-8").splitlines()
    return [line for line in written if line and not line.startswith("#")]


ORDINARY = lines("ordinary.txt")
_PARTED = (line.partition(" | ") for line in lines("personal.txt"))
PERSONAL = [({Trace(kind) for kind in kinds.split()}, text) for kinds, _, text in _PARTED]


@dataclass(frozen=True, slots=True)
class Measured:
    """How the detector does: `alarms` are ordinary sentences that it warns about, `missed` traces that it does not."""

    alarms: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Of the sentences that are warned about, the share that hold a trace."""
        found = len(PERSONAL) - len(self.missed)
        return found / (found + len(self.alarms))

    @property
    def recall(self) -> float:
        """Of the sentences that hold a trace, the share that are warned about."""
        return 1 - len(self.missed) / len(PERSONAL)


def measured() -> Measured:
    """Every sentence looked at."""
    return Measured(
        tuple(text for text in ORDINARY if traces(text)), tuple(text for _, text in PERSONAL if not traces(text))
    )


if __name__ == "__main__":
    result = measured()
    sys.stdout.write(f"{len(ORDINARY)} ordinary sentences, {len(PERSONAL)} with traces of people\n")
    sys.stdout.write(f"precision {result.precision:.3f}, recall {result.recall:.3f}\n")
    sys.stdout.writelines(f"false alarm: {text}\n" for text in result.alarms)
    sys.stdout.writelines(f"missed: {text}\n" for text in result.missed)
