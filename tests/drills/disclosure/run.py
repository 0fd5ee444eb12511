"""The whole drill: `python -m tests.drills.disclosure.run [WAVES] [FILE]` (`make drill-disclosure`).

Every seed is a wave, and a study with an interim release, a final one and a second wave. Findings per seed are kept in
`.drills/disclosure`, so that a drill that was stopped goes on where it was; delete that to begin anew.
"""

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import monotonic

from tests.drills.disclosure.attacks import findings
from tests.drills.disclosure.installation import installed, lead_of
from tests.drills.disclosure.reading import facts, pages
from tests.drills.disclosure.released import attack_series
from tests.drills.disclosure.series import series
from tests.drills.disclosure.waves import publish_wave, wave

WAVES = 200
KEPT = Path(__file__).parents[3] / ".drills" / "disclosure" / "findings.json"


def run(number: int, kept: Path) -> dict[str, list[str]]:
    """Attack so many waves and series of waves; what was found of each."""
    done: dict[str, list[str]] = json.loads(kept.read_text()) if kept.exists() else {}
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, installed(Path(folder)) as survey:
        lead = lead_of(survey)
        for seed in range(number):
            if str(seed) in done:
                continue
            attacked = wave(seed)
            publish_wave(survey, attacked)
            found = findings(attacked, facts(pages(lead, attacked.study)))
            found += attack_series(survey, lead, series(seed)).findings
            for each in found:
                print(f"wave {seed}: {each}", flush=True)  # noqa: T201 - what the drill is for
            done[str(seed)] = found
            half = kept.with_suffix(".half")
            half.write_text(json.dumps(done))
            half.replace(kept)
    return done


def main() -> int:
    """Attack, and print how many findings there were."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else WAVES
    kept = Path(sys.argv[2]) if len(sys.argv) > 2 else KEPT
    begin = monotonic()
    done = run(number, kept)
    attacks = Counter(each.split()[0] for found in done.values() for each in found)
    told = ", ".join(f"{attack}: {number}" for attack, number in sorted(attacks.items())) or "none"
    print(f"{len(done)} waves in {monotonic() - begin:.0f} s. Findings by attack: {told}. Kept in {kept}.")  # noqa: T201
    return 1 if any(done.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
