"""A change as it is reported: never without linkage and attrition, and tested from 20 pairs."""

import numpy as np
import pandas as pd
import pytest

from survey.analysis.change.paired import paired_change
from survey.analysis.change.results import mean_change, share_change
from survey.analysis.change.waves import Waves
from survey.analysis.comparison.levels import difference

RNG = np.random.default_rng(7)


def waves(pairs: int, leavers: int = 5) -> Waves:
    """So many people in both waves, and some who left."""
    number = pairs + leavers
    grades = RNG.integers(5, 10, number)
    work = pd.Categorical(RNG.choice(["steady", "trial", "none"], number), ["steady", "trial", "none"], ordered=True)
    earlier = pd.DataFrame({"grade": grades, "work": work}, index=[f"p{each}" for each in range(number)])
    later = earlier.iloc[:pairs].assign(grade=np.clip(grades[:pairs] + RNG.integers(-2, 3, pairs), 1, 10))
    return Waves(earlier, later)


@pytest.mark.parametrize(("pairs", "tested"), [(19, False), (20, True)])
def test_change_is_tested_from_20_pairs(pairs: int, tested: bool) -> None:
    mean, share = (
        mean_change(waves(pairs), "grade", ["work"]),
        share_change(waves(pairs), "work", ["steady"], ["grade"]),
    )
    assert ((mean.paired is not None), (mean.ranks is not None), (share.flips is not None)) == (tested,) * 3
    for found in (mean, share):
        assert (found.pairs, found.linkage.linked, found.attrition.leavers) == (pairs, pairs, 5)


def test_everybody_in_each_wave_is_compared_from_30_in_each() -> None:
    few, enough = waves(29), waves(30)
    assert mean_change(few, "grade", []).unpaired is None
    found = mean_change(enough, "grade", [])
    reference = difference(enough.earlier["grade"].to_numpy(float), enough.later["grade"].to_numpy(float))
    assert found.unpaired == reference
    assert found.paired == paired_change(*enough.pairs("grade"))


def test_when_nobody_changed_there_is_nothing_to_test() -> None:
    same = waves(40)
    found = mean_change(Waves(same.earlier, same.earlier), "grade", [])
    assert (found.first, found.paired, found.ranks) == (found.last, None, None)


def test_when_everybody_changed_by_the_same_only_ranks_say_something() -> None:
    before = waves(40).earlier
    found = mean_change(Waves(before, before.assign(grade=before["grade"] + 1)), "grade", [])
    assert found.paired is None
    assert found.ranks is not None
    assert found.ranks.w_plus == 45 * 46 / 2


def test_a_yes_may_be_more_than_one_answer() -> None:
    both = waves(50)
    found = share_change(both, "work", ["steady", "trial"], ["grade"])
    assert found.first == pytest.approx((both.earlier["work"].iloc[:50] != "none").mean())
    assert (found.flips is not None and found.flips.p) == 1, "work did not change"


def test_without_pairs_there_are_no_means() -> None:
    apart = waves(10)
    found = mean_change(Waves(apart.earlier, apart.later.rename(index=lambda name: f"other-{name}")), "grade", [])
    assert np.isnan([found.first, found.last]).all()
    assert (found.pairs, found.linkage.linked) == (0, 0)


def test_grades_without_spread_are_not_compared() -> None:
    flat = waves(40)
    same = Waves(flat.earlier.assign(grade=7), flat.later.assign(grade=7))
    assert mean_change(same, "grade", []).unpaired is None
