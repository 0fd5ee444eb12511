"""Raw changes by background from two frames, against pandas."""

import pandas as pd
import pytest
from scipy import stats

from survey.analysis.change.shifts import raw_change
from survey.analysis.disclosure.splits import RawSplit
from survey.questionnaires.study import ChangeMeasure
from tests.unit.analysis.change.test_shifts import EARLIER, LATER, STUDY, joined, measure


def splits(earlier: pd.DataFrame = EARLIER, later: pd.DataFrame = LATER) -> dict[tuple[str, str], RawSplit]:
    wanted = measure("change_participants")
    assert isinstance(wanted, ChangeMeasure)
    found = raw_change(wanted, STUDY.results, joined(earlier, later))
    return {(each.of, each.variable): each for shift in found.shifts for each in shift.splits}


def test_every_class_has_the_means_of_its_pairs() -> None:
    found = splits()["grade_work", "work_status"]
    table = pd.DataFrame({
        "first": EARLIER["grade_work"].astype(float),
        "last": LATER["grade_work"].reindex(EARLIER.index).astype(float),
        "by": EARLIER["work_status"],
    }).dropna(subset=["first", "last"])  # fmt: skip
    for part in found.parts:
        here = table[table["by"] == part.code] if part.code else table[table["by"].isna()]
        assert part.pairs == len(here)
        if len(here):
            assert (part.first, part.last) == pytest.approx((here["first"].mean(), here["last"].mean()))
        if part.tested:
            expected = stats.ttest_rel(here["last"], here["first"])
            assert part.tested.p == pytest.approx(expected.pvalue, rel=1e-9)


def test_classes_are_tested_from_thirty_pairs() -> None:
    tested = {(part.pairs >= 30, part.tested is not None) for each in splits().values() for part in each.parts}
    assert (False, True) not in tested
    assert (True, True) in tested


def test_who_is_in_a_class_and_in_one_wave_alone_is_told_where_nobody_changes_class() -> None:
    kinds = EARLIER["works_for"].cat.categories
    codes = pd.Series(pd.Categorical([kinds[at % 2] for at in range(134)], kinds, ordered=True), EARLIER.index)
    earlier = EARLIER.assign(works_for=codes)
    later = LATER.iloc[:100].assign(works_for=codes.iloc[:100].set_axis(LATER.index[:100]))
    found = splits(earlier, later)["grade_work", "works_for"]
    alone = [part.alone[0] for part in found.parts if part.alone[0] is not None]
    assert sum(map(sum, alone)) == int(EARLIER.iloc[100:]["grade_work"].notna().sum())
    moved = later.assign(works_for=codes.iloc[1:101].set_axis(later.index))
    assert all(part.alone[1] is None for part in splits(earlier, moved)["grade_work", "works_for"].parts)


def test_classes_are_crossed_with_every_variable_of_both_waves_and_with_each_other() -> None:
    found = splits()["grade_work", "works_for"]
    assert {each.breakdown for each in found.crossings[0]} == {"work_status", "age_class", "works_for"}
    assert {each.breakdown for each in found.beside} == {"work_status", "age_class"}
    for crossing in found.crossings[1]:
        assert sum(group.n for group in crossing.groups) == len(LATER)
