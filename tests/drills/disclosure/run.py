"""The whole drill: `python -m tests.drills.disclosure.run [WAVES] [FILE]` (`make drill-disclosure`).

Findings per wave are kept in a file, so that a drill that was stopped goes on where it was.
"""

import json
import sys
import tempfile
from pathlib import Path
from time import monotonic

from tests.drills.disclosure.attacks import findings
from tests.drills.disclosure.installation import installed, lead_of
from tests.drills.disclosure.reading import facts, pages
from tests.drills.disclosure.waves import publish_wave, wave

WAVES = 200
KEPT = Path(tempfile.gettempdir()) / "werkpeil-disclosure.json"


def run(number: int, kept: Path) -> dict[str, int]:
    """Attack so many waves; how many findings each gave."""
    done: dict[str, int] = json.loads(kept.read_text()) if kept.exists() else {}
    with tempfile.TemporaryDirectory() as folder, installed(Path(folder)) as survey:
        lead = lead_of(survey)
        for seed in range(number):
            if str(seed) in done:
                continue
            attacked = wave(seed)
            publish_wave(survey, attacked)
            found = findings(attacked, facts(pages(lead, attacked.study)))
            for each in found:
                print(f"wave {seed}: {each}", flush=True)  # noqa: T201 - what the drill is for
            done[str(seed)] = len(found)
            kept.write_text(json.dumps(done))
    return done


def main() -> int:
    """Attack, and print how many findings there were."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else WAVES
    kept = Path(sys.argv[2]) if len(sys.argv) > 2 else KEPT
    begin = monotonic()
    done = run(number, kept)
    print(f"{len(done)} waves, {sum(done.values())} findings, {monotonic() - begin:.0f} s. Kept in {kept}.")  # noqa: T201
    return 1 if any(done.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
