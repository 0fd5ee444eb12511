"""A change as it is reported: with linkage and attrition beside it, and tested from 20 pairs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..comparison.levels import Difference, difference
from ..reliability import is_pair_tested, is_tested
from ..scales import Floats, TooFewError, known, known_pairs, points
from .flips import Flips, flips
from .paired import PairedChange, paired_change
from .ranks import SignedRanks, signed_ranks
from .waves import Attrition, Linkage, Waves

DECIMALS = 9
"""Amounts are stored with fewer decimals: what differs after these is no difference."""


@dataclass(frozen=True, slots=True)
class MeanChange:
    """The means of the pairs in both waves, and what could be tested.

    `paired` and `ranks` from 20 pairs. `unpaired` compares everybody in each wave as if no one were in both, from 30 in
    each; where many are in both, it is too careful.
    """

    first: float
    last: float
    pairs: int
    paired: PairedChange | None
    ranks: SignedRanks | None
    unpaired: Difference | None
    linkage: Linkage
    attrition: Attrition


@dataclass(frozen=True, slots=True)
class ShareChange:
    """The shares of yes among the pairs in both waves; `flips` from 20 pairs."""

    first: float
    last: float
    pairs: int
    flips: Flips | None
    linkage: Linkage
    attrition: Attrition


def mean_change(waves: Waves, item: str, background: Sequence[str]) -> MeanChange:
    """How the answers to `item` changed; `background` are the columns that stayers and leavers are compared on."""
    before, after = known_pairs(*waves.pairs(item))
    first, last = _means(before, after)
    paired: PairedChange | None = None
    ranks: SignedRanks | None = None
    if is_pair_tested(len(before)) and not np.array_equal(before, after):
        ranks = signed_ranks(before, after, decimals=DECIMALS)
        paired = paired_change(before, after) if np.ptp(after - before) else None
    everyone = known(points(waves.earlier[item])), known(points(waves.later[item]))
    return MeanChange(
        first, last, len(before), paired, ranks, _unpaired(*everyone), waves.linkage(), waves.attrition(background)
    )


def share_change(waves: Waves, item: str, yes: Sequence[str], background: Sequence[str]) -> ShareChange:
    """How the share changed that answers one of the codes `yes` to the choice `item`."""
    codes = [str(code) for code in waves.earlier[item].cat.categories]
    wanted = [place for place, code in enumerate(codes, 1) if code in yes]
    before, after = (
        np.where(np.isnan(each), np.nan, np.isin(each, wanted).astype(np.float64)) for each in waves.pairs(item)
    )
    kept = known_pairs(before, after)
    first, last = _means(*kept)
    found = flips(*kept) if is_pair_tested(len(kept[0])) else None
    return ShareChange(first, last, len(kept[0]), found, waves.linkage(), waves.attrition(background))


def _means(before: Floats, after: Floats) -> tuple[float, float]:
    if not len(before):
        return float("nan"), float("nan")
    return float(before.mean()), float(after.mean())


def _unpaired(earlier: Floats, later: Floats) -> Difference | None:
    if not is_tested(len(earlier), len(later)):
        return None
    try:
        return difference(earlier, later)
    except TooFewError:
        return None
