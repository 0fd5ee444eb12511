"""Verdicts are kept from run to run, so that twenty seeds can be stopped and gone on with; and told as a table."""

import json
from collections.abc import Sequence

import click

from tests.house.sources import ROOT

from .attacks import NAMES
from .verdict import MOST_IN_A_RUN, MOST_IN_TWENTY, RUNS, TOGETHER, Verdict

FOLDER = ROOT / ".drills" / "anonymity"
COLUMNS = ("seed", *NAMES, TOGETHER)


def kept(kind: str, seed: int) -> Verdict | None:
    """The verdict of an earlier run, if there is one."""
    path = FOLDER / f"{kind}-{seed}.json"
    return Verdict.of(json.loads(path.read_text())) if path.exists() else None


def keep(verdict: Verdict, name: str) -> None:
    """Keep a verdict under a name."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}-{verdict.seed}.json").write_text(json.dumps(verdict.document(), indent=1))


def table(title: str, verdicts: Sequence[Verdict]) -> str:
    """Hits of every attack in every run, with the strongest correlation and the number of problems."""
    head = f"{'':>5}" + "".join(f"{name:>5}" for name in COLUMNS[1:]) + "   rank corr.  problems  seconds"
    lines = [title, head]
    for each in verdicts:
        counts = "".join(f"{each.hits[name]:>5}" for name in COLUMNS[1:])
        wrong = sum(len(problems) for problems in each.problems.values())
        lines.append(f"{each.seed:>5}{counts}{each.strongest:>13.2f}{wrong:>10}{each.seconds:>9.0f}")
    sums = "".join(f"{sum(each.hits[name] for each in verdicts):>5}" for name in COLUMNS[1:])
    strongest = max(each.strongest for each in verdicts)
    lines.append(f"{'sum':>5}{sums}{strongest:>13.2f}")
    return "\n".join(lines)


def told(verdict: Verdict) -> str:
    """What each attack found in one run."""
    return "\n".join(
        f"{name:>5} {words:<17} {verdict.told[name]}" + "".join(f"\n{'':>24}{each}" for each in verdict.problems[name])
        for name, words in NAMES.items()
    )


def total_faults(verdicts: Sequence[Verdict]) -> list[str]:
    """Why so many runs together are not passed."""
    most = MOST_IN_TWENTY if len(verdicts) == RUNS else MOST_IN_A_RUN * len(verdicts)
    sums = {name: sum(each.hits[name] for each in verdicts) for name in COLUMNS[1:]}
    high = [f"{name}: {number} hits in {len(verdicts)} runs" for name, number in sums.items() if number > most]
    return high + [f"seed {each.seed}: {fault}" for each in verdicts for fault in each.faults()]


def show(*parts: str) -> None:
    """Print a report."""
    click.echo("\n" + "\n\n".join(parts))
