"""Raw changes from two frames: the pairs, who is in one wave alone, and who is left out so that nobody stands out."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from survey.analysis.breakdowns import variables
from survey.analysis.change.joined import Joined
from survey.analysis.change.results import mean_change
from survey.analysis.change.shifts import numbers_of, raw_change
from survey.analysis.change.waves import Waves
from survey.analysis.disclosure import RawChange
from survey.questionnaires import catalogue
from survey.questionnaires.study import ChangeMeasure, Measure
from tests.unit.analysis import two_waves

STUDY, ASKED = catalogue.load_study_file(catalogue.shipped_studies()["werk-als-waarde"])


def measure(name: str) -> Measure:
    found = STUDY.results.measure(name)
    assert found is not None
    return found


def named(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_index(pd.Index([str(each).encode() for each in frame.index], dtype=object))


EARLIER, LATER = (named(two_waves.participants(wave)) for wave in (0, 1))


def joined(earlier: pd.DataFrame, later: pd.DataFrame) -> Joined:
    asked = ASKED["participant-baseline"], ASKED["participant-six-months"]
    known = variables(STUDY, asked[0]), variables(STUDY, asked[1])
    return Joined(Waves(earlier, later), known, ({}, {}), (len(earlier), len(later)), 10)


def changed(earlier: pd.DataFrame = EARLIER, later: pd.DataFrame = LATER) -> RawChange:
    wanted = measure("change_participants")
    assert isinstance(wanted, ChangeMeasure)
    return raw_change(wanted, STUDY.results, joined(earlier, later))


def test_every_measure_of_a_change_says_what_paired_change_says() -> None:
    for found in changed().shifts:
        frames = [frame.assign(value=numbers_of(measure(found.of), frame)) for frame in (EARLIER, LATER)]
        expected = mean_change(Waves(*frames), "value", [])
        assert (found.pairs, found.first, found.last) == (expected.pairs, expected.first, expected.last)
        assert found.tested is not None
        assert expected.paired is not None
        assert (found.tested.p, found.tested.change) == (expected.paired.p, expected.paired.change)


def test_who_is_in_one_wave_alone_is_counted_beside_the_pairs() -> None:
    found = changed(later=LATER.iloc[:100])
    assert (found.earlier, found.later, found.linked) == (134, 100, 100)
    (first, last) = found.shifts[1].sides
    assert [sum(each) for each in (first.pairs, first.alone, last.pairs, last.alone)] == [100, 34, 100, 0]
    assert {stay.variable for stay in found.stays} == {"work_status", "age_class", "works_for"}
    assert sum(found.stays[0].stayers) == 100


@pytest.mark.parametrize(("answered", "left_out"), [(134, 0), (131, 10), (125, 10), (124, 0), (100, 0)])
def test_as_many_pairs_are_left_out_as_make_everybody_else_a_group(answered: int, left_out: int) -> None:
    found = changed(later=LATER.iloc[:answered]).shifts[1]
    assert (found.left_out, found.pairs) == (left_out, answered - left_out)
    assert [sum(side.alone) for side in found.sides] == [134 - answered + left_out, left_out]


def test_the_same_pairs_are_left_out_every_time() -> None:
    assert changed(later=LATER.iloc[:131]) == changed(later=LATER.iloc[:131])


def test_a_share_counts_who_went_from_yes_to_no() -> None:
    earlier, later = (named(two_waves.coaches(wave)) for wave in (0, 1))
    asked = ASKED["job-coach-baseline"], ASKED["job-coach-six-months"]
    known = variables(STUDY, asked[0]), variables(STUDY, asked[1])
    wanted = measure("change_coaches")
    assert isinstance(wanted, ChangeMeasure)
    both = Joined(Waves(earlier, later), known, ({}, {}), (134, 134), 10)
    guided = raw_change(wanted, STUDY.results, both).shifts[1]
    assert guided.flow == ((121, 6), (0, 7))
    assert (round(guided.first, 3), round(guided.last, 3)) == (0.948, 0.903)


def test_dont_know_is_neither_yes_nor_no() -> None:
    still = measure("still_working")
    values = numbers_of(still, two_waves.coaches(1))
    assert (int(np.nansum(values)), int(np.isnan(values).sum())) == (118, 8)


def test_what_is_no_number_cannot_change() -> None:
    with pytest.raises(TypeError, match="change"):
        numbers_of(replace_kind(), EARLIER)


def replace_kind() -> Measure:
    return measure("change_participants")


def test_a_published_base_counts_for_who_is_alone() -> None:
    few = replace(joined(EARLIER, LATER), published=({"grade_work": 137}, {}))
    wanted = measure("change_participants")
    assert isinstance(wanted, ChangeMeasure)
    found = next(each for each in raw_change(wanted, STUDY.results, few).shifts if each.of == "grade_work")
    assert found.left_out == 10
