"""The people who answered something in both waves, and who is left out so that nobody stands out."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..breakdowns import Variable
from ..scales import Bools, Floats
from .waves import Waves


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """Two waves with their breakdown variables, and how many each published per measure (None: nothing)."""

    waves: Waves
    variables: tuple[tuple[Variable, ...], tuple[Variable, ...]]
    published: tuple[Mapping[str, int], Mapping[str, int]]
    complete: tuple[int, int]
    smallest: int

    def frame(self, wave: int) -> pd.DataFrame:
        """The responses of the earlier (0) or the later (1) wave."""
        return self.waves.later if wave else self.waves.earlier


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """Who is in the pairs: what they answered in both waves, in the order of `people`, and how many were left out.

    `given` has the answers of everybody in each wave, with NaN where there is none.
    """

    people: pd.Index
    answers: tuple[Floats, Floats]
    given: tuple[Floats, Floats]
    left_out: int

    def inside(self, frame: pd.DataFrame) -> Bools:
        """Which responses of a wave are theirs."""
        return np.asarray(frame.index.isin(self.people), dtype=bool)


def kept_pairs(measure: str, values: tuple[Floats, Floats], joined: Joined) -> Kept:
    """The pairs of a measure; as many are left out as make those in one wave alone nobody, or a whole group."""
    columns = Waves(*(joined.frame(at).index.to_frame().assign(**{measure: values[at]}) for at in (0, 1)))
    before, after = columns.pairs(measure)
    everybody = columns.earlier.index[columns.stayed()]
    both = ~(np.isnan(before) | np.isnan(after))
    kept, left_out = _without_some(measure, both, everybody, _too_few_alone(measure, joined, values, int(both.sum())))
    return Kept(everybody[kept], (before[kept], after[kept]), values, left_out)


def _too_few_alone(measure: str, joined: Joined, values: tuple[Floats, Floats], pairs: int) -> int:
    """How many pairs are to be left out, so that nobody or a whole group is in one wave alone."""
    known = [int((~np.isnan(each)).sum()) for each in values]
    bases = [max(joined.published[place].get(measure, 0), known[place]) for place in (0, 1)]
    alone = [base - pairs for base in bases]
    if not any(0 < number < joined.smallest for number in alone):
        return 0
    return joined.smallest - min(number for number in alone if number < joined.smallest)


def without_small_rests(name: str, kept: Kept, joined: Joined) -> Kept:
    """Fewer pairs, so that of every answer nobody or a whole group is in one wave alone, in each of the waves.

    For what is a breakdown too: there every answer is a group that is published.
    """
    stay = np.ones(len(kept.people), dtype=bool)
    alone = [_alone(kept, joined, wave) for wave in (0, 1)]
    while short := [each for each in _short(kept, stay, alone, joined.smallest) if each[2]]:
        wave, answer, number = short[0]
        stay, _ = _without_some(name, stay, kept.people, number, among=kept.answers[wave] == answer)
    answers = kept.answers[0][stay], kept.answers[1][stay]
    return Kept(kept.people[stay], answers, kept.given, kept.left_out + int((~stay).sum()))


def _alone(kept: Kept, joined: Joined, wave: int) -> Floats:
    """The answers of those who are in one wave alone."""
    given = kept.given[wave]
    return given[~kept.inside(joined.frame(wave)) & ~np.isnan(given)]


def _short(kept: Kept, stay: Bools, alone: list[Floats], smallest: int) -> Iterator[tuple[int, float, int]]:
    """By wave and answer: how many more pairs are to be left out before who is alone is a whole group."""
    for wave in (0, 1):
        for answer in np.unique(kept.answers[wave][stay]).tolist():
            out = int((alone[wave] == answer).sum() + (kept.answers[wave][~stay] == answer).sum())
            yield wave, answer, smallest - out if 0 < out < smallest else 0


def _without_some(
    name: str, kept: Bools, people: pd.Index, number: int, among: Bools | None = None
) -> tuple[Bools, int]:
    """The pairs without `number` of them, drawn by a hash of measure and person: the same ones every time.

    The pairs and a wave then differ by a whole group, so that their difference tells nothing about single people.
    """
    if not number:
        return kept, 0
    chosen = kept if among is None else kept & among
    order = sorted(
        np.flatnonzero(chosen), key=lambda at: hashlib.sha256(name.encode() + bytes(people[int(at)])).digest()
    )
    fewer = kept.copy()
    fewer[order[:number]] = False
    return fewer, min(number, len(order))


def per_class(frame: pd.DataFrame, variable: Variable, where: Bools) -> tuple[int, ...]:
    """How many of those `where` something holds are in each class, and at last in none."""
    return tuple(variable.groups(frame).sizes(where).tolist())


def counts_of(values: Floats, order: npt.NDArray[np.float64] | None = None) -> tuple[int, ...]:
    """How often each value occurs, in `order` if given."""
    places = np.unique(values) if order is None else order
    return tuple(np.bincount(np.searchsorted(places, values), minlength=len(places)).tolist())
