"""Two waves of work as value: the published figures come out of made-up answers of 134 trajectories and 84 coaches.

| what | start | six months |
|---|---|---|
| work fits what you want | 7.7 | 7.2 |
| the help yielded something | | 8.2 |
| understood by the coach | 8.8 | 8.5 |
| hours a month for the worker | 4.8 | 3.7 |
| hours a month for the employer | 1.9 | 1.5 |
| the employer is guided at all | 95 % | 90 % |
| still in paid work: yes, no, not known | | 88, 6, 6 % |
| a positive development | | 23 % |
"""

from decimal import Decimal

import numpy as np
import pytest

from survey.analysis.capability import CapabilitySet
from survey.analysis.change.results import mean_change, share_change
from survey.analysis.change.waves import Waves
from survey.analysis.estimates import percent, rounded
from survey.analysis.models.clustering import clustering
from survey.analysis.models.regression import linear
from survey.analysis.models.terms import terms
from survey.analysis.scales import Floats, known, points
from survey.analysis.trajectories import association
from tests.unit.analysis import two_waves
from tests.unit.analysis.two_waves import COACH, COACHES, MATCHES, TRAJECTORIES

PARTICIPANTS = Waves(two_waves.participants(0), two_waves.participants(1))
COACHED = Waves(two_waves.coaches(0), two_waves.coaches(1))
CARDS = ("use", "develop", "decide", "contacts", "goals", "income", "contribute")
SETS = [
    CapabilitySet.of(wave, [f"value_{card}" for card in CARDS]) for wave in (PARTICIPANTS.earlier, PARTICIPANTS.later)
]


def match() -> Floats:
    """The mean match over all aspects, as the coach rates it after six months."""
    ratings = [points(COACHED.later[f"match_{aspect}"]) for aspect in MATCHES]
    found: Floats = np.vstack(ratings).mean(axis=0)
    return found


def one_decimal(value: float) -> Decimal:
    """As it is printed."""
    return rounded(round(value, 9), 1)


def test_134_trajectories_have_84_coaches() -> None:
    assert (len(PARTICIPANTS.later), len(set(COACH))) == (TRAJECTORIES, COACHES) == (134, 84)


@pytest.mark.parametrize(
    ("item", "first", "last"),
    [("grade_work", "7.7", "7.2"), ("grade_understood", "8.8", "8.5"), ("grade_yield", "8.2", "8.2")],
)
def test_grades_of_the_participants(item: str, first: str, last: str) -> None:
    found = mean_change(PARTICIPANTS, item, ["work_status"])
    assert (found.pairs, found.linkage.linked, found.attrition.leavers) == (134, 134, 0)
    assert [str(one_decimal(each)) for each in (found.first, found.last)] == [first, last]


def test_hours_for_the_worker_went_down_significantly() -> None:
    found = mean_change(COACHED, "hours_worker", [])
    assert [str(one_decimal(each)) for each in (found.first, found.last)] == ["4.8", "3.7"]
    assert found.paired is not None
    assert found.paired.p < 0.05
    assert found.paired.interval.high < 0


def test_hours_for_the_employer_are_of_those_who_guide_one() -> None:
    hours = [known(points(wave["hours_employer"])) for wave in (COACHED.earlier, COACHED.later)]
    assert [str(one_decimal(float(each.mean()))) for each in hours] == ["1.9", "1.5"]
    assert [len(each) for each in hours] == [127, 121]


def test_guidance_of_the_employer_goes_from_95_to_90_percent() -> None:
    found = share_change(COACHED, "employer_guided", ["yes"], [])
    assert found.flips is not None
    assert [percent(round(share * 134), 134) for share in (found.first, found.last)] == [95, 90]
    assert (found.flips.to_yes, found.flips.to_no, found.flips.p) == (0, 6, found.flips.exact)


def test_who_is_still_working_after_six_months() -> None:
    counts = COACHED.later["still_working.code"].value_counts()
    assert [percent(int(counts[code]), 134) for code in ("yes", "no", "dont_know")] == [88, 6, 6]


def test_a_positive_development() -> None:
    better = COACHED.later[["development.more_hours", "development.more_tasks", "development.regular_job"]]
    assert percent(int(better.any(axis=1).sum()), 134) == 23


def test_capability_goes_together_with_intensity_match_click_and_fit() -> None:
    score = SETS[1].score()
    frame = PARTICIPANTS.later.assign(
        match=match(),
        click=points(PARTICIPANTS.later["click"]),
        fit=points(PARTICIPANTS.later["fit"]),
        intensity=points(COACHED.later["hours_worker"]),
    )
    for term in ("intensity", "match", "click", "fit"):
        fit = linear(terms(frame, score, [term], COACH))
        assert fit[term].value > 0
        assert (fit.cases, fit.clusters, fit.df) == (134, 84, 83)
    together = linear(terms(frame, score, ["intensity", "match", "click", "fit"], COACH))
    assert together.quality > max(linear(terms(frame, score, [term])).quality for term in ("match", "click"))


def test_participant_and_coach_agree_as_an_association_only() -> None:
    found = association(points(PARTICIPANTS.later["click"]), match(), COACH)
    assert (found.trajectories, found.coaches) == (134, 84)
    assert 0 < found.interval.low < found.value < found.interval.high < 1


def test_clustering_by_coach_needs_those_with_two_trajectories() -> None:
    found = clustering(points(PARTICIPANTS.later["grade_understood"]), COACH)
    assert found.clusters == 84
    assert 1 <= found.deff < 1 + (sum(COACH.count(coach) ** 2 for coach in set(COACH)) / 134 - 1)


def test_every_value_has_its_statuses_and_gaps() -> None:
    for found in SETS:
        figures = found.figures()
        assert [sum(each.statuses.values()) for each in figures] == [134] * 7
        for each in figures:
            assert each.gap.total == pytest.approx(each.gap.context + each.gap.conversion)
