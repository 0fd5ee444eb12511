"""The test that stands with a change: from 20 pairs, for means and for shares."""

import numpy as np

from ..disclosure import Evidence
from ..reliability import is_pair_tested
from ..scales import Floats
from .flips import flips
from .paired import paired_change


def flow_of(before: Floats, after: Floats) -> tuple[tuple[int, int], tuple[int, int]]:
    """Yes and no at first, by yes and no later."""
    yes, later = before > 0, after > 0
    counts = [int((one & other).sum()) for one in (yes, ~yes) for other in (later, ~later)]
    return (counts[0], counts[1]), (counts[2], counts[3])


def tested(before: Floats, after: Floats, *, share: bool) -> Evidence | None:
    """The test from 20 pairs; None for fewer, and where all changed by the same."""
    if not is_pair_tested(len(before)) or not (share or np.ptp(after - before)):
        return None
    if share:
        flipped = flips(before, after)
        ends = flipped.interval
        return Evidence(flipped.change, ends.low, ends.high, flipped.p, flipped.method)
    found = paired_change(before, after)
    effect = (found.d_z, found.d_interval.low, found.d_interval.high)
    return Evidence(found.change, found.interval.low, found.interval.high, found.p, found.method, effect)
