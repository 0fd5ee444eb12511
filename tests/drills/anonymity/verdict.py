"""The verdict: how often a guess was right, how orders go with the order of arrival, and what needs no judge."""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from scipy.stats import spearmanr

from .attacks import ATTACKS
from .fieldwork import Truth
from .loot import Loot
from .matching import Found, Votes, guessed

MOST_IN_A_RUN, MOST_IN_TWENTY, RUNS = 12, 85, 20
"""With three cohorts a guess by chance is right about three times. A perfect build stays within both with a probability
above 99.8 %."""
STRONGEST = 0.3
"""The strongest rank correlation that may be. For 140 people chance gives more once in 2,500 times, and there are some
hundred orders in twenty runs: whoever finds one lives through the same seed again."""

TOGETHER = "all"


@dataclass
class Verdict:
    """What one run came to. `hits` by attack, `correlations` by wave and order, `problems` and `told` by attack."""

    kind: str
    seed: int
    hits: dict[str, int] = field(default_factory=dict)
    correlations: dict[str, float] = field(default_factory=dict)
    problems: dict[str, list[str]] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def strongest(self) -> float:
        """The strongest correlation of an order with the order of arrival."""
        return max(map(abs, self.correlations.values()), default=0.0)

    @property
    def ordered(self) -> dict[str, float]:
        """The orders that go with the order of arrival."""
        return {name: rho for name, rho in self.correlations.items() if abs(rho) >= STRONGEST}

    def confirmed_by(self, again: "Verdict") -> None:
        """The same fieldwork once more, with other keys: an order that means something means it again. Of each, the
        weaker correlation counts."""
        for name, rho in again.correlations.items():
            self.correlations[name] = min(rho, self.correlations.get(name, rho), key=abs)
        self.told["L1"] += f"; lived through twice, because of a correlation of {STRONGEST} or more"

    def faults(self) -> list[str]:
        """Why the run is not passed; empty if it is."""
        high = [f"{name}: {number} hits" for name, number in self.hits.items() if number > MOST_IN_A_RUN]
        found = [f"{name}: {each}" for name, problems in self.problems.items() for each in problems]
        return [
            *high,
            *(f"order of {name} goes with arrival: {rho:+.2f}" for name, rho in self.ordered.items()),
            *found,
        ]

    def document(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    @classmethod
    def of(cls, document: dict[str, Any]) -> Self:
        """What was kept."""
        return cls(**document)


def judged(loot: Loot, truth: Truth, seed: int) -> Verdict:
    """Let every attack have its go, alone and all together."""
    verdict = Verdict(loot.kind, seed)
    together: Votes = {}
    for name, attack in ATTACKS.items():
        found = attack(loot)
        verdict.hits[name] = hits(loot, found.votes, truth, seed)
        verdict.problems[name], verdict.told[name] = found.problems, found.told
        verdict.correlations |= correlations(found, truth, loot)
        for pair, weight in found.votes.items():
            together[pair] = together.get(pair, 0.0) + weight
    verdict.hits[TOGETHER] = hits(loot, together, truth, seed)
    return verdict


def hits(loot: Loot, votes: Votes, truth: Truth, seed: int) -> int:
    """For how many of all participants the guess is right."""
    guess = guessed(loot, votes, random.Random(seed))
    return sum(truth.labels[contact] == label for contact, label in guess.items())


def correlations(found: Found, truth: Truth, loot: Loot) -> dict[str, float]:
    """How each order goes with the order of arrival, within cohorts: which cohort somebody is in, anybody may see."""
    cells = loot.cells()
    told: dict[str, float] = {}
    for wave, orders in found.orders.items():
        arrived = [truth.labels[contact] for contact in truth.arrivals[wave]]
        who = set(arrived)
        for name, labels in orders.items():
            lying = [label for label in labels if label in who]
            if len(lying) == len(arrived):
                told[f"{wave} {name}"] = correlation(arrived, lying, cells)
    return told


def _within(labels: list[bytes], cells: Mapping[bytes, tuple[str, ...]]) -> dict[bytes, float]:
    """The place of each in its cohort, from 0 to 1."""
    total, seen = Counter(cells[label] for label in labels), Counter[tuple[str, ...]]()
    places: dict[bytes, float] = {}
    for label in labels:
        seen[cells[label]] += 1
        places[label] = seen[cells[label]] / total[cells[label]]
    return places


def correlation(one: list[bytes], other: list[bytes], cells: Mapping[bytes, tuple[str, ...]]) -> float:
    """The rank correlation (Spearman) of two orders of the same labels, by their places within cohorts."""
    first, second = _within(one, cells), _within(other, cells)
    return float(spearmanr([first[label] for label in one], [second[label] for label in one]).statistic)
