"""Whom a file would give away: by the register, by what people told of themselves, and by waves that are joined."""

from typing import Any

import pytest

from survey.analysis.cells import Exposure, Way
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Answers
from survey.reporting.exports.choosing import (
    CannotBeMergedError,
    Merge,
    UnknownVariableError,
    check_choices,
    narrowed,
)
from survey.reporting.exports.exposure import ExposedError, check, report
from survey.reporting.exports.samples import Labels, Sample
from survey.reporting.exports.table import Table, table
from tests.fixtures.studies import AGE, a_questionnaire, a_study, both
from tests.unit.reporting.exports.sampling import ENGLISH, a_sample

YOUNG, OLD = {"age": "young"}, {"age": "old"}


def judged(sample: Sample, *also: str, without: tuple[str, ...] = (), merged: tuple[Merge, ...] = ()) -> Any:
    return report([sample], [narrowed(table(sample, ENGLISH), without, merged)], also)


@pytest.fixture
def uneven() -> Sample:
    return a_sample([{"grade": 8}] * 25, attributes=[YOUNG] * 16 + [OLD] * 9, study={"attributes": [AGE]})


def test_a_class_of_nine_is_exposed_and_leaving_it_out_helps(uneven: Sample) -> None:
    found = judged(uneven)
    assert found.found == Exposure(people=25, unique=0, exposed=9, smallest=10)
    assert [each.id for each in found.known] == ["response:language", "response:period", "register:age"]
    assert (Way.DROP, "register:age", 0) in [(each.way, each.attribute, each.left.exposed) for each in found.remedies]
    assert judged(uneven, without=("age",)).found.exposed == 0


def test_putting_classes_together_helps_too(uneven: Sample) -> None:
    found = judged(uneven, merged=(Merge("age", ("young", "old")),))
    assert found.found.exposed == 0
    assert next(each for each in found.known if each.id == "register:age").classes == (("young", "young / old"),)


def test_fewer_answers_than_the_smallest_group_are_always_exposed() -> None:
    few = a_sample([{"grade": 8}] * 9)
    assert judged(few).found.exposed == 9
    assert judged(few, without=("language", "period")).found.exposed == 9


def test_what_people_told_of_themselves_counts_where_the_study_breaks_down_by_it_or_the_researcher_says_so() -> None:
    answers: list[Answers] = [{"recommend": "yes"} for _ in range(20)]
    answers.append({"recommend": "no"})
    assert judged(a_sample(answers)).found.exposed == 0
    assert judged(a_sample(answers), "recommend").found.unique == 1
    results = a_study().results.model_dump() | {"breakdowns": ["recommend"]}
    assert judged(a_sample(answers, study={"results": results})).found.unique == 1


def test_days_and_months_count_by_themselves() -> None:
    asked = a_questionnaire(pages=[{"id": "since", "kind": "month", "text": both("Sinds?")}])
    answers: list[Answers] = [{"since": "2026-01"} for _ in range(10)]
    answers.append({"since": "2026-02"})
    found = judged(a_sample(answers, asked))
    assert found.found.unique == 1
    assert [(each.way, each.attribute, each.left.exposed) for each in found.remedies] == [(Way.DROP, "since", 0)]


def test_who_left_a_question_open_is_told_apart_by_that_until_it_is_left_out() -> None:
    answers: list[Answers] = [{"recommend": "yes"} for _ in range(10)]
    answers.append({"recommend": None})
    found = judged(a_sample(answers), "recommend")
    assert (found.found.exposed, found.remedies[0].left.exposed) == (1, 0)


def test_an_answer_that_is_left_out_is_still_told_by_what_was_asked_because_of_it() -> None:
    pages: list[dict[str, Any]] = [
        {"id": "work", "kind": "consent", "text": both("Werkt u?"), "yes": both("Ja"), "no": both("Nee")},
        {"id": "pay", "kind": "number", "text": both("Loon?"), "when": "work == yes"},
    ]
    answers: list[Answers] = [{"work": "yes", "pay": 1} for _ in range(20)]
    answers.append({"work": "no"})
    sample = a_sample(answers, a_questionnaire(pages=pages))
    assert judged(sample, "work", without=("work",)).found.unique == 1
    assert judged(sample, "work", without=("work",)).remedies[0].attribute == "pay"
    assert judged(sample, "work", merged=(Merge("work", ("yes", "no")),)).found.unique == 1
    assert judged(sample, "work", without=("work", "pay")).found.exposed == 0


def test_a_file_that_gives_people_away_is_refused_unless_there_is_a_reason(uneven: Sample) -> None:
    with pytest.raises(ExposedError, match="9 of 25 people"):
        check(judged(uneven), " ")
    assert check(judged(uneven), "sealed room") == "; small cells accepted (9 of 25): sealed room"
    assert check(judged(uneven, without=("age",)), None) == ""


def joined(before: list[str], after: list[str]) -> tuple[list[Sample], list[Table]]:
    """Two waves; the grades `before` and `after` of each person, nothing where a person did not answer."""
    waves = []
    for grades in (before, after):
        there = [(number, grade) for number, grade in enumerate(grades) if grade]
        labels = [Labels(f"p{number}", f"c{number}") for number, _ in there]
        waves.append(a_sample([{"recommend": grade} for _, grade in there], labels=labels))
    return waves, [table(each, ENGLISH) for each in waves]


def test_joined_waves_are_judged_by_what_is_known_in_both() -> None:
    samples, tables = joined(["yes"] * 10 + ["no"] * 10, ["yes"] * 20)
    assert report(samples, tables, ["recommend"]).found.exposed == 0
    samples, tables = joined(["yes"] * 10 + ["no"] * 10, ["yes"] * 9 + ["no"] * 11)
    assert report(samples, tables, ["recommend"]).found == Exposure(20, 1, 10, 10)


def test_who_answered_only_one_of_the_joined_waves_is_known_by_that() -> None:
    samples, tables = joined(["yes"] * 12, ["yes"] * 11 + [""])
    assert report(samples, tables).found == Exposure(people=12, unique=1, exposed=1, smallest=10)


def test_a_name_that_is_not_there_is_refused(uneven: Sample) -> None:
    made = [table(uneven, ENGLISH)]
    check_choices(made, ["age", "good", "good.kind", "grade"], [Merge("recommend", ("yes", "no"))])
    with pytest.raises(UnknownVariableError, match="“agee”"):
        check_choices(made, ["agee"], [])
    with pytest.raises(CannotBeMergedError, match="It has: young, old"):
        check_choices(made, [], [Merge("age", ("young", "olt"))])
    with pytest.raises(CannotBeMergedError):
        check_choices(made, [], [Merge("grade", ("one", "two"))])


def test_leaving_out_an_item_leaves_out_all_its_columns(uneven: Sample) -> None:
    left = narrowed(table(uneven, ENGLISH), ["good"])
    assert not [name for name, _variable, _is_status in left.layout if name.startswith("good")]
    assert "recommend.status" in [name for name, _variable, _is_status in left.layout]


def test_merged_classes_are_one_in_the_file() -> None:
    asked: Questionnaire = a_questionnaire()
    made = table(a_sample([{"recommend": "yes"}, {"recommend": "no"}, {"recommend": None}], asked), ENGLISH)
    merged = narrowed(made, merged=[Merge("recommend", ("yes", "no"))])
    variable = next(each for each in merged.variables if each.name == "recommend")
    assert [(value.code, value.words) for value in variable.values] == [("yes", "Yes / No")]
    assert merged.values(variable).tolist()[:2] == ["yes", "yes"]
    assert made.frame["recommend.code"].tolist()[:2] == ["yes", "no"]
