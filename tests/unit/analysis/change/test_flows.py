"""Raw flows from two frames, and who is left out so that no published group is all pairs but for a few."""

from collections import Counter

import pandas as pd
import pytest

from survey.analysis.breakdowns import variables
from survey.analysis.change.flows import NoStatesError, method_of_flow, raw_flow, states_of
from survey.analysis.change.joined import Joined
from survey.analysis.change.waves import Waves
from survey.analysis.disclosure import RawFlow
from survey.questionnaires import catalogue
from survey.questionnaires.study import FlowMeasure
from tests.unit.analysis import two_waves

STUDY, ASKED = catalogue.load_study_file(catalogue.shipped_studies()["werk-als-waarde"])
TITLE = {"nl": "Van en naar"}


def named(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_index(pd.Index([str(each).encode() for each in frame.index], dtype=object))


EARLIER, LATER = (named(two_waves.participants(wave)) for wave in (0, 1))


def flowed(of: str, earlier: pd.DataFrame = EARLIER, later: pd.DataFrame = LATER) -> RawFlow:
    asked = ASKED["participant-baseline"], ASKED["participant-six-months"]
    known = variables(STUDY, asked[0]), variables(STUDY, asked[1])
    joined = Joined(Waves(earlier, later), known, ({}, {}), (len(earlier), len(later)), 10)
    measure = FlowMeasure(kind="flow", id="flow", waves=("baseline", "six_months"), of=of, title=TITLE)
    return raw_flow(measure, STUDY.results, joined)


def counted(of: str) -> dict[tuple[object, object], int]:
    """The same counts with pandas alone."""
    both = EARLIER.index.intersection(LATER.index)
    table = pd.DataFrame({"first": EARLIER.loc[both, of], "last": LATER.loc[both, of]}).dropna()
    return Counter(zip(table["first"].tolist(), table["last"].tolist(), strict=True))


def test_a_choice_counts_who_went_from_which_answer_to_which() -> None:
    found = flowed("work_status")
    expected = counted("work_status")
    assert found.left_out == 0
    for row, first in enumerate(found.codes):
        for column, last in enumerate(found.codes):
            assert found.counts[row][column] == expected.get((first, last), 0)


def test_grades_go_between_their_bands() -> None:
    found = flowed("grade_work")
    assert (found.codes, found.merged) == (("low", "middle", "high"), ("high",))
    assert found.held[1] == ("6", "7")
    both = counted("grade_work").items()
    high = sum(n for (first, last), n in both if min(int(str(first)), int(str(last))) >= 8)
    assert found.counts[2][2] == high


def test_capability_goes_between_low_middle_and_high() -> None:
    found = flowed("capability")
    assert found.held == (("0", "1", "2"), ("3", "4"), ("5", "6", "7"))
    assert found.pairs > 100


def test_who_is_in_one_wave_alone_is_counted_by_answer() -> None:
    found = flowed("work_status", later=LATER.iloc[:60])
    first, last = found.sides
    assert (found.pairs + sum(first.alone), sum(last.alone)) == (134, found.left_out)


@pytest.mark.parametrize("answered", [134, 131, 120, 60])
def test_of_a_breakdown_nobody_or_a_whole_group_is_alone_with_each_answer(answered: int) -> None:
    found = flowed("work_status", later=LATER.iloc[:answered])
    rows = [sum(row) for row in found.counts], [sum(row) for row in zip(*found.counts, strict=True)]
    for side, pairs in zip(found.sides, rows, strict=True):
        assert all(not pairs[at] or alone == 0 or alone >= 10 for at, alone in enumerate(side.alone))


def test_the_same_pairs_are_left_out_every_time() -> None:
    assert flowed("work_status", later=LATER.iloc[:131]) == flowed("work_status", later=LATER.iloc[:131])


def test_nobody_goes_from_mention_to_mention() -> None:
    with pytest.raises(NoStatesError):
        states_of(STUDY.results.measure("gains"), None)


def test_the_method_says_what_was_counted() -> None:
    said = " ".join(method_of_flow(122).told(str))
    assert "122 people" in said
    assert "association" in said
