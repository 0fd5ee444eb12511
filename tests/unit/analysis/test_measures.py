"""What the tables of each measure count, compared with counting one by one."""

from fractions import Fraction

import numpy as np
import pytest

from survey.analysis.breakdowns import measures, tabulate
from survey.analysis.capability import CapabilitySet, Status
from survey.analysis.disclosure import NO_ANSWER, Kind, RawTable, Rules, Step, protect
from survey.analysis.frames import Record, frame
from survey.analysis.measures import counted
from survey.questionnaires import catalogue
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.study import (
    AmountMeasure,
    LikelihoodMeasure,
    RecommendationMeasure,
    Study,
)
from tests.unit.analysis import two_waves

STUDY, ASKED = catalogue.load_study_file(catalogue.shipped_studies()["werk-als-waarde"])
BASELINE, COACHED = ASKED["participant-baseline"], ASKED["job-coach-baseline"]
CARDS = ("use", "develop", "decide", "contacts", "goals", "income", "contribute")
WORDS = {"nl": "..."}
ITEM: dict[str, object] = {"core": False, "text": WORDS}

SMALL = Questionnaire.model_validate(
    {
        "id": "small",
        "version": "1",
        "audience": "participant",
        "languages": ["nl"],
        "title": WORDS,
        "minutes": 1,
        "pages": [
            {
                "id": "likely",
                "kind": "likelihood",
                "core": False,
                "text": WORDS,
                "low": WORDS,
                "high": WORDS,
                "dont_know": WORDS,
            },
            {
                "id": "again",
                "kind": "recommendation",
                "core": False,
                "text": WORDS,
                "yes": WORDS,
                "no": WORDS,
                "dont_know": WORDS,
            },
            {"id": "days", "kind": "number", "core": False, "text": WORDS, "maximum": 300},
        ],
    }
)
LIKELY = LikelihoodMeasure(kind="likelihood", id="likely", item="likely", title=WORDS)
AGAIN = RecommendationMeasure(kind="recommendation", id="again", item="again", title=WORDS)
DAYS = AmountMeasure(kind="amount", id="days", item="days", title=WORDS)


def small_study() -> Study:
    """The shipped study, showing the small questionnaire."""
    results = {"measures": [each.model_dump() for each in (LIKELY, AGAIN, DAYS)], "breakdowns": []}
    return Study.model_validate(STUDY.model_dump() | {"results": results})


def people(*answers: tuple[object, object, object]) -> list[Record]:
    return [Record({"likely": one, "again": two, "days": three}) for one, two, three in answers]


def total(records: list[Record], measure: str) -> RawTable:
    tables = tabulate(frame(SMALL, records), small_study(), SMALL, population=500)
    return next(table for table in tables if table.measure == measure)


def test_a_likelihood_has_eleven_numbers_then_dont_know_then_no_answer() -> None:
    table = total(people((0, "yes", 1), (10, "yes", 1), (10, "no", 1), ("dont_know", "no", 1), (9, None, 1)), "likely")
    assert table.codes == (*map(str, range(11)), "dont_know", NO_ANSWER)
    assert dict(zip(table.codes, table.groups[0].counts, strict=True)) == dict.fromkeys(table.codes, 0) | {
        "0": 1,
        "9": 1,
        "10": 2,
        "dont_know": 1,
    }


def test_promoters_passives_and_detractors_are_the_bands_of_a_likelihood() -> None:
    records = people(*[(10, "yes", 2)] * 30, *[(7, "yes", 3)] * 20, *[(6, "yes", 4)] * 10)
    protected = protect((total(records, "likely"),), Rules())[0]
    assert [(cell.code, cell.count) for cell in protected.groups[0].cells] == [
        ("detractors", 10),
        ("passives", 20),
        ("promoters", 30),
    ]


def test_a_recommendation_takes_yes_against_the_rest() -> None:
    table = total(people((1, "yes", 1), (1, "no", 1), (1, "dont_know", 1), (1, None, 1)), "again")
    assert (table.kind, table.merged, table.dont_know) == (Kind.CHOICE, ("yes",), ("dont_know",))
    assert table.groups[0].counts == (1, 1, 1, 1)


def test_an_amount_has_every_number_that_was_given_as_a_code() -> None:
    table = total(people((1, "yes", 12), (1, "no", 0), (1, "no", 12), (1, "no", None)), "days")
    assert table.codes == ("0", "12", "dont_know", NO_ANSWER)
    assert table.groups[0].counts == (1, 2, 0, 1)


def test_an_amount_shows_mean_and_median_and_no_distribution() -> None:
    records = people(*[(1, "yes", number) for number in range(1, 42)])
    group = protect((total(records, "days"),), Rules())[0].groups[0]
    assert (str(group.mean), str(group.median), group.mean_base, group.cells) == ("21.0", "21.0", 41, ())


def test_an_amount_that_one_person_makes_up_is_not_shown() -> None:
    records = people(*[(1, "yes", 0)] * 39, (1, "yes", 300), (1, "yes", 1))
    assert protect((total(records, "days"),), Rules())[0].step is Step.NOTHING


@pytest.mark.parametrize("wave", [0, 1])
def test_capability_tables_say_what_the_capability_set_says(wave: int) -> None:
    answers = two_waves.participants(wave).reset_index(drop=True)
    found = CapabilitySet.of(answers, [f"value_{card}" for card in CARDS])
    (measure,) = (each for each in measures(STUDY, BASELINE) if each.id == "capability")
    tables = {each.measure: each for each in counted(measure, answers, BASELINE)}
    score, base = tables["capability"], len(answers)
    assert score.places is not None
    assert np.bincount(score.places, minlength=9).tolist() == [
        *(int((found.score() == number).sum()) for number in range(8)),
        int(np.isnan(found.score()).sum()),
    ]
    for card, figures in zip(CARDS, found.figures(), strict=True):
        status = tables[f"capability.value_{card}"]
        assert status.places is not None
        counts = dict(zip(status.codes, np.bincount(status.places, minlength=6).tolist(), strict=True))
        assert counts[Status.IN_SET] == figures.statuses[Status.IN_SET]
        assert counts["no_work"] == base - int(found.works.sum())
        means = [mean_of(tables[f"capability.value_{card}.{part}"]) for part in "ac"]
        assert means[0] - means[1] == pytest.approx(figures.gap.total)
    share = mean_of(tables["capability.realised"])
    assert share == pytest.approx(100 * float(np.nanmean(found.realised_share())))


def mean_of(table: object) -> float:
    """The mean of the numbers that are counted."""
    codes, places = table.codes, table.places  # type: ignore[attr-defined]
    values = [float(Fraction(codes[place])) for place in places if codes[place] != NO_ANSWER]
    return sum(values) / len(values)


def test_importance_and_achievement_are_never_split_by_background() -> None:
    tables = tabulate(two_waves.participants(0), STUDY, BASELINE)
    split = {table.measure for table in tables if table.breakdown}
    assert {"capability", "capability.realised", "capability.value_use"} <= split
    assert not [name for name in split if name.endswith((".a", ".b", ".c"))]


def test_what_stands_side_by_side_counts_nothing_itself() -> None:
    kinds = {each.kind for each in measures(STUDY, COACHED)}
    assert kinds == {"grade", "choice", "mentions", "amount"}
