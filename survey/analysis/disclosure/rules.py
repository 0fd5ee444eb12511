"""The rules at their boundary values. Everything here is arithmetic on a few whole numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

FLOOR = 5


class RulesTooWeakError(ValueError):
    """No study may publish groups or cells of fewer than five people."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be released.

    `smallest_group`: people in a group, and in what remains without it. `smallest_cell`: people behind an answer.
    `dominance`: a larger share than this tells what everybody in the group answered. `exempt_total`: from this size on
    a wave total shows every answer. `mentions_group`: from this size on a group shows mentions.
    `small_totals_merged`: smaller totals show the merged share only (employers and coaches know each other).
    """

    smallest_group: int = 10
    smallest_cell: int = FLOOR
    dominance: Fraction = Fraction(9, 10)
    exempt_total: int = 30
    mentions_group: int = 30
    small_totals_merged: bool = False

    def __post_init__(self) -> None:
        if min(self.smallest_group, self.smallest_cell) < FLOOR or self.dominance > Fraction(9, 10):
            raise RulesTooWeakError(f"Groups and answer cells have at least {FLOOR} people, and no share over 90 %.")
        if min(self.exempt_total, self.mentions_group) < self.smallest_group:
            raise RulesTooWeakError("A total or a group with mentions is at least as large as the smallest group.")

    def allows_group(self, n: int, total: int) -> bool:
        """Whether a group of `n` among `total` is large enough, and what remains of the total too."""
        return n >= self.smallest_group and total - n >= self.smallest_group

    def allows_cell(self, count: int) -> bool:
        """Nobody, or enough people, gave the answer."""
        return count == 0 or count >= self.smallest_cell

    def allows_missing(self, count: int) -> bool:
        """Nobody, or a whole group's worth of people, is left out of a mean."""
        return count == 0 or count >= self.smallest_group

    def dominated(self, counts: Sequence[int]) -> bool:
        """Whether one answer is given by (almost) everybody: more than `dominance`, or all but one."""
        base, largest = sum(counts), max(counts, default=0)
        return largest > self.dominance * base or base - largest <= 1

    def allows_distribution(self, counts: Sequence[int]) -> bool:
        """Whether the answers of a group may be shown as these cells."""
        return (
            sum(counts) >= self.smallest_group
            and all(self.allows_cell(count) for count in counts)
            and not self.dominated(counts)
        )

    def allows_mentions(self, mentions: int, n: int) -> bool:
        """Whether enough people mention an option, enough do not, and it is not (almost) everybody."""
        enough = min(mentions, n - mentions) >= self.smallest_cell
        return enough and mentions <= self.dominance * n
